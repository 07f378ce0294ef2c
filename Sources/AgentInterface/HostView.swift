public import DBus

/// The agent and the whole host.
public struct HostView: WireView {
  public var version: String
  /// unset or per-device.
  public var mode: String
  /// Licenses in packs that are valid now.
  public var licenses: Int
  public var licensesUsed: Int
  /// Stations that need a license and have none.
  public var stationsShort: Int
  /// reachable, or unreachable with the reason.
  public var source: String
  public var hostGraceStarted: WireTime?
  /// When the host grace runs out, or when the first license ended it.
  public var hostGraceEnds: WireTime?
  /// How often the kernel dropped device events and everything was read anew.
  public var overflows: Int
  public var devices: Int
  public var displays: [DisplayView]

  public init(
    version: String, mode: String, licenses: Int, licensesUsed: Int, stationsShort: Int,
    source: String, hostGraceStarted: WireTime?, hostGraceEnds: WireTime?, overflows: Int,
    devices: Int, displays: [DisplayView]
  ) {
    self.version = version
    self.mode = mode
    self.licenses = licenses
    self.licensesUsed = licensesUsed
    self.stationsShort = stationsShort
    self.source = source
    self.hostGraceStarted = hostGraceStarted
    self.hostGraceEnds = hostGraceEnds
    self.overflows = overflows
    self.devices = devices
    self.displays = displays
  }

  public var properties: [String: Value] {
    [
      "Version": .string(version), "Mode": .string(mode),
      "Licenses": .uint32(UInt32(clamping: licenses)),
      "LicensesUsed": .uint32(UInt32(clamping: licensesUsed)),
      "StationsShort": .uint32(UInt32(clamping: stationsShort)), "Source": .string(source),
      "HostGraceStarted": WireTime.value(hostGraceStarted),
      "HostGraceEnds": WireTime.value(hostGraceEnds),
      "Overflows": .uint64(UInt64(clamping: overflows)),
      "Devices": .uint32(UInt32(clamping: devices)),
      "Displays": .array(of: DisplayView.signature, displays.map(\.value)),
    ]
  }

  public init?(properties: [String: Value]) {
    var wire = WireReader(properties)
    version = wire.text("Version")
    mode = wire.text("Mode")
    licenses = wire.number("Licenses")
    licensesUsed = wire.number("LicensesUsed")
    stationsShort = wire.number("StationsShort")
    source = wire.text("Source")
    hostGraceStarted = wire.time("HostGraceStarted")
    hostGraceEnds = wire.time("HostGraceEnds")
    overflows = wire.number("Overflows")
    devices = wire.number("Devices")
    displays = wire.list("Displays").compactMap(DisplayView.init)
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.manager,
    methods: [
      .init("AddPack", in: [.init("token", "s")], out: [.init("pack", "o")]),
      .init("SetMode", in: [.init("mode", "s")]),
      .init(
        "Remap", in: [.init("confirm", "b")], out: [.init("stations", "a" + RemapLine.signature)]),
      .init("Devices", out: [.init("devices", DeviceView.arraySignature)]),
      .init("Doctor", out: [.init("findings", FindingView.arraySignature)]),
    ],
    properties: [
      .init("Version", "s", isConstant: true), .init("Mode", "s"), .init("Licenses", "u"),
      .init("LicensesUsed", "u"), .init("StationsShort", "u"), .init("Source", "s"),
      .init("HostGraceStarted", "x"), .init("HostGraceEnds", "x"), .init("Overflows", "t"),
      .init("Devices", "u"), .init("Displays", "a" + DisplayView.signature),
    ])
}

/// A display that is plugged in, and who has it.
public struct DisplayView: Sendable, Equatable, Codable {
  /// The lasting name, by place: `pci-0000:02:00.0/HDMI-A-1`.
  public var place: String
  /// The kernel's name now: `card1-HDMI-A-1`. May change at the next boot.
  public var kernelName: String
  public var label: String
  /// connected, disconnected or unknown.
  public var status: String
  /// The key of the station or candidate that has it; nil if none.
  public var owner: String?

  public init(place: String, kernelName: String, label: String, status: String, owner: String?) {
    self.place = place
    self.kernelName = kernelName
    self.label = label
    self.status = status
    self.owner = owner
  }

  static let signature = "(sssss)"

  var value: Value {
    .structure([
      .string(place), .string(kernelName), .string(label), .string(status),
      .string(owner ?? ""),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asStrings, fields.count == 5 else { return nil }
    self.init(
      place: fields[0], kernelName: fields[1], label: fields[2], status: fields[3],
      owner: fields[4].isEmpty ? nil : fields[4])
  }
}

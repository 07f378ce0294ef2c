public import DBus

/// The agent and the whole host.
public struct HostView: WireView {
  public var version: String
  /// How often the kernel dropped device events and everything was read anew.
  public var overflows: Int
  public var devices: Int
  public var displays: [DisplayView]
  /// How far this computer's clock is ahead of the time by which deadlines are kept, in milliseconds,
  /// to the minute; negative if it is behind, 0 if it is less than two minutes.
  public var clockDifference: Int
  /// observe or manage.
  public var seats: String
  /// notify or block-new-sessions.
  public var enforcement: String
  /// Since when an administrator works here; nil while none does.
  public var maintenanceSince: WireTime?
  /// When that ends by itself; nil if only by command.
  public var maintenanceUntil: WireTime?
  /// The sentence why nobody's sign-in is known; nil while it is.
  public var sessionsUnknown: String?
  /// The groups whose members are administrators, besides root.
  public var administrators: [String]
  /// The session agents that are there, by user and name.
  public var notifiers: [NotifierView]
  /// Which notices are told to nobody of an audience, by cause and audience.
  public var mutes: [MuteView]
  /// The hours in which nobody is disturbed, `22:00-07:00`; nil for none.
  public var quietHours: String?
  public var configuration: ConfigurationView

  public init(
    version: String, overflows: Int, devices: Int, displays: [DisplayView],
    clockDifference: Int = 0, seats: String = "observe", enforcement: String = "notify",
    maintenanceSince: WireTime? = nil, maintenanceUntil: WireTime? = nil,
    sessionsUnknown: String? = nil, administrators: [String] = [],
    notifiers: [NotifierView] = [], mutes: [MuteView] = [], quietHours: String? = nil,
    configuration: ConfigurationView = ConfigurationView()
  ) {
    self.version = version
    self.overflows = overflows
    self.devices = devices
    self.displays = displays
    self.clockDifference = clockDifference
    self.seats = seats
    self.enforcement = enforcement
    self.maintenanceSince = maintenanceSince
    self.maintenanceUntil = maintenanceUntil
    self.sessionsUnknown = sessionsUnknown
    self.administrators = administrators
    self.notifiers = notifiers
    self.mutes = mutes
    self.quietHours = quietHours
    self.configuration = configuration
  }

  public var properties: [String: Value] {
    [
      "Version": .string(version), "Overflows": .uint64(UInt64(clamping: overflows)),
      "Devices": .uint32(UInt32(clamping: devices)),
      "Displays": .array(of: DisplayView.signature, displays.map(\.value)),
      "ClockDifference": .int64(Int64(clockDifference)), "Seats": .string(seats),
      "Enforcement": .string(enforcement),
      "MaintenanceSince": WireTime.value(maintenanceSince),
      "MaintenanceUntil": WireTime.value(maintenanceUntil),
      "SessionsUnknown": .string(sessionsUnknown ?? ""),
      "Administrators": .array(of: "s", administrators.map { .string($0) }),
      "Notifiers": .array(of: NotifierView.signature, notifiers.map(\.value)),
      "Mutes": .array(of: MuteView.signature, mutes.map(\.value)),
      "QuietHours": .string(quietHours ?? ""),
      "ConfigurationFile": .string(configuration.file),
      "ConfigurationReadAt": WireTime.value(configuration.readAt),
      "ConfigurationFromCopy": .bool(configuration.isFromCopy),
      "ConfigurationTrouble": .string(configuration.trouble ?? ""),
      "ConfigurationTroubleSince": WireTime.value(configuration.troubleSince),
      "ConfigurationWaiting": .strings(configuration.waiting),
    ]
  }

  public init?(properties: [String: Value]) {
    var wire = WireReader(properties)
    version = wire.text("Version")
    overflows = wire.number("Overflows")
    devices = wire.number("Devices")
    displays = wire.list("Displays").compactMap(DisplayView.init)
    clockDifference = wire.number("ClockDifference")
    seats = wire.text("Seats")
    enforcement = wire.text("Enforcement")
    maintenanceSince = wire.time("MaintenanceSince")
    maintenanceUntil = wire.time("MaintenanceUntil")
    sessionsUnknown = wire.optionalText("SessionsUnknown")
    administrators = wire.texts("Administrators")
    notifiers = wire.list("Notifiers").compactMap(NotifierView.init)
    mutes = wire.list("Mutes").compactMap(MuteView.init)
    quietHours = wire.optionalText("QuietHours")
    configuration = ConfigurationView(
      file: wire.text("ConfigurationFile"), readAt: wire.time("ConfigurationReadAt"),
      isFromCopy: wire.flag("ConfigurationFromCopy"),
      trouble: wire.optionalText("ConfigurationTrouble"),
      troubleSince: wire.time("ConfigurationTroubleSince"),
      waiting: wire.texts("ConfigurationWaiting"))
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.manager,
    methods: [
      .init(
        "Remap", in: [.init("confirm", "b")], out: [.init("stations", "a" + RemapLine.signature)]),
      .init("Devices", out: [.init("devices", DeviceView.arraySignature)]),
      .init("Doctor", out: [.init("findings", FindingView.arraySignature)]),
      .init("Configuration", out: [.init("values", ConfiguredValue.arraySignature)]),
      .init("SetMaintenance", in: [.init("on", "b"), .init("until", "x")]),
      .init("SeatPlan", out: [.init("seats", SeatLine.arraySignature)]),
      .init(
        "ApplySeats", in: [.init("stations", "au")],
        out: [.init("seats", SeatLine.arraySignature)]),
      .init(
        "ReleaseSeats", in: [.init("stations", "au")],
        out: [.init("seats", SeatLine.arraySignature)]),
      .init(
        "MaySignIn", in: [.init("facts", "a{ss}")],
        out: [.init("allowed", "b"), .init("message", "s")]),
      .init("Attend", in: [.init("session", "s"), .init("trouble", "s")]),
      .init("Mute", in: [.init("cause", "s"), .init("audience", "s"), .init("until", "x")]),
      .init("Unmute", in: [.init("cause", "s"), .init("audience", "s")]),
    ],
    properties: [
      .init("Version", "s", isConstant: true), .init("Overflows", "t"), .init("Devices", "u"),
      .init("Displays", "a" + DisplayView.signature), .init("ClockDifference", "x"),
      .init("Seats", "s"), .init("Enforcement", "s"), .init("MaintenanceSince", "x"),
      .init("MaintenanceUntil", "x"), .init("SessionsUnknown", "s"),
      .init("Administrators", "as"), .init("Notifiers", "a" + NotifierView.signature),
      .init("Mutes", "a" + MuteView.signature), .init("QuietHours", "s"),
      .init("ConfigurationFile", "s", isConstant: true), .init("ConfigurationReadAt", "x"),
      .init("ConfigurationFromCopy", "b"), .init("ConfigurationTrouble", "s"),
      .init("ConfigurationTroubleSince", "x"), .init("ConfigurationWaiting", "as"),
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

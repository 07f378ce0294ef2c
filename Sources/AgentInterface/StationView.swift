public import DBus

/// A station as the bus and `--json` show it.
public struct StationView: WireView {
  public var number: Int
  /// The lasting key: the place (docs/topology.md).
  public var key: String
  public var name: String
  /// host, physical, network or desktop.
  public var kind: String
  /// complete, incomplete, probing, away, absent, conflict or unknown.
  public var state: String
  /// What is missing, if incomplete or probing: keyboard, pointer, display.
  public var missing: [String]
  /// The state in words.
  public var stateReason: String
  public var absentSince: WireTime?
  /// logind's seat; nil for a desktop and for a station that is not there.
  public var seat: String?
  /// The display that an administrator bound to it, by its lasting name.
  public var binding: String?
  public var parts: [PartView]
  /// What to know of it besides its state, each a sentence that says what would help.
  public var remarks: [String]
  /// The plugin that vouches for this desktop is not there now.
  public var stale: Bool
  public var enrolledAt: WireTime?
  /// licensed, grace, unlicensed, over or not-needed.
  public var license: String
  /// unconfigured, unreachable, exhausted or expired; nil while covered.
  public var cause: String?
  /// The license state in words.
  public var licenseReason: String
  /// What to do next; nil if nothing needs doing.
  public var nextStep: String?
  public var pack: String?
  public var leaseExpires: WireTime?
  /// Until when it may be used without a license: the later one of its own grace and the host's.
  public var graceEnds: WireTime?
  /// Its own grace, once for its place; nil if that has not begun.
  public var stationGraceStarted: WireTime?
  /// The deadline, with all extensions.
  public var stationGraceEnds: WireTime?
  public var unlicensedSince: WireTime?
  /// Who goes first when licenses run short, from 1; 0 while it needs none.
  public var turn: Int
  /// Higher goes first when licenses run short.
  public var priority: Int
  /// Words of the administrator, sorted.
  public var labels: [String]
  /// Who is signed in there, by name.
  public var users: [String]
  /// Since when nobody new may sign in there; nil while people may.
  public var disabledSince: WireTime?
  /// For who tries to sign in, in the administrator's words.
  public var disabledMessage: String?
  /// The desktop that is shown there, as `plugin/id`; nil if none is assigned.
  public var desktop: String?
  /// Until when it shows which one it is; nil while nobody asks for that.
  public var identifyUntil: WireTime?

  public init(
    number: Int, key: String, name: String, kind: String, state: String, missing: [String],
    stateReason: String, absentSince: WireTime?, seat: String?, binding: String?,
    parts: [PartView], stale: Bool, enrolledAt: WireTime?, license: String, cause: String?,
    licenseReason: String, nextStep: String?, pack: String?, leaseExpires: WireTime?,
    graceEnds: WireTime?, stationGraceStarted: WireTime? = nil,
    stationGraceEnds: WireTime? = nil, unlicensedSince: WireTime?, turn: Int,
    priority: Int, labels: [String], users: [String] = [], remarks: [String] = [],
    disabledSince: WireTime? = nil, disabledMessage: String? = nil, desktop: String? = nil,
    identifyUntil: WireTime? = nil
  ) {
    self.number = number
    self.key = key
    self.name = name
    self.kind = kind
    self.state = state
    self.missing = missing
    self.stateReason = stateReason
    self.absentSince = absentSince
    self.seat = seat
    self.binding = binding
    self.parts = parts
    self.stale = stale
    self.enrolledAt = enrolledAt
    self.license = license
    self.cause = cause
    self.licenseReason = licenseReason
    self.nextStep = nextStep
    self.pack = pack
    self.leaseExpires = leaseExpires
    self.graceEnds = graceEnds
    self.stationGraceStarted = stationGraceStarted
    self.stationGraceEnds = stationGraceEnds
    self.unlicensedSince = unlicensedSince
    self.turn = turn
    self.priority = priority
    self.labels = labels
    self.users = users
    self.remarks = remarks
    self.disabledSince = disabledSince
    self.disabledMessage = disabledMessage
    self.desktop = desktop
    self.identifyUntil = identifyUntil
  }

  public var properties: [String: Value] {
    [
      "Number": .uint32(UInt32(clamping: number)), "Key": .string(key), "Name": .string(name),
      "Kind": .string(kind), "State": .string(state), "Missing": .strings(missing),
      "StateReason": .string(stateReason), "AbsentSince": WireTime.value(absentSince),
      "Seat": .string(seat ?? ""), "Binding": .string(binding ?? ""),
      "Parts": .array(of: PartView.signature, parts.map(\.value)), "Stale": .bool(stale),
      "EnrolledAt": WireTime.value(enrolledAt), "License": .string(license),
      "Cause": .string(cause ?? ""), "LicenseReason": .string(licenseReason),
      "NextStep": .string(nextStep ?? ""), "Pack": .string(pack ?? ""),
      "LeaseExpires": WireTime.value(leaseExpires), "GraceEnds": WireTime.value(graceEnds),
      "StationGraceStarted": WireTime.value(stationGraceStarted),
      "StationGraceEnds": WireTime.value(stationGraceEnds),
      "UnlicensedSince": WireTime.value(unlicensedSince), "Turn": .uint32(UInt32(clamping: turn)),
      "Priority": .int32(Int32(clamping: priority)), "Labels": .strings(labels),
      "Users": .strings(users), "Remarks": .strings(remarks),
      "DisabledSince": WireTime.value(disabledSince),
      "DisabledMessage": .string(disabledMessage ?? ""), "Desktop": .string(desktop ?? ""),
      "IdentifyUntil": WireTime.value(identifyUntil),
    ]
  }

  public init?(properties: [String: Value]) {
    var wire = WireReader(properties)
    number = wire.number("Number")
    key = wire.text("Key")
    name = wire.text("Name")
    kind = wire.text("Kind")
    state = wire.text("State")
    missing = wire.texts("Missing")
    stateReason = wire.text("StateReason")
    absentSince = wire.time("AbsentSince")
    seat = wire.optionalText("Seat")
    binding = wire.optionalText("Binding")
    parts = wire.list("Parts").compactMap(PartView.init)
    stale = wire.flag("Stale")
    enrolledAt = wire.time("EnrolledAt")
    license = wire.text("License")
    cause = wire.optionalText("Cause")
    licenseReason = wire.text("LicenseReason")
    nextStep = wire.optionalText("NextStep")
    pack = wire.optionalText("Pack")
    leaseExpires = wire.time("LeaseExpires")
    graceEnds = wire.time("GraceEnds")
    stationGraceStarted = wire.time("StationGraceStarted")
    stationGraceEnds = wire.time("StationGraceEnds")
    unlicensedSince = wire.time("UnlicensedSince")
    turn = wire.number("Turn")
    priority = wire.number("Priority")
    labels = wire.texts("Labels")
    users = wire.texts("Users")
    remarks = wire.texts("Remarks")
    disabledSince = wire.time("DisabledSince")
    disabledMessage = wire.optionalText("DisabledMessage")
    desktop = wire.optionalText("Desktop")
    identifyUntil = wire.time("IdentifyUntil")
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.station,
    methods: [
      .init("Rename", in: [.init("name", "s")]),
      .init("BindDisplay", in: [.init("display", "s")]),
      .init("Forget"),
      .init("Ignore"),
      .init("SetPriority", in: [.init("priority", "i")]),
      .init("SetLabels", in: [.init("labels", "as")]),
      .init("MovedTo", in: [.init("candidate", "s")]),
      .init("Explain", out: [.init("assignments", DeviceView.arraySignature)]),
      .init("PowerCycle", in: [.init("dry", "b")], out: PowerView.arguments),
      .init("Disable", in: [.init("message", "s")]),
      .init("Enable"),
      .init("Identify", out: [.init("how", "s")]),
      .init("Identified"),
    ],
    properties: [
      .init("Number", "u", isConstant: true), .init("Key", "s", isConstant: true),
      .init("Name", "s"), .init("Kind", "s", isConstant: true), .init("State", "s"),
      .init("Missing", "as"), .init("StateReason", "s"), .init("AbsentSince", "x"),
      .init("Seat", "s"), .init("Binding", "s"), .init("Parts", "a" + PartView.signature),
      .init("Stale", "b"), .init("EnrolledAt", "x", isConstant: true), .init("License", "s"),
      .init("Cause", "s"), .init("LicenseReason", "s"), .init("NextStep", "s"),
      .init("Pack", "s"), .init("LeaseExpires", "x"), .init("GraceEnds", "x"),
      .init("StationGraceStarted", "x"), .init("StationGraceEnds", "x"),
      .init("UnlicensedSince", "x"), .init("Turn", "u"), .init("Priority", "i"),
      .init("Labels", "as"), .init("Users", "as"), .init("Remarks", "as"),
      .init("DisabledSince", "x"), .init("DisabledMessage", "s"), .init("Desktop", "s"),
      .init("IdentifyUntil", "x"),
    ])
}

/// A device in its role within a station.
public struct PartView: Sendable, Equatable, Codable {
  /// One of `PartKind`: hub, display, keyboard, pointer, sound, camera, storage, serial, printer,
  /// reader or other.
  public var kind: String
  public var label: String
  /// The sysfs path.
  public var device: String
  /// For a display, its lasting name; nil otherwise.
  public var display: String?
  /// For a display: connected, disconnected or unknown.
  public var status: String?

  public init(kind: String, label: String, device: String, display: String?, status: String?) {
    self.kind = kind
    self.label = label
    self.device = device
    self.display = display
    self.status = status
  }

  static let signature = "(sssss)"

  var value: Value {
    .structure([
      .string(kind), .string(label), .string(device), .string(display ?? ""),
      .string(status ?? ""),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asStrings, fields.count == 5 else { return nil }
    kind = fields[0]
    label = fields[1]
    device = fields[2]
    display = fields[3].isEmpty ? nil : fields[3]
    status = fields[4].isEmpty ? nil : fields[4]
  }
}

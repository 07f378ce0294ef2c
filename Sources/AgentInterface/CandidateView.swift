public import DBus

/// Something that could become a station.
public struct CandidateView: WireView {
  public var key: String
  public var label: String
  public var kind: String
  /// complete, incomplete, probing, away or conflict.
  public var state: String
  public var missing: [String]
  public var stateReason: String
  /// True if the agent would take it by itself once it is complete.
  public var decided: Bool
  /// Who decides, or what is not known.
  public var standing: String
  public var seat: String
  public var parts: [PartView]
  /// An administrator said to leave it alone.
  public var ignored: Bool
  /// As a station's.
  public var remarks: [String]

  public init(
    key: String, label: String, kind: String, state: String, missing: [String],
    stateReason: String, decided: Bool, standing: String, seat: String, parts: [PartView],
    ignored: Bool, remarks: [String] = []
  ) {
    self.key = key
    self.label = label
    self.kind = kind
    self.state = state
    self.missing = missing
    self.stateReason = stateReason
    self.decided = decided
    self.standing = standing
    self.seat = seat
    self.parts = parts
    self.ignored = ignored
    self.remarks = remarks
  }

  public var properties: [String: Value] {
    [
      "Key": .string(key), "Label": .string(label), "Kind": .string(kind),
      "State": .string(state), "Missing": .strings(missing),
      "StateReason": .string(stateReason), "Decided": .bool(decided),
      "Standing": .string(standing), "Seat": .string(seat),
      "Parts": .array(of: PartView.signature, parts.map(\.value)),
      "Ignored": .bool(ignored),
      "Remarks": .strings(remarks),
    ]
  }

  public init?(properties: [String: Value]) {
    var wire = WireReader(properties)
    key = wire.text("Key")
    label = wire.text("Label")
    kind = wire.text("Kind")
    state = wire.text("State")
    missing = wire.texts("Missing")
    stateReason = wire.text("StateReason")
    decided = wire.flag("Decided")
    standing = wire.text("Standing")
    seat = wire.text("Seat")
    parts = wire.list("Parts").compactMap(PartView.init)
    ignored = wire.flag("Ignored")
    remarks = wire.texts("Remarks")
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.candidate,
    methods: [
      .init("Ignore"),
      .init("Enroll", out: [.init("station", "o")]),
      .init("BindDisplay", in: [.init("display", "s")], out: [.init("station", "o")]),
      .init("Explain", out: [.init("assignments", DeviceView.arraySignature)]),
      .init("PowerCycle", in: [.init("dry", "b")], out: PowerView.arguments),
    ],
    properties: [
      .init("Key", "s", isConstant: true), .init("Label", "s"),
      .init("Kind", "s", isConstant: true), .init("State", "s"), .init("Missing", "as"),
      .init("StateReason", "s"), .init("Decided", "b"), .init("Standing", "s"),
      .init("Seat", "s"), .init("Parts", "a" + PartView.signature),
      .init("Ignored", "b"), .init("Remarks", "as"),
    ])
}

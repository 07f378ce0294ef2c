public import DBus

/// A license pack in the pool.
public struct PackView: WireView {
  public var id: String
  public var issuer: String
  public var keyID: String
  public var count: Int
  public var used: Int
  /// The kinds of stations that it covers.
  public var covers: [String]
  public var validFrom: WireTime?
  /// Nil for a pack without an end.
  public var validUntil: WireTime?
  /// valid, not-yet-valid, expired or untrusted.
  public var state: String

  public init(
    id: String, issuer: String, keyID: String, count: Int, used: Int, covers: [String],
    validFrom: WireTime?, validUntil: WireTime?, state: String
  ) {
    self.id = id
    self.issuer = issuer
    self.keyID = keyID
    self.count = count
    self.used = used
    self.covers = covers
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.state = state
  }

  public var properties: [String: Value] {
    [
      "ID": .string(id), "Issuer": .string(issuer), "KeyID": .string(keyID),
      "Count": .uint32(UInt32(clamping: count)), "Used": .uint32(UInt32(clamping: used)),
      "Covers": .strings(covers), "ValidFrom": WireTime.value(validFrom),
      "ValidUntil": WireTime.value(validUntil), "State": .string(state),
    ]
  }

  public init?(properties: [String: Value]) {
    var wire = WireReader(properties)
    id = wire.text("ID")
    issuer = wire.text("Issuer")
    keyID = wire.text("KeyID")
    count = wire.number("Count")
    used = wire.number("Used")
    covers = wire.texts("Covers")
    validFrom = wire.time("ValidFrom")
    validUntil = wire.time("ValidUntil")
    state = wire.text("State")
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.pack,
    properties: [
      .init("ID", "s", isConstant: true), .init("Issuer", "s", isConstant: true),
      .init("KeyID", "s", isConstant: true), .init("Count", "u", isConstant: true),
      .init("Used", "u"), .init("Covers", "as", isConstant: true),
      .init("ValidFrom", "x", isConstant: true), .init("ValidUntil", "x", isConstant: true),
      .init("State", "s"),
    ])
}

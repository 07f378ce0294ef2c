public import DBus

/// A license pack in the pool.
public struct PackView: WireView {
  public var id: String
  public var issuer: String
  public var keyID: String
  /// device or user: what its licenses are bound to, as issued.
  public var kind: String
  /// As issued.
  public var count: Int
  /// How many of these an administrator took out.
  public var removed: Int
  /// How many of the rest are of the other kind now.
  public var converted: Int
  public var used: Int
  /// The kinds of stations that it covers.
  public var covers: [String]
  public var validFrom: WireTime?
  /// Nil for a pack without an end.
  public var validUntil: WireTime?
  /// valid, not-yet-valid, expired, replaced, untrusted or refused.
  public var state: String
  /// Why, where the state does not say it: untrusted, refused, replaced.
  public var reason: String?
  /// The last major version of the product that it is for; nil for any.
  public var product: Int?
  public var features: [String]
  /// `host <id>` or `site <name>`; nil for any.
  public var binding: String?
  /// Ids of packs whose place it takes.
  public var replaces: [String]
  public var convertible: Bool

  public init(
    id: String, issuer: String, keyID: String, kind: String = "device", count: Int,
    removed: Int = 0, converted: Int = 0, used: Int, covers: [String], validFrom: WireTime?,
    validUntil: WireTime?, state: String, reason: String? = nil, product: Int? = nil,
    features: [String] = [], binding: String? = nil, replaces: [String] = [],
    convertible: Bool = false
  ) {
    self.id = id
    self.issuer = issuer
    self.keyID = keyID
    self.kind = kind
    self.count = count
    self.removed = removed
    self.converted = converted
    self.used = used
    self.covers = covers
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.state = state
    self.reason = reason
    self.product = product
    self.features = features
    self.binding = binding
    self.replaces = replaces
    self.convertible = convertible
  }

  public var properties: [String: Value] {
    [
      "ID": .string(id), "Issuer": .string(issuer), "KeyID": .string(keyID),
      "Kind": .string(kind), "Removed": .uint32(UInt32(clamping: removed)),
      "Converted": .uint32(UInt32(clamping: converted)), "Reason": .string(reason ?? ""),
      "Product": .int32(Int32(clamping: product ?? -1)), "Features": .strings(features),
      "Binding": .string(binding ?? ""), "Replaces": .strings(replaces),
      "Convertible": .bool(convertible),
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
    kind = wire.text("Kind")
    count = wire.number("Count")
    removed = wire.number("Removed")
    converted = wire.number("Converted")
    used = wire.number("Used")
    covers = wire.texts("Covers")
    validFrom = wire.time("ValidFrom")
    validUntil = wire.time("ValidUntil")
    state = wire.text("State")
    reason = wire.optionalText("Reason")
    let number = wire.number("Product")
    product = number < 0 ? nil : number
    features = wire.texts("Features")
    binding = wire.optionalText("Binding")
    replaces = wire.texts("Replaces")
    convertible = wire.flag("Convertible")
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.pack,
    properties: [
      .init("ID", "s", isConstant: true), .init("Issuer", "s", isConstant: true),
      .init("KeyID", "s", isConstant: true), .init("Count", "u", isConstant: true),
      .init("Used", "u"), .init("Covers", "as", isConstant: true),
      .init("ValidFrom", "x", isConstant: true), .init("ValidUntil", "x", isConstant: true),
      .init("State", "s"), .init("Kind", "s", isConstant: true), .init("Removed", "u"),
      .init("Converted", "u"), .init("Reason", "s"), .init("Product", "i", isConstant: true),
      .init("Features", "as", isConstant: true), .init("Binding", "s", isConstant: true),
      .init("Replaces", "as", isConstant: true), .init("Convertible", "b", isConstant: true),
    ])
}

public import StationModel

/// What an issuer wants to put into a pack: all of it that is signed.
public struct PackOrder: Sendable, Equatable {
  /// 1 to 64 letters, digits, dots, underscores and hyphens; unique for the issuer's customers.
  public var id: String
  /// The name under which the customers trust the key.
  public var issuer: String
  public var kind: LicenseKind
  /// 1 to 1,000,000.
  public var count: Int
  /// Never empty.
  public var coverage: Set<StationKind>
  /// Whole seconds: a token has no finer dates.
  public var validFrom: Timestamp
  /// After `validFrom`; nil for a pack without an end.
  public var validUntil: Timestamp?
  public var issuedAt: Timestamp
  /// The last major version of the product that it is for, 0 to 9999; nil for any.
  public var product: Int?
  /// At most 32 words of `a-z 0-9 . -`, each once and with at most 64 of them. Issued sorted.
  public var features: [String]
  /// A host's id of 32 lower-case hexadecimal digits, or a site's name of 1 to 64 plain characters.
  public var binding: PackBinding?
  /// At most 64 ids of other packs, each once. Issued sorted.
  public var replaces: [String]
  public var isConvertible: Bool

  public init(
    id: String, issuer: String, kind: LicenseKind = .device, count: Int,
    coverage: Set<StationKind>, validFrom: Timestamp, validUntil: Timestamp?, issuedAt: Timestamp,
    product: Int? = nil, features: [String] = [], binding: PackBinding? = nil,
    replaces: [String] = [], isConvertible: Bool = false
  ) {
    self.id = id
    self.issuer = issuer
    self.kind = kind
    self.count = count
    self.coverage = coverage
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.issuedAt = issuedAt
    self.product = product
    self.features = features
    self.binding = binding
    self.replaces = replaces
    self.isConvertible = isConvertible
  }

  /// 1 if an agent that knows only version 1 understands all of it, else 2.
  public var version: Int {
    kind == .device && product == nil && features.isEmpty && binding == nil && replaces.isEmpty
      && !isConvertible ? 1 : 2
  }
}

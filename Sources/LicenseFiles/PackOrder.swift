public import StationModel

/// What an issuer wants to put into a pack.
public struct PackOrder: Sendable, Equatable {
  /// 1 to 64 letters, digits, dots, underscores and hyphens; unique for the issuer's customers.
  public var id: String
  /// The name under which the customers trust the key.
  public var issuer: String
  /// 1 to 1,000,000.
  public var count: Int
  /// Never empty.
  public var coverage: Set<StationKind>
  /// Whole seconds: a token has no finer dates.
  public var validFrom: Timestamp
  /// After `validFrom`; nil for a pack without an end.
  public var validUntil: Timestamp?
  public var issuedAt: Timestamp

  public init(
    id: String, issuer: String, count: Int, coverage: Set<StationKind>, validFrom: Timestamp,
    validUntil: Timestamp?, issuedAt: Timestamp
  ) {
    self.id = id
    self.issuer = issuer
    self.count = count
    self.coverage = coverage
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.issuedAt = issuedAt
  }
}

/// A verified pack: so many licenses, for so long.
///
/// All but the last three are signed. ``removed`` and ``converted`` are what administrators of this
/// host did to it since.
public struct Pack: Sendable, Equatable {
  /// 1 to 64 of `A-Z a-z 0-9 . _ -`.
  public var id: String
  /// Who signed it: the name under which the administrator trusts the key.
  public var issuer: String
  public var keyID: String
  /// What its licenses are bound to, as they were issued.
  public var kind: LicenseKind
  /// 1 to 1,000,000, as issued.
  public var count: Int
  /// Which kinds of stations it covers. For user licenses: where the people may sit.
  public var coverage: Set<StationKind>
  public var validFrom: Timestamp
  /// Nil for a pack without an end.
  public var validUntil: Timestamp?
  /// The last major version of the product that it is for; nil for any.
  public var product: Int?
  /// Words that say what else it allows; sorted, each once. They restrict nothing.
  public var features: [String]
  /// The only host or site that may use it; nil for any.
  public var binding: PackBinding?
  /// Ids of packs of the same issuer. They end when this one begins, and their leases go on in it:
  /// a replacement if that is at once, a renewal if it is later. Sorted, each once.
  public var replaces: [String]
  /// Its licenses may be converted to the other kind while nobody holds them.
  public var isConvertible: Bool
  public var addedAt: Timestamp
  /// How many of `count` an administrator took out of the pool.
  public var removed: Int
  /// How many of the rest are of the other kind now.
  public var converted: Int

  public init(
    id: String, issuer: String, keyID: String, kind: LicenseKind = .device, count: Int,
    coverage: Set<StationKind>, validFrom: Timestamp, validUntil: Timestamp?, product: Int? = nil,
    features: [String] = [], binding: PackBinding? = nil, replaces: [String] = [],
    isConvertible: Bool = false, addedAt: Timestamp, removed: Int = 0, converted: Int = 0
  ) {
    self.id = id
    self.issuer = issuer
    self.keyID = keyID
    self.kind = kind
    self.count = count
    self.coverage = coverage
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.product = product
    self.features = features
    self.binding = binding
    self.replaces = replaces
    self.isConvertible = isConvertible
    self.addedAt = addedAt
    self.removed = removed
    self.converted = converted
  }

  public func isValid(at time: Timestamp) -> Bool {
    validFrom <= time && validUntil.map { time < $0 } ?? true
  }

  /// How many licenses of one kind it has, held ones included. Never below zero, whatever is in the
  /// fields.
  public func licenses(of kind: LicenseKind) -> Int {
    let left = max(0, count.subtractingReportingOverflow(max(0, removed)).partialValue)
    let other = min(max(0, converted), left)
    return kind == self.kind ? left - other : other
  }
}

/// Where a pack may be used.
public enum PackBinding: Sendable, Hashable {
  /// The host's id, as `stationctl license host-id` prints it.
  case host(String)
  /// The site's name, as `Licensing.site` in the configuration says it.
  case site(String)
}

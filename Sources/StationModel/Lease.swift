/// Who holds a license: a station, by its place, or a person, by the name they sign in with.
public enum Holder: Sendable, Hashable, Comparable, CustomStringConvertible {
  case station(StationKey)
  case user(String)

  public var station: StationKey? {
    if case .station(let key) = self { key } else { nil }
  }

  public var user: String? {
    if case .user(let name) = self { name } else { nil }
  }

  public var kind: LicenseKind {
    switch self {
    case .station: .device
    case .user: .user
    }
  }

  /// `station/pci-0000:00:14.0/1`, `user/ada`: on disk and on the bus.
  public var text: String {
    switch self {
    case .station(let key): "station/" + key.text
    case .user(let name): "user/" + name
    }
  }

  public init?(_ text: String) {
    if text.hasPrefix("station/"), text.utf8.count > 8 {
      self = .station(StationKey(String(text.dropFirst(8))))
    } else if text.hasPrefix("user/"), text.utf8.count > 5 {
      self = .user(String(text.dropFirst(5)))
    } else {
      return nil
    }
  }

  public var description: String { text }
  public static func < (left: Holder, right: Holder) -> Bool { left.text < right.text }
}

/// One license of a pack, held by one station or one person for a term.
public struct Lease: Sendable, Equatable {
  public var holder: Holder
  public var pack: String
  /// When it was given, or renewed last.
  public var grantedAt: Timestamp
  public var expiresAt: Timestamp

  public init(holder: Holder, pack: String, grantedAt: Timestamp, expiresAt: Timestamp) {
    self.holder = holder
    self.pack = pack
    self.grantedAt = grantedAt
    self.expiresAt = expiresAt
  }

  public init(station: StationKey, pack: String, grantedAt: Timestamp, expiresAt: Timestamp) {
    self.init(holder: .station(station), pack: pack, grantedAt: grantedAt, expiresAt: expiresAt)
  }
}

/// A license that an administrator took away from its holder before its term ended.
///
/// It stands until the term would have ended. So long it counts against the limit of its pack, and
/// its holder goes last.
public struct Revocation: Sendable, Equatable {
  public var holder: Holder
  public var pack: String
  public var revokedAt: Timestamp
  /// When the term of the lease would have ended.
  public var until: Timestamp

  public init(holder: Holder, pack: String, revokedAt: Timestamp, until: Timestamp) {
    self.holder = holder
    self.pack = pack
    self.revokedAt = revokedAt
    self.until = until
  }

  public func stands(at time: Timestamp) -> Bool { time < until }
}

/// Licenses that are kept for the stations with one label, and the most that they may have.
public struct Reservation: Sendable, Equatable {
  /// One label; there is at most one reservation for each.
  public var label: String
  /// Only stations of this kind count.
  public var kind: StationKind
  /// So many are kept free for them, whether they are there or not. 0 or more.
  public var least: Int
  /// Nil for no limit; never below `least`.
  public var most: Int?

  public init(label: String, kind: StationKind = .physical, least: Int, most: Int? = nil) {
    self.label = label
    self.kind = kind
    self.least = least
    self.most = most
  }
}

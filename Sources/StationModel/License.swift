/// How licenses are counted. `unset` until an administrator decides; never guessed.
public enum LicenseMode: String, Sendable, Codable, CaseIterable {
  case unset
  case perDevice = "per-device"
}

/// Why a station is not covered. Four causes that are never mixed up.
public enum LicenseCause: String, Sendable, Codable, CaseIterable {
  /// No license mode is set.
  case unconfigured
  /// The license source could not be asked.
  case unreachable
  /// There are fewer licenses than stations.
  case exhausted
  /// The licenses that would cover it have run out.
  case expired
}

/// A verified pack: so many licenses, for so long.
public struct Pack: Sendable, Equatable {
  public var id: String
  /// Who signed it: the name under which the administrator trusts the key.
  public var issuer: String
  public var keyID: String
  public var count: Int
  /// Which kinds of stations it covers.
  public var coverage: Set<StationKind>
  public var validFrom: Timestamp
  /// Nil for a pack without an end.
  public var validUntil: Timestamp?
  public var addedAt: Timestamp

  public init(
    id: String, issuer: String, keyID: String, count: Int, coverage: Set<StationKind>,
    validFrom: Timestamp, validUntil: Timestamp?, addedAt: Timestamp
  ) {
    self.id = id
    self.issuer = issuer
    self.keyID = keyID
    self.count = count
    self.coverage = coverage
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.addedAt = addedAt
  }

  public func isValid(at time: Timestamp) -> Bool {
    validFrom <= time && validUntil.map { time < $0 } ?? true
  }
}

/// One license of a pack, held by one station for a term.
public struct Lease: Sendable, Equatable {
  public var station: StationKey
  public var pack: String
  public var grantedAt: Timestamp
  public var expiresAt: Timestamp

  public init(station: StationKey, pack: String, grantedAt: Timestamp, expiresAt: Timestamp) {
    self.station = station
    self.pack = pack
    self.grantedAt = grantedAt
    self.expiresAt = expiresAt
  }
}

/// A grace that began. It is kept for ever: a grace is given once.
public struct GraceClock: Sendable, Equatable {
  public var subject: Subject
  public var startedAt: Timestamp
  /// When it runs out unless something ends it earlier. Fixed at the start.
  public var endsAt: Timestamp
  /// When it was ended early; only the host's ever is (by the first lease).
  public var endedAt: Timestamp?

  public enum Subject: Sendable, Hashable {
    /// The whole host: 120 days from the first station that counts.
    case host
    case station(StationKey)
  }

  public init(
    subject: Subject, startedAt: Timestamp, endsAt: Timestamp, endedAt: Timestamp? = nil
  ) {
    self.subject = subject
    self.startedAt = startedAt
    self.endsAt = endsAt
    self.endedAt = endedAt
  }

  public func isRunning(at time: Timestamp) -> Bool { endedAt == nil && time < endsAt }
}

/// What a station may do, and why.
public enum LicenseState: Sendable, Equatable {
  case licensed(Lease)
  /// May go on until then without a license.
  case grace(until: Timestamp, cause: LicenseCause)
  case unlicensed(since: Timestamp, cause: LicenseCause)
  case notNeeded(why: String)
}

/// Can the pool be asked?
public enum SourceState: Sendable, Equatable {
  case reachable
  case unreachable(why: String)
}

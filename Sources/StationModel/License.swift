/// How licenses are counted. `unset` until an administrator decides; never guessed.
public enum LicenseMode: String, Sendable, Codable, CaseIterable {
  case unset
  /// Each station in need holds a license.
  case perDevice = "per-device"
  /// Each person who signs in holds a license, wherever they sit.
  case perUser = "per-user"

  /// What one license of this mode is for; nil while no mode is set.
  public var kind: LicenseKind? {
    switch self {
    case .unset: nil
    case .perDevice: .device
    case .perUser: .user
    }
  }
}

/// What one license is bound to.
public enum LicenseKind: String, Sendable, Codable, CaseIterable {
  case device, user

  public var other: LicenseKind { self == .device ? .user : .device }
}

/// Why a station is not covered. Four causes that are never mixed up.
public enum LicenseCause: String, Sendable, Codable, CaseIterable {
  /// No license mode is set.
  case unconfigured
  /// A license source could not be asked.
  case unreachable
  /// There are fewer licenses than stations or people.
  case exhausted
  /// The licenses that would cover it have run out.
  case expired
}

/// What a station may do, and why.
public enum LicenseState: Sendable, Equatable {
  /// Under `per-user`: the lease that ends first of those that the people there hold.
  case licensed(Lease)
  /// May go on until then without a license.
  case grace(until: Timestamp, cause: LicenseCause)
  case unlicensed(since: Timestamp, cause: LicenseCause)
  /// Only under `per-user`: there are user licenses, but fewer than people, and the grace is over.
  /// Said to the administrators and never silent, but nobody is refused for it: whoever signed in
  /// first would shut others out. `users` are the people at this station who have no license.
  case over(since: Timestamp, users: [String])
  case notNeeded(why: String)

  /// The state's name on the bus, in files and in the history.
  public var name: String {
    switch self {
    case .licensed: "licensed"
    case .grace: "grace"
    case .unlicensed: "unlicensed"
    case .over: "over"
    case .notNeeded: "not-needed"
    }
  }

  public var cause: LicenseCause? {
    switch self {
    case .grace(_, let cause), .unlicensed(_, let cause): cause
    case .over: .exhausted
    case .licensed, .notNeeded: nil
    }
  }
}

/// A station's license state without its dates: what history keeps, so that reports can count.
public struct LicenseStanding: Sendable, Hashable {
  /// As ``LicenseState/name``.
  public var state: String
  public var cause: LicenseCause?

  public init(state: String, cause: LicenseCause? = nil) {
    self.state = state
    self.cause = cause
  }

  public init(_ state: LicenseState) {
    self.init(state: state.name, cause: state.cause)
  }
}

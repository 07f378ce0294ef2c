public import StationModel

/// A station's license state in words, for who asks about that station (`stationctl station show`).
public struct LicenseSentence: Sendable, Equatable {
  /// Without a capital and a full stop: "licensed by pack school-2026 until 2027-01-20 12:00 UTC".
  public var reason: String
  /// Nil if nothing needs doing.
  public var nextStep: String?

  public init(_ state: LicenseState) {
    switch state {
    case .licensed(let lease):
      reason = "licensed by pack \(lease.pack) until \(lease.expiresAt.utcText)"
    case .notNeeded(let why): reason = "needs no license: \(why)"
    case .grace(let until, let cause):
      reason = "\(cause.words); may be used without a license until \(until.utcText)"
      nextStep = cause.cure
    case .unlicensed(let since, let cause):
      reason = "\(cause.words); without license or grace since \(since.utcText)"
      nextStep = cause.cure
    }
  }
}

extension LicenseCause {
  fileprivate var words: String {
    switch self {
    case .unconfigured: "no license mode is set"
    case .unreachable: "the license source cannot be asked"
    case .exhausted: "no license is free for it"
    case .expired: "the licenses for it have run out"
    }
  }

  fileprivate var cure: String {
    switch self {
    case .unconfigured: "Say how licenses are counted: stationctl license mode per-device"
    case .unreachable: "Look at the packs: stationctl license list"
    case .exhausted: "Add a pack: stationctl license add FILE"
    case .expired: "Add a pack that renews them: stationctl license add FILE"
    }
  }
}

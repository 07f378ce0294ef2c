public import StationModel

/// Why a license cannot be revoked now.
public enum RevocationRefusal: Error, Sendable, Equatable {
  /// Nothing can be revoked: the cap is 0 percent.
  case off
  /// The holder has no license that counts.
  case noLease
  case sourceNotReachable(why: String)
  /// As many licenses of the pack stand revoked as may.
  case limit(pack: String, limit: Int, revoked: Int, possibleAgain: Timestamp)

  public var message: String {
    switch self {
    case .off: "Licenses cannot be revoked here: the limit is 0 percent."
    case .noLease: "There is no license to revoke: none is held there now."
    case .sourceNotReachable(let why):
      "The license source that gave this license cannot be asked: \(why)."
    case .limit(let pack, let limit, let revoked, let date):
      """
      Of pack \(pack) at most \(counted(limit, "license")) may be revoked at one time, and \
      \(revoked) \(revoked == 1 ? "is" : "are") now. It will be possible again on \(date.utcText).
      """
    }
  }

  public var nextStep: String {
    switch self {
    case .off: "Set a limit for revocations in the configuration, or wait for the license to end."
    case .noLease: "See who holds licenses: stationctl license list."
    case .sourceNotReachable: "Try again when the source answers."
    case .limit(_, _, _, let date): "Wait until \(date.utcText), or add licenses."
    }
  }
}

/// `1 license`, `3 licenses`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

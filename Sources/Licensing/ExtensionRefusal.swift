public import StationModel

/// Why a grace is not extended.
public enum ExtensionRefusal: Error, Sendable, Equatable {
  /// Extensions are turned off: their limit is zero.
  case off
  /// It was to be extended by nothing, or by less.
  case noTime
  case noReason
  /// This grace has not begun, so that there is no end to move.
  case noGrace(GraceClock.Subject)
  /// The first license ended it, then.
  case endedEarly(Timestamp)
  /// More than may be given to one grace in all.
  case limit(limit: Span, used: Span, left: Span)

  public var message: String {
    switch self {
    case .off: "Graces are not extended here: the limit for extensions is zero."
    case .noTime: "An extension must be longer than nothing."
    case .noReason: "An extension needs a reason, which the history keeps."
    case .noGrace(.host): "The host's grace has not begun, so there is nothing to extend."
    case .noGrace(.station(let key)):
      "The grace of station \(key) has not begun, so there is nothing to extend."
    case .endedEarly(let time):
      "The first license ended this grace at \(time.utcText); it does not come back."
    case .limit(let limit, let used, let left):
      """
      A grace may be extended by \(limit.words) in all. \
      \(used == .zero ? "Nothing" : "Of these \(used.words)") was used, so that \
      \(left == .zero ? "nothing" : left.words) is left.
      """
    }
  }

  public var nextStep: String {
    switch self {
    case .off: "Set a limit for extensions in the configuration, or add a pack."
    case .noTime: "Say how long: for example 14 days."
    case .noReason: "Say in a few words why it is extended."
    case .noGrace: "See which graces run: stationctl status."
    case .endedEarly: "Add a pack, or extend the grace of a station."
    case .limit(_, _, let left):
      left == .zero ? "Add a pack." : "Extend it by \(left.words) or less, or add a pack."
    }
  }
}

/// A station as the history knows it at one moment.
struct KnownStation {
  var number: Int64?
  var name: String?
  /// Sorted, each once.
  var labels: [String] = []
  var state = WatchedState.other
  /// Those that its state is counted in; its lease, if it has one, has its own.
  var groups: [Int]

  /// `3 Front desk`; nil if neither is known.
  var title: String? {
    guard let number else { return name }
    return name.map { "\(number) \($0)" } ?? String(number)
  }
}

/// A station's state, as far as its minutes are counted.
enum WatchedState {
  case grace, unlicensed, over, other

  /// Nil for a word that no state has.
  init?(_ name: String) {
    switch name {
    case "grace": self = .grace
    case "unlicensed": self = .unlicensed
    case "over": self = .over
    case "licensed", "not-needed": self = .other
    default: return nil
    }
  }

  /// There is no license and no grace left.
  var isDenied: Bool { self == .unlicensed || self == .over }
}

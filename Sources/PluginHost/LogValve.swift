/// Keeps a plugin that floods from filling everybody's log: so many lines in a time, then none
/// until the time is over, and a count of what was left out. Who goes on like that gets a tenth in
/// each following time, until it was calm for one.
struct LogValve: Sendable {
  private let limit: Int
  private let window: Duration
  private var opened: Duration?
  private var passed = 0
  private var leftOut = 0
  private var isShut = false
  private var isNarrow = false

  init(limit: Int = 1000, window: Duration = .seconds(30)) {
    self.limit = limit
    self.window = window
  }

  enum Verdict: Sendable, Equatable {
    case pass
    /// Pass, and say first how many lines were left out before.
    case passAfter(leftOut: Int)
    case leaveOut
  }

  mutating func line(at now: Duration) -> Verdict {
    if let opened, now - opened < window {
      guard passed < (isNarrow ? max(1, limit / 10) : limit) else {
        isShut = true
        leftOut += 1
        return .leaveOut
      }
      passed += 1
      return .pass
    }
    // A whole window in which nothing came was calm, too.
    isNarrow = isShut && opened.map { now - $0 < window * 2 } ?? false
    isShut = false
    opened = now
    passed = 1
    defer { leftOut = 0 }
    return leftOut == 0 ? .pass : .passAfter(leftOut: leftOut)
  }

  /// So many lines were left out before they came here.
  mutating func leaveOut(_ count: Int) {
    let (sum, isTooMuch) = leftOut.addingReportingOverflow(count)
    leftOut = isTooMuch ? .max : sum
  }

  /// How many lines were left out and not yet told of.
  mutating func close() -> Int {
    defer { leftOut = 0 }
    return leftOut
  }
}

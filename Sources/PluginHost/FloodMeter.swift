/// Tells when lines come too fast, and how long to pause after reading some.
struct FloodMeter: Sendable {
  private let limit: Int
  private let window: Duration
  private var opened: Duration?
  private var count = 0

  init(limit: Int, window: Duration) {
    self.limit = limit
    self.window = window
  }

  /// So many lines came that nobody asked for. True while they are too many for the time.
  mutating func took(_ lines: Int, at now: Duration) -> Bool {
    if let opened, now - opened < window {
      let (sum, isTooMuch) = count.addingReportingOverflow(lines)
      count = isTooMuch ? .max : sum
    } else {
      opened = now
      count = lines
    }
    return count > limit
  }

  /// Nine parts of rest to one of work: a flood costs a tenth of a core. At least a millisecond, in
  /// which the pipe fills: many small pieces would cost more than one large one.
  static func pause(after work: Duration) -> Duration {
    max(.milliseconds(1), min(work * 9, .seconds(10)))
  }
}

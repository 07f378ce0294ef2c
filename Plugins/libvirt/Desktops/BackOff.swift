/// How long to wait before the next connection.
struct BackOff: Sendable {
  /// The last one repeats.
  var waits: [Duration] = [1, 2, 4, 8, 16, 30].map { .seconds($0) }
  /// A connection that takes longer than this is said to be away meanwhile.
  var connecting: Duration = .seconds(5)
  private var turn = 0

  init() {}

  /// It worked: the next failure is the first one again.
  mutating func begin() { turn = 0 }

  mutating func next() -> Duration {
    defer { turn += 1 }
    return waits[min(turn, waits.count - 1)]
  }
}

/// How long to wait before something is tried again.
public struct BackOff: Sendable, Equatable {
  private let first: Duration
  private let last: Duration
  private var coming: Duration

  /// Each wait is twice the one before, `last` at most.
  public init(first: Duration, last: Duration) {
    self.first = first
    self.last = last
    coming = first
  }

  public mutating func next() -> Duration {
    defer { coming = min(coming * 2, last) }
    return coming
  }

  /// It worked: the next wait is the first one again.
  public mutating func reset() { coming = first }
}

/// How often the agent looks because a plugin said something: nine tenths of the time are for
/// everything else.
struct PicturePace {
  private var restsUntil: ContinuousClock.Instant?
  /// Somebody looks when the rest is over.
  var isAwaited = false

  static let longest = Duration.seconds(2)

  /// In milliseconds; nil if it may look now.
  func wait(at now: ContinuousClock.Instant) -> Int64? {
    guard let restsUntil, now < restsUntil else { return nil }
    let rest = now.duration(to: restsUntil).components
    return rest.seconds * 1000 + rest.attoseconds / 1_000_000_000_000_000 + 1
  }

  mutating func looked(
    from start: ContinuousClock.Instant, until end: ContinuousClock.Instant
  ) {
    isAwaited = false
    restsUntil = end.advanced(by: min(start.duration(to: end) * 9, Self.longest))
  }
}

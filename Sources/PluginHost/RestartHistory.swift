/// Decides after each exit of a plugin whether and when it is started again.
struct RestartHistory: Sendable {
  private var exits: [Duration] = []
  private var inARow = 0

  enum Verdict: Sendable, Equatable {
    case restart(after: Duration)
    case giveUp(exits: Int)
  }

  /// - Parameters:
  ///   - now: on any clock that only goes forward.
  ///   - readyFor: how long it had been ready; nil if it never was.
  ///   - chance: 0 to 1, for the jitter.
  mutating func exited(
    at now: Duration, readyFor: Duration?, patience: Patience, chance: Double
  ) -> Verdict {
    if let readyFor, readyFor >= patience.failureWindow { inARow = 0 }
    exits.append(now)
    exits.removeAll { now - $0 > patience.failureWindow }
    guard exits.count < patience.failureLimit else { return .giveUp(exits: exits.count) }
    let step = min(inARow, patience.backOff.count - 1)
    inARow += 1
    guard patience.backOff.indices.contains(step) else { return .restart(after: .zero) }
    return .restart(after: patience.backOff[step] * (1 + patience.jitter * chance))
  }
}

/// What the agent is still to be told. It may be away for a while.
struct Reports: Equatable, Sendable {
  private(set) var waiting: [Screen.Outcome] = []
  /// More than there are notices on any host.
  static let most = 1000

  /// In place of an earlier word about the same stage: what came of it last is what counts.
  mutating func add(_ outcome: Screen.Outcome) {
    waiting.removeAll { $0.notice == outcome.notice && $0.stage == outcome.stage }
    waiting.append(outcome)
    if waiting.count > Self.most { waiting.removeFirst() }
  }

  /// It was taken, or refused for good.
  mutating func wasSent(_ outcome: Screen.Outcome) { waiting.removeAll { $0 == outcome } }
}

/// When to try again what failed.
struct BackOff: Equatable, Sendable {
  private var next = 1

  /// In seconds: 1, 2, 4 and so on, a minute at most.
  mutating func delay() -> Int {
    defer { next = min(next * 2, 60) }
    return next
  }

  mutating func succeeded() { next = 1 }
}

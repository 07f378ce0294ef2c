/// What the agent is still to be told. It may be away for a while.
struct Reports: Equatable, Sendable {
  private(set) var waiting: [Screen.Outcome] = []
  /// Of these, what the agent could not take just now.
  private var postponed: [Screen.Outcome] = []
  var backOff = BackOff()
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

  /// What can be said now: one that must wait does not keep the others.
  var ready: [Screen.Outcome] { waiting.filter { !postponed.contains($0) } }

  var isPostponed: Bool { waiting.contains { postponed.contains($0) } }

  mutating func postpone(_ outcomes: [Screen.Outcome]) { postponed += outcomes }

  /// The next look: all may be said again.
  mutating func retry() { postponed = [] }

  /// It was said before, and the agent does not know it: once more, if nothing newer waits.
  mutating func repeatLast(_ outcome: Screen.Outcome) {
    let isWaiting = waiting.contains {
      $0.notice == outcome.notice && $0.stage == outcome.stage
    }
    if !isWaiting { add(outcome) }
  }
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

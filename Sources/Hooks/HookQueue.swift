import Notices
import StationModel

/// What runs, rests and has ended: one at a time for each recipient. Pure; the clock is an argument.
struct HookQueue {
  struct Trial {
    var run: HookRun
    var attempts = 0
    var phase: Phase
  }

  enum Phase: Equatable {
    /// Until then its end must have been heard.
    case running(until: ContinuousClock.Instant)
    case resting(until: ContinuousClock.Instant)
    /// Nil if it reached the recipient, else why it was given up.
    case ended(trouble: String?)
  }

  let patience: HookPatience
  /// By the id of the run. No more than what is due, and what ended and was not taken yet.
  private(set) var trials: [String: Trial] = [:]

  init(patience: HookPatience) { self.patience = patience }

  /// Which of what is due is begun now; they count as running then.
  mutating func begin(_ due: [HookRun], at now: ContinuousClock.Instant) -> [HookRun] {
    let wanted = Set(due.map(\.id))
    trials = trials.filter { id, trial in
      if case .resting = trial.phase { return wanted.contains(id) }
      return true
    }
    for (id, trial) in trials {
      guard case .running(let until) = trial.phase, until <= now else { continue }
      fail(id, "its end was not heard of", at: now)
    }
    var busy = Set(
      trials.values.compactMap { trial -> Recipient? in
        if case .running = trial.phase { trial.run.recipient } else { nil }
      })
    var begun: [HookRun] = []
    for run in due where !busy.contains(run.recipient) {
      switch trials[run.id]?.phase {
      case .running, .ended: continue
      case .resting(let until): if until > now { continue }
      case nil: break
      }
      busy.insert(run.recipient)
      let attempts = trials[run.id]?.attempts ?? 0
      trials[run.id] = Trial(
        run: run, attempts: attempts + 1, phase: .running(until: now + patience.longest))
      begun.append(run)
    }
    return begun
  }

  mutating func succeed(_ id: String) {
    guard case .running = trials[id]?.phase else { return }
    trials[id]?.phase = .ended(trouble: nil)
  }

  mutating func fail(_ id: String, _ why: String, at now: ContinuousClock.Instant) {
    guard let trial = trials[id], case .running = trial.phase else { return }
    trials[id]?.phase =
      trial.attempts <= patience.rests.count
      ? .resting(until: now + patience.rests[trial.attempts - 1]) : .ended(trouble: why)
  }

  mutating func forget(_ id: String) { trials[id] = nil }

  /// When to look again although nothing happens; nil if never.
  var next: ContinuousClock.Instant? {
    trials.values.compactMap { trial in
      switch trial.phase {
      case .running(let until), .resting(let until): until
      case .ended: nil
      }
    }.min()
  }
}

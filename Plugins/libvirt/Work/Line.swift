import Synchronization

/// The connection that there is now, if there is one.
final class Line: Sendable {
  private struct State {
    var connection: Connection?
    /// Has the first attempt come to something, good or bad?
    var isSettled = false
    var waiting: [FirstAnswer<Void>] = []
  }

  private let state = Mutex(State())

  var current: Connection? { state.withLock { $0.connection } }

  /// The same, but not before the first attempt has come to something: what is asked right after the
  /// start is not refused because libvirt was not asked yet. Nil after `limit`.
  func connection(within limit: Duration) async -> Connection? {
    let answer = FirstAnswer<Void>()
    let isSettled = state.withLock { state in
      if !state.isSettled { state.waiting.append(answer) }
      return state.isSettled
    }
    if !isSettled {
      let clock = Task {
        try await Task.sleep(for: limit)
        answer.give(())
      }
      await withTaskCancellationHandler {
        await answer.value
      } onCancel: {
        answer.give(())
      }
      clock.cancel()
    }
    return current
  }

  /// Nil says that there is none. The old one ends outside of the lock.
  func set(_ new: Connection?) {
    let (old, waiting) = state.withLock { state in
      defer { state = State(connection: new, isSettled: true) }
      return (state.connection, state.waiting)
    }
    for answer in waiting { answer.give(()) }
    withExtendedLifetime(old) {}
  }
}

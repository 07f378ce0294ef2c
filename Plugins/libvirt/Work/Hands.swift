import Synchronization

/// With which domains something is being done, and what went wrong with them after it was accepted.
final class Hands: Sendable {
  private struct State {
    /// By UUID: is it being started?
    var taken: [String: Bool] = [:]
    var troubles: [String: String] = [:]
  }

  /// Each takes a thread, and one that hangs keeps it.
  static let limit = 32

  private let state = Mutex(State())

  enum Taking: Sendable, Equatable { case taken, alreadyTaken, full }

  /// Takes a domain in hand. What went wrong with it before is forgotten: it is tried anew.
  func take(_ desktop: String, isStart: Bool) -> Taking {
    state.withLock { state in
      if state.taken[desktop] != nil { return .alreadyTaken }
      guard state.taken.count < Self.limit else { return .full }
      state.taken[desktop] = isStart
      state.troubles[desktop] = nil
      return .taken
    }
  }

  func letGo(_ desktop: String) { state.withLock { $0.taken[desktop] = nil } }

  func note(_ trouble: String, about desktop: String) {
    state.withLock { $0.troubles[desktop] = trouble }
  }

  /// Something has happened since: what went wrong before is history.
  func forgetTrouble(of desktop: String) { state.withLock { $0.troubles[desktop] = nil } }

  func isTaken(_ desktop: String) -> Bool { state.withLock { $0.taken[desktop] != nil } }

  func isStarting(_ desktop: String) -> Bool { state.withLock { $0.taken[desktop] == true } }

  func trouble(of desktop: String) -> String? { state.withLock { $0.troubles[desktop] } }
}

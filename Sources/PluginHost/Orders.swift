import Synchronization

/// What is wanted of one plugin, and wakes its supervisor when that changes.
final class Orders: Sendable {
  private let state: Mutex<State>

  /// What is wanted, and the number of the order: asking for a restart is a new order for the same.
  struct Current: Sendable {
    var wanted: Wanted
    var number: Int
  }

  enum Wanted: Sendable, Equatable {
    case run(InstalledPlugin)
    case rest(InstalledPlugin)
    /// It is not installed any more.
    case nothing

    var plugin: InstalledPlugin? {
      switch self {
      case .run(let plugin), .rest(let plugin): plugin
      case .nothing: nil
      }
    }
  }

  private struct State: Sendable {
    var current: Current
    var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
    var lastWaiter = 0
  }

  init(_ wanted: Wanted) { state = Mutex(State(current: Current(wanted: wanted, number: 1))) }

  var current: Current { state.withLock { $0.current } }

  /// Gives a new order. Whoever carries out the old one begins anew, even if it is the same.
  func give(_ wanted: Wanted) {
    let waiting = state.withLock { state in
      state.current.wanted = wanted
      state.current.number &+= 1
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for waiter in waiting { waiter.finish() }
  }

  /// Returns as soon as there is a later order than that, or when the task is cancelled.
  func wait(after number: Int) async {
    let (rings, ring) = AsyncStream<Void>.makeStream()
    let key = state.withLock { state -> Int? in
      guard state.current.number == number else { return nil }
      state.lastWaiter &+= 1
      state.waiting[state.lastWaiter] = ring
      return state.lastWaiter
    }
    guard let key else { return }
    for await _ in rings {}
    state.withLock { _ = $0.waiting.removeValue(forKey: key) }
  }
}

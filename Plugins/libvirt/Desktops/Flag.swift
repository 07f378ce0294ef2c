import Synchronization

/// Set until it is cleared, which waits for whoever acts on it.
final class Flag: Sendable {
  private let isSet = Mutex(true)

  func clear() { isSet.withLock { $0 = false } }

  func ifSet(_ body: () -> Void) { isSet.withLock { if $0 { body() } } }
}

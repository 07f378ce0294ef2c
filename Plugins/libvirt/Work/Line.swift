import Synchronization

/// The connection that there is now, if there is one.
final class Line: Sendable {
  private let connection = Mutex<Connection?>(nil)

  var current: Connection? { connection.withLock { $0 } }

  /// The old one is handed back, so that it ends outside of the lock.
  @discardableResult
  func set(_ new: Connection?) -> Connection? {
    connection.withLock { connection in
      defer { connection = new }
      return connection
    }
  }
}

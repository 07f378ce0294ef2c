import Synchronization

/// What has changed since somebody last looked, however often it did. Events decide nothing: each
/// only says where to look again.
final class News: Sendable {
  struct Content: Sendable, Equatable {
    /// UUIDs of domains.
    var domains: Set<String> = []
    /// Something else is to be done: look what.
    var hasErrand = false
    /// The connection ended, and why.
    var end: String?
  }

  /// One element when there is something to take. For one reader.
  let bell: AsyncStream<Void>
  private let ring: AsyncStream<Void>.Continuation
  private let content = Mutex(Content())

  init() {
    (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func lookAgain(at domain: String) { add { $0.domains.insert(domain) } }

  func runErrand() { add { $0.hasErrand = true } }

  func end(why: String) { add { $0.end = $0.end ?? why } }

  func take() -> Content {
    content.withLock { content in
      defer { content = Content() }
      return content
    }
  }

  private func add(_ change: (inout Content) -> Void) {
    content.withLock { change(&$0) }
    ring.yield()
  }
}

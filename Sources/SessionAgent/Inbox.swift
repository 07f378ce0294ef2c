import DBus
import Synchronization

/// What waits for the presenter while it talks to a slow server.
///
/// A "look again" is wanted or not, however often it was said. What the session's bus told is
/// kept, each in its order: the picture of the screen is wrong without it.
final class Inbox: Sendable {
  enum News: Equatable, Sendable {
    /// `sender` is the unique name of the server that said so; the reason is the specification's number.
    case closed(UInt32, reason: Int, sender: String)
    /// The person pressed a button of it.
    case acted(UInt32, action: String, sender: String)
    /// The name of the notification server went from one unique name to another, or to none ("").
    case serverChanged(from: String, to: String)
    /// Another agent has the name now, or none.
    case agentChanged
    /// What came of an errand, in words for the person.
    case said(Content)
  }

  struct Delivery: Equatable, Sendable {
    var news: [News] = []
    var lookAgain = false
  }

  /// What it came over.
  enum Bus: Sendable { case system, session }

  /// One element when there is something to take; ends with ``close()``. For one reader.
  let bell: AsyncStream<Void>
  private let ring: AsyncStream<Void>.Continuation
  private let content = Mutex(Delivery())
  private let gone = Mutex<Set<Bus>>([])

  init() {
    (bell, ring) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func lookAgain() {
    content.withLock { $0.lookAgain = true }
    ring.yield()
  }

  /// Takes in what a notification server says.
  func take(_ signal: ReceivedSignal) {
    guard let id = signal.arguments.first?.asInt.map(UInt32.init(clamping:)) else { return }
    switch signal.member {
    case "NotificationClosed":
      let reason = signal.arguments.dropFirst().first?.asInt ?? 4
      add(.closed(id, reason: reason, sender: signal.sender))
    case "ActionInvoked":
      guard let action = signal.arguments.dropFirst().first?.asString else { return }
      add(.acted(id, action: action, sender: signal.sender))
    default: return
    }
  }

  func add(_ news: News) {
    content.withLock { $0.news.append(news) }
    ring.yield()
  }

  /// All that has come since the last time.
  func take() -> Delivery {
    content.withLock { content in
      defer { content = Delivery() }
      return content
    }
  }

  /// The bus went away by itself.
  func lost(_ bus: Bus) { gone.withLock { _ = $0.insert(bus) } }

  var lostBuses: Set<Bus> { gone.withLock { $0 } }

  func close() { ring.finish() }
}

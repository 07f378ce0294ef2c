import AgentInterface
public import DBus
public import Logging

/// Shows the agent's notices through `org.freedesktop.Notifications` until it is cancelled or
/// loses a bus.
///
/// The agent or the notification server may be missing, come later, restart or hang: each is
/// waited for, and what must be seen is shown again.
public struct NoticePresenter: Sendable {
  private let agentBus: Connection
  private let sessionBus: Connection
  private let viewer: Viewer
  private let log: Logger

  /// Both connections are made already.
  public init(agentBus: Connection, sessionBus: Connection, viewer: Viewer, log: Logger) {
    self.agentBus = agentBus
    self.sessionBus = sessionBus
    self.viewer = viewer
    self.log = log
  }

  private enum Event: Sendable {
    case lookAgain
    case closed(UInt32)
    case serverChanged(isThere: Bool)
  }

  public func run() async throws {
    let (events, continuation) = AsyncStream<Event>.makeStream()
    let changes = try await AgentClient(agentBus).changes()
    let closings = try await sessionBus.signals(
      matching: "type='signal',interface='\(Server.name)',member='NotificationClosed'")
    let owners = try await sessionBus.signals(
      matching: "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',"
        + "arg0='\(Server.name)'")
    continuation.yield(.lookAgain)
    await withTaskGroup { group in
      group.addTask { for await _ in changes { continuation.yield(.lookAgain) } }
      group.addTask {
        for await signal in closings {
          if let id = signal.arguments.first?.asInt {
            continuation.yield(.closed(UInt32(clamping: id)))
          }
        }
      }
      group.addTask {
        for await signal in owners {
          let owner = signal.arguments.last?.asString ?? ""
          continuation.yield(.serverChanged(isThere: !owner.isEmpty))
        }
      }
      // Without the session's bus there is nobody to show anything to, and without the system's
      // nothing to show: whoever started this program starts it again.
      for bus in [agentBus, sessionBus] {
        group.addTask {
          await bus.untilLost()
          continuation.finish()
        }
      }
      await handle(events)
      group.cancelAll()
    }
  }

  private func handle(_ events: AsyncStream<Event>) async {
    var screen = Screen()
    var markup: Bool?
    for await event in events {
      switch event {
      case .closed(let id): screen.wasClosed(id)
      case .serverChanged(let isThere):
        screen.serverWentAway()
        markup = nil
        if isThere { await refresh(&screen, &markup) }
      case .lookAgain: await refresh(&screen, &markup)
      }
    }
  }

  /// Brings the screen up to date. What cannot be done now is done at the next event: when the
  /// agent or the server comes back, that is one.
  private func refresh(_ screen: inout Screen, _ markup: inout Bool?) async {
    do {
      let snapshot = try await AgentClient(agentBus).snapshot()
      let mine = snapshot.notices.filter { viewer.selects($0, in: snapshot) }
      let server = Server(bus: sessionBus)
      for step in screen.steps(for: mine) {
        switch step {
        case .close(let id): try? await server.close(id)
        case .show(let notice, let replacing, let content):
          let understandsMarkup: Bool
          if let markup {
            understandsMarkup = markup
          } else {
            understandsMarkup = try await server.understandsMarkup()
            markup = understandsMarkup
          }
          let id = try await server.show(content, replacing: replacing, markup: understandsMarkup)
          screen.wasShown(notice, as: id, content)
        }
      }
    } catch {
      log.debug("waiting: \(error)")
    }
  }
}

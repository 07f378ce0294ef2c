import AgentInterface
public import DBus
import Glibc
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

  public func run() async throws {
    let inbox = Inbox()
    let changes = try await AgentClient(agentBus).changes()
    // In one stream: a server says that a button was pressed before it says that the notification is
    // closed, and so must it be taken.
    let words = try await sessionBus.signals(
      matching: "type='signal',interface='\(Server.name)'")
    let owners = try await sessionBus.signals(
      matching: "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',"
        + "arg0='\(Server.name)'")
    inbox.lookAgain()
    await withTaskGroup { group in
      group.addTask { for await _ in changes { inbox.lookAgain() } }
      group.addTask { for await signal in words { inbox.take(signal) } }
      group.addTask {
        for await signal in owners {
          let names = signal.arguments.compactMap(\.asString)
          if names.count == 3 { inbox.add(.serverChanged(from: names[1], to: names[2])) }
        }
      }
      // Without the session's bus there is nobody to show anything to, and without the system's
      // nothing to show: whoever started this program starts it again.
      for bus in [agentBus, sessionBus] {
        group.addTask {
          await bus.untilLost()
          inbox.close()
        }
      }
      await handle(inbox)
      group.cancelAll()
    }
  }

  private func handle(_ inbox: Inbox) async {
    var screen = Screen()
    var sign = StationSign()
    var server: Server?
    for await _ in inbox.bell {
      var content = inbox.take()
      for news in content.news {
        switch news {
        case .closed(let id, let sender):
          // Servers count anew: a late word of the last one is not about what this one shows.
          guard sender == server?.owner else { continue }
          screen.wasClosed(id)
          sign.wasClosed(id)
        case .acted(let id, let action, let sender):
          guard sender == server?.owner, let notice = screen.notice(offering: action, as: id)
          else { continue }
          await act(action, on: notice, &server)
        case .serverChanged(let old, let new):
          // An owner that was found by asking may be newer than this news.
          if old == server?.owner {
            screen.serverWentAway()
            sign.serverWentAway()
            server = nil
          }
          if !new.isEmpty { content.lookAgain = true }
        }
      }
      if content.lookAgain { await refresh(&screen, &sign, &server) }
    }
  }

  /// Does what the person asked for, with that person's own rights; says so if it was refused. What
  /// was done shows by itself: the notice is solved.
  private func act(_ action: String, on notice: String, _ server: inout Server?) async {
    let subject = String(notice.drop { $0 != "/" }.dropFirst())
    let client = AgentClient(agentBus)
    do throws(DBusError) {
      switch action {
      case "enroll": try await client.enroll(subject)
      case "ignore": try await client.ignore(candidate: subject)
      default: return
      }
    } catch {
      log.notice("\(action) \(subject): \(error)")
      let refusal = AgentError(error)
      let words = refusal.map { $0.message + "\n" + $0.nextStep } ?? error.message
      let command = "In a terminal: sudo stationctl station \(action) \(subject)"
      _ = try? await server?.show(
        Screen.Content(
          summary: "That could not be done", body: words + "\n" + command), replacing: 0)
    }
  }

  /// The agent obeys root and the user whom it runs as; others are told the commands, and get no
  /// buttons that would only be refused.
  private func mayAct() async -> Bool {
    if geteuid() == 0 { return true }
    let answer = try? await agentBus.askBus(
      "GetConnectionUnixUser", [.string(BusName.agent)])
    return answer?.first?.asInt == Int(geteuid())
  }

  /// Brings the screen up to date. What cannot be done now is done at the next event: when the
  /// agent or the server comes back, that is one.
  private func refresh(
    _ screen: inout Screen, _ sign: inout StationSign, _ known: inout Server?
  ) async {
    do {
      let snapshot = try await AgentClient(agentBus).snapshot()
      // First: the agent waits for it.
      try await show(snapshot, &sign, &known)
      let mayAct = await self.mayAct()
      let mine = snapshot.notices.filter { viewer.selects($0, in: snapshot) }.map { notice in
        var notice = notice
        if !mayAct { notice.actions = [] }
        return notice
      }
      let steps = screen.steps(for: mine)
      if steps.isEmpty { return }
      var server = try await find(known)
      defer { known = server }
      var closes = true
      for step in steps {
        switch step {
        case .close(let id):
          // A server that leaves one unanswered is not asked, and waited for, for each other one.
          guard closes else { continue }
          closes = await server.close(id)
          if closes { screen.wasClosed(id) }
        case .show(let notice, let replacing, let content):
          let id = try await server.show(content, replacing: replacing)
          screen.wasShown(notice, as: id, content)
        }
      }
    } catch {
      log.debug("waiting: \(error)")
    }
  }

  private func find(_ known: Server?) async throws(DBusError) -> Server {
    if let known { return known }
    return try await Server.find(on: sessionBus)
  }

  /// Shows which station this is while the agent wants that, and tells it so.
  private func show(
    _ snapshot: AgentSnapshot, _ sign: inout StationSign, _ known: inout Server?
  ) async throws(DBusError) {
    guard let step = sign.step(at: viewer.station(in: snapshot)) else { return }
    var server = try await find(known)
    defer { known = server }
    switch step {
    case .close(let id): if await server.close(id) { sign.wasClosed(id) }
    case .show(let entry, let replacing, let content):
      let id = try await server.show(content, replacing: replacing, for: 10_000)
      sign.wasShown(entry, as: id)
      do throws(DBusError) { try await AgentClient(agentBus).identified(entry.number) } catch {
        log.debug("the agent does not take it that its station is shown: \(error)")
      }
    }
  }
}

import AgentInterface
public import DBus
import Glibc
public import Logging
public import StationModel
public import Words

/// Shows the agent's notices through `org.freedesktop.Notifications` until it is cancelled or
/// its session ends.
///
/// The agent or the notification server may be missing, come later, restart, refuse or hang: each is
/// waited for, and what must be seen is shown again. The agent is told what came of each notice.
public struct NoticePresenter: Sendable {
  let agentBus: Connection
  let sessionBus: Connection
  let viewer: Viewer
  let reader: Reader
  let secondsFromUTC: @Sendable (Timestamp) -> Int
  let log: Logger

  /// Both connections are made already, and are closed when it ends.
  ///
  /// - Parameters:
  ///   - secondsFromUTC: how far this computer's own clock is ahead at that moment.
  public init(
    agentBus: Connection, sessionBus: Connection, viewer: Viewer, reader: Reader,
    secondsFromUTC: @escaping @Sendable (Timestamp) -> Int, log: Logger
  ) {
    self.agentBus = agentBus
    self.sessionBus = sessionBus
    self.viewer = viewer
    self.reader = reader
    self.secondsFromUTC = secondsFromUTC
    self.log = log
  }

  /// The system's bus went away, but the session did not.
  public struct SystemBusLost: Error, CustomStringConvertible {
    public var description: String { "The system's message bus has gone away." }
  }

  /// Returns when it is cancelled or the session's bus goes away.
  ///
  /// - Throws: ``SystemBusLost``, or why a bus cannot be listened to.
  public func run() async throws {
    let inbox = Inbox()
    let changes = try await AgentClient(agentBus).changes()
    // In one stream: a server says that a button was pressed before it says that the notification is
    // closed, and so must it be taken.
    let words = try await sessionBus.signals(
      matching: "type='signal',interface='\(Server.name)'")
    let owners = try await owners(of: Server.name, on: sessionBus)
    let agents = try await self.owners(of: BusName.agent, on: agentBus)
    inbox.lookAgain()
    let isToBeStartedAnew = await withDiscardingTaskGroup(returning: Bool.self) { group in
      group.addTask { for await _ in changes { inbox.lookAgain() } }
      group.addTask { for await signal in words { inbox.take(signal) } }
      group.addTask {
        for await signal in owners {
          let names = signal.arguments.compactMap(\.asString)
          if names.count == 3 { inbox.add(.serverChanged(from: names[1], to: names[2])) }
        }
      }
      group.addTask { for await _ in agents { inbox.add(.agentChanged) } }
      // Without the session's bus there is nobody to show anything to. Without the system's there is
      // nothing to show, and this program is to be started anew, which systemd does for what failed.
      for (which, bus) in [(Inbox.Bus.system, agentBus), (.session, sessionBus)] {
        group.addTask {
          await bus.untilLost()
          if !Task.isCancelled { inbox.lost(which) }
          inbox.close()
        }
      }
      await handle(inbox, &group)
      let isToBeStartedAnew = inbox.lostBuses == [.system]
      // Somebody who is asked for a password keeps a call waiting.
      await agentBus.close()
      await sessionBus.close()
      group.cancelAll()
      return isToBeStartedAnew
    }
    if isToBeStartedAnew { throw SystemBusLost() }
  }

  private func owners(
    of name: String, on bus: Connection
  ) async throws(DBusError) -> AsyncStream<ReceivedSignal> {
    try await bus.signals(
      matching: "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',"
        + "arg0='\(name)'")
  }

  private func handle(_ inbox: Inbox, _ group: inout DiscardingTaskGroup) async {
    var scene = Scene()
    for await _ in inbox.bell {
      let content = inbox.take()
      var looks = content.lookAgain
      for news in content.news {
        switch news {
        case .closed(let id, let reason, let sender):
          // Servers count anew: a late word of the last one is not about what this one shows.
          guard sender == scene.server?.owner else { continue }
          scene.add(scene.screen.wasClosed(id, reason))
          scene.sign.wasClosed(id)
        case .acted(let id, let action, let sender):
          guard sender == scene.server?.owner, let action = Content.Action(rawValue: action)
          else { continue }
          act(action, id, &scene, inbox, &group)
          looks = true
        case .serverChanged(let old, let new):
          // An owner that was found by asking may be newer than this news.
          if old == scene.server?.owner { forgetServer(&scene) }
          if !new.isEmpty { scene.backOff.succeeded() }
          looks = true
        case .agentChanged:
          scene.attendance = .unknown
          looks = true
        case .said(let content):
          scene.unsaid.append(content)
          looks = true
        }
      }
      if looks { await refresh(&scene) } else { await sendReports(&scene) }
      await remember(&scene)
      arrangeNextLook(&scene, inbox, &group)
    }
  }

  private func forgetServer(_ scene: inout Scene) {
    scene.screen.serverWentAway()
    scene.sign.serverWentAway()
    scene.server = nil
  }

  /// What was pressed is read; what it asks for may take a while, and is done beside the rest.
  private func act(
    _ action: Content.Action, _ id: UInt32, _ scene: inout Scene, _ inbox: Inbox,
    _ group: inout DiscardingTaskGroup
  ) {
    let ids = scene.screen.notices(offering: action, as: id)
    let notices = ids.compactMap { scene.notices[$0] }
    guard !notices.isEmpty else { return }
    scene.add(scene.screen.wasActed(on: id, state: action == .later ? "later" : "acted"))
    switch action {
    case .later: return
    case .details: scene.screen.detailsWanted.append(notices.map(\.id))
    case .enroll, .ignore, .addLicenses:
      let errand = Errand(agentBus: agentBus, sessionBus: sessionBus, reader: reader)
      for notice in notices {
        log.debug("\(action.rawValue) \(notice.subject)")
        group.addTask {
          guard let words = await errand.run(action, on: notice.subject) else { return }
          inbox.add(.said(words))
        }
      }
    }
  }

  /// What could not be done now, and what waits for an hour of the day, is done without an event.
  private func arrangeNextLook(
    _ scene: inout Scene, _ inbox: Inbox, _ group: inout DiscardingTaskGroup
  ) {
    guard let delay = scene.nextLook else { return }
    scene.nextLook = nil
    let now = ContinuousClock.now
    let then = now + delay
    if let wake = scene.wake, wake > now, wake <= then { return }
    scene.wake = then
    group.addTask {
      try? await Task.sleep(until: then, clock: .continuous)
      if !Task.isCancelled { inbox.lookAgain() }
    }
  }
}

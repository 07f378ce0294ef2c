import AgentInterface
import DBus
import EventLoop
import Glibc
import RigKit
import Testing

extension System {
  /// The session agent between the agent and a desktop's notification server.
  @Suite struct Notifier {
    @Test func aNoticeIsShownReplacedAtItsNextStageAndClosedByItsCure() async throws {
      try await Session.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent("[Licensing]\nhost-grace = 3s\nstation-grace = 3s\n")
        let first = try await desktop.nextShown()
        #expect(first.replaces == 0)
        #expect(first.urgency == 2)
        let second = try await desktop.nextShown()
        #expect(second.replaces == first.id && second.id == first.id)
        #expect(second.summary != first.summary || second.body != first.body)
        #expect(await desktop.visible.count == 1)
        try room.license(1)
        _ = try await desktop.next("it closes") { $0 == .close(first.id) }
        // Between the mode and the pack the host was short for another reason, told by itself.
        while let other = await desktop.visible.keys.first {
          _ = try await desktop.next("the other closes as well") { $0 == .close(other) }
        }
      }
    }

    @Test func aCandidateCanBeEnrolledAndIgnoredByItsButtons() async throws {
      try await Session.open("06-plugable-dock-autoseat") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent(Classroom.impatient + "enroll = ask\n")
        let recording = try Recording("06-plugable-dock-autoseat")
        let first = try await desktop.nextShown { $0.summary.contains("could be a station") }
        #expect(
          Array(first.buttons.prefix(6)) == [
            "default", "Details", "enroll", "Enroll", "ignore", "Ignore",
          ])
        try await desktop.press("enroll", of: first.id)
        try await room.see("station 1") { $0[1]?.state == "complete" }
        try room.testbed.plug(Docks.dock(port: 2, of: recording))
        let second = try await desktop.nextShown { $0.summary.contains("could be a station") }
        try await desktop.press("ignore", of: second.id)
        let after = try await room.see("it is ignored") { $0.candidates.map(\.ignored) == [true] }
        #expect(!after.notices.contains { $0.cause == "candidate" })

        // What cannot be done is said, with what to do instead.
        try room.testbed.plug(Docks.dock(port: 3, of: recording))
        let third = try await desktop.nextShown { $0.summary.contains("could be a station") }
        try await room.kill9()
        try await desktop.press("enroll", of: third.id)
        let refusal = try await desktop.nextShown { $0.summary == "That could not be done" }
        #expect(refusal.body.contains("sudo stationctl station enroll \(Docks.key(port: 3))"))
      }
    }

    @Test func itWaitsForTheAgentAndForTheServer() async throws {
      try await Session.open("01-bare-host") { room, session in
        try session.startNotifier()
        try await room.startAgent()
        try await room.see("there is a notice") { $0.notices.count == 1 }
        let desktop = try await session.startServer()
        #expect(try await desktop.nextShown().replaces == 0)
        #expect(!session.notifierHasEnded)
      }
    }

    @Test func aServerThatRestartsIsToldAgain() async throws {
      try await Session.open("01-bare-host") { room, session in
        let old = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        let first = try await old.nextShown()
        await old.stop()
        let new = try await session.startServer(firstID: 100)
        let again = try await new.nextShown()
        #expect(again.id == 100)
        #expect(again.replaces == 0)
        #expect(again.summary == first.summary && again.body == first.body)
      }
    }

    @Test func whatAPersonDismissedStaysAwayAndAnAgentThatRestartsRepeatsNothing() async throws {
      try await Session.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        let first = try await desktop.nextShown()
        try await desktop.dismiss(first.id)

        #expect(try await room.stopAgent() == 0)
        try await room.startAgent()
        // A new wording of the same stage: the dock is named now.
        try room.testbed.plug(try Recording("06-plugable-dock-autoseat").below(Docks.path(port: 1)))
        try await room.see("station 1 is in the notice") { snapshot in
          snapshot[1]?.license == "grace" && snapshot.notices.count == 1
            && snapshot.notices[0].body != first.body
        }
        // The next things that are shown are about something else.
        try room.command("license", "mode", "per-device")
        let host = try await desktop.nextShown()
        let station = try await desktop.nextShown()
        #expect(host.summary.contains("station 0") && station.summary.contains("station 1"))

        // On the screen, and not dismissed: a restart does not show them a second time.
        #expect(try await room.stopAgent() == 0)
        try await room.startAgent()
        try room.license(2)
        _ = try await desktop.next("they close") { $0 == .close(station.id) }
        let shown = await desktop.history.filter { if case .notify = $0 { true } else { false } }
        #expect(shown == [.notify(first), .notify(host), .notify(station)])
      }
    }

    @Test func onlyTheServerItselfSaysWhatWasDismissed() async throws {
      try await Session.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent("[Licensing]\nhost-grace = 3s\nstation-grace = 3s\n")
        let first = try await desktop.nextShown()
        // As the late word of a server that was there before, with the same ids.
        try await session.sayClosed(first.id)
        #expect(try await desktop.nextShown().replaces == first.id)
      }
    }

    @Test func aClosingThatFailedIsTriedAgain() async throws {
      try await Session.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        let first = try await desktop.nextShown()
        await desktop.loseNextClose()
        try room.license(1)
        _ = try await desktop.next("a closing, which is lost") { $0 == .close(first.id) }
        try room.command("license", "mode", "per-device")
        _ = try await desktop.next("another closing") { $0 == .close(first.id) }
        #expect(await desktop.visible[first.id] == nil)
      }
    }

    @Test func itEndsWithItsSession() async throws {
      try await Session.open("01-bare-host") { room, session in
        try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        session.stopBus()
        try waitUntil("it has ended") { session.notifierHasEnded }
      }
    }
  }
}

/// A person's session: a bus, perhaps a notification server on it, and the shipped session agent.
private final class Session: @unchecked Sendable {
  private let room: Classroom
  private let bus: Child
  private let address: String
  private var notifier: Child?
  private var servers: [NotificationStub] = []

  static func open(
    _ recording: String, body: (Classroom, Session) async throws -> Void
  ) async throws {
    try await Classroom.open(recording) { room in
      let session = try Session(room)
      do {
        try await body(room, session)
        await session.close()
      } catch {
        let log = session.notifier?.output ?? ""
        await session.close()
        throw RigError("\(error)\nThe session agent's log:\n\(log)")
      }
    }
  }

  private init(_ room: Classroom) throws {
    self.room = room
    (bus, address) = try Desk.startBus(room.desk.folder, "session")
  }

  private func close() async {
    if let notifier, !notifier.hasEnded { notifier.end(SIGTERM) }
    for server in servers { await server.stop() }
    stopBus()
  }

  func stopBus() { if !bus.hasEnded { bus.end(SIGTERM) } }

  var notifierHasEnded: Bool { notifier?.hasEnded ?? true }

  @discardableResult
  func startServer(firstID: UInt32 = 1) async throws -> NotificationStub {
    let server = NotificationStub(loop: room.desk.loop, firstID: firstID)
    servers.append(server)
    try await server.start(address)
    return server
  }

  /// Somebody else on the bus says that a notification was closed.
  func sayClosed(_ id: UInt32) async throws {
    let stranger = Connection(loop: room.desk.loop)
    try await stranger.connect(to: .other(address))
    try await stranger.emit(
      "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "NotificationClosed",
      [.uint32(id), .uint32(2)])
    await stranger.close()
  }

  func startNotifier() throws {
    var environment = room.desk.clientEnvironment
    environment["DBUS_SESSION_BUS_ADDRESS"] = address
    notifier = try Child(
      Desk.programs + "/station-notifier", ["--log-level", "debug"], environment: environment,
      logPath: room.desk.log("notifier"))
  }
}

extension NotificationStub {
  /// The next notification that is shown.
  fileprivate func nextShown(
    where condition: @Sendable (Shown) -> Bool = { _ in true }
  ) async throws -> Shown {
    let event = try await next("a notification") { event in
      if case .notify(let shown) = event { condition(shown) } else { false }
    }
    guard case .notify(let shown) = event else { throw RigError("no notification") }
    return shown
  }
}

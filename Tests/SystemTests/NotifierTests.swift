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
      try await NotifierSession.open("01-bare-host") { room, session in
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
      try await NotifierSession.open("06-plugable-dock-autoseat") { room, session in
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
        let prefix = access("/usr/bin/sudo", X_OK) == 0 ? "sudo " : ""
        #expect(
          refusal.body.contains("\(prefix)stationctl station enroll \(Docks.key(port: 3))"))
        #expect(refusal.body.contains("sudo ") == !prefix.isEmpty)
      }
    }

    /// As at a sign-out while the bus is stopped or hangs: nothing waits for it.
    @Test func aBusThatIsSilentDoesNotKeepItFromEnding() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        // Nobody answers there.
        let bus = try NotifySocket(path: room.desk.folder + "/silence", stream: true)
        let notifier = try session.another([
          "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=" + bus.path
        ])
        try waitUntil("it waits for the bus") { try wakeUps(of: notifier.pid)["events"] != nil }
        _ = try threadsAtRest(of: notifier.pid, quiet: 500, seconds: 0)
        #expect(!notifier.hasEnded)
        let asked = ContinuousClock.now
        notifier.end(SIGTERM)
        #expect(ContinuousClock.now - asked < .seconds(2))
      }
    }

    @Test func itWaitsForTheAgentAndForTheServer() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        try session.startNotifier()
        try await room.startAgent()
        try await room.see("there is a notice") { $0.notices.count == 1 }
        let desktop = try await session.startServer()
        #expect(try await desktop.nextShown().replaces == 0)
        #expect(!session.notifierHasEnded)
      }
    }

    @Test func aServerThatRestartsIsToldAgain() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
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
      try await NotifierSession.open("01-bare-host") { room, session in
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
      try await NotifierSession.open("01-bare-host") { room, session in
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
      try await NotifierSession.open("01-bare-host") { room, session in
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
      try await NotifierSession.open("01-bare-host") { room, session in
        try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        session.stopBus()
        try waitUntil("it has ended") { session.notifierHasEnded }
        #expect(session.notifierExitCode == 0, "the session is over")
      }
    }

    @Test func itFailsWithoutTheSystemsBusSoThatItIsStartedAnew() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        _ = try await desktop.nextShown()
        room.desk.stopBus()
        try waitUntil("it has ended") { session.notifierHasEnded }
        #expect(session.notifierExitCode == 1)
      }
    }
  }
}

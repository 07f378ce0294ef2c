import AgentInterface
import DBus
import EventLoop
import Glibc
import RigKit
import Testing

extension System {
  /// What the session agent tells the agent, and what it does by what was told.
  @Suite struct NotifierReports {
    @Test func itAttendsAndSaysWhatCameOfEachNotice() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        let first = try await desktop.nextShown()
        #expect(first.icon == "stationmaster" && first.desktopEntry == "station-notifier")
        try await room.see("it shows, and that is known") { snapshot in
          snapshot.host.notifiers.map(\.shows) == [true] && snapshot.states == ["shown"]
        }
        try await desktop.dismiss(first.id, reason: 1)
        try await room.see("it ran out of time") { $0.states == ["expired"] }
        try room.command("license", "mode", "per-device")
        let second = try await desktop.nextShown()
        try await desktop.press("later", of: second.id)
        try await room.see("it is put off") { $0.states == ["later"] && $0.again != nil }
      }
    }

    @Test func aClickGivesTheDetailsThatGoWhenItIsSolved() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        let first = try await desktop.nextShown()
        try await desktop.press("default", of: first.id)
        let details = try await desktop.nextShown { $0.body.contains("stationctl notice show") }
        #expect(details.timeout == 0 && details.buttons.isEmpty && details.replaces == 0)
        try await room.see("it is acted on") { $0.states == ["acted"] }
        try room.license(1)
        _ = try await desktop.next("they close") { $0 == .close(details.id) }
      }
    }

    @Test func aRestartShowsNothingASecondTimeAndGoesOnWithTheSameNotification() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        let first = try await desktop.nextShown()
        try await room.see("it is known") { $0.states == ["shown"] }
        session.endNotifier(SIGKILL)
        try session.startNotifier()
        try await room.see("the new one shows") { $0.host.notifiers.map(\.shows) == [true] }
        try room.license(1)
        _ = try await desktop.next("it closes") { $0 == .close(first.id) }
        let shown = await desktop.history.filter {
          if case .notify(let one) = $0 { one.summary == first.summary } else { false }
        }
        #expect(shown == [.notify(first)])
      }
    }

    @Test func aNewServerIsToldWhatNobodyReadAndNotWhatWasDismissed() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let old = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        let first = try await old.nextShown()
        try await old.dismiss(first.id)
        try await room.see("it is known") { $0.states == ["dismissed"] }
        session.endNotifier()
        await old.stop()
        // Another session, in every respect but the account.
        let new = try await session.startServer(firstID: 50)
        try session.startNotifier(["XDG_RUNTIME_DIR": room.desk.folder + "/none"])
        try await room.see("it shows") { $0.host.notifiers.map(\.shows) == [true] }
        try room.command("license", "mode", "per-device")
        #expect(try await new.nextShown().summary != first.summary)
      }
    }

    @Test func whatHappenedWhileTheAgentWasAwayIsReportedOnce() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        let first = try await desktop.nextShown()
        try await room.see("it is known") { $0.states == ["shown"] }
        try await room.kill9()
        try await desktop.dismiss(first.id)
        try await room.startAgent()
        try await room.see("that it was dismissed is known") { $0.states == ["dismissed"] }
        let shown = await desktop.history.filter { if case .notify = $0 { true } else { false } }
        #expect(shown == [.notify(first)])
      }
    }

    @Test func whatTheAgentLostIsReportedAgainAndNotShownAgain() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        let first = try await desktop.nextShown()
        try await desktop.dismiss(first.id)
        try await room.see("it is known") { $0.states == ["dismissed"] }
        #expect(try await room.stopAgent() == 0)
        for suffix in ["", "-wal", "-shm"] { unlink(room.desk.ledgerFile + suffix) }
        try await room.startAgent()
        // The new ledger is a notice of its own.
        try await room.see("it is known again") { snapshot in
          snapshot.notices.first { $0.cause == "unconfigured" }?.told.map(\.state) == ["dismissed"]
        }
        let shown = await desktop.history.filter {
          if case .notify(let one) = $0 { one.summary == first.summary } else { false }
        }
        #expect(shown == [.notify(first)])
      }
    }

    @Test func whatIsDismissedByACommandLeavesTheScreen() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        let first = try await desktop.nextShown()
        let snapshot = try await room.see("it is known") { $0.states == ["shown"] }
        try room.command("notice", "dismiss", #require(snapshot.notices.first).id)
        _ = try await desktop.next("it closes") { $0 == .close(first.id) }
        try await room.see("as it was said") { $0.states == ["dismissed"] }
        let shown = await desktop.history.filter { if case .notify = $0 { true } else { false } }
        #expect(shown == [.notify(first)])
      }
    }

    @Test func aMissingServerIsSaidToTheAgentUntilItComes() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        try session.startNotifier()
        try await room.startAgent()
        try await room.see("the trouble") {
          $0.host.notifiers.first?.trouble.contains("no notification server") == true
        }
        let desktop = try await session.startServer()
        _ = try await desktop.nextShown()
        try await room.see("no trouble") { $0.host.notifiers.first?.trouble == "" }
      }
    }

    @Test func aServerThatRefusesIsAskedAgainAfterAWhile() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        await desktop.be(.refuses)
        try session.startNotifier()
        try await room.startAgent()
        try await room.see("the trouble") {
          $0.host.notifiers.first?.trouble.contains("too many") == true && $0.states == []
        }
        await desktop.be(.shows)
        _ = try await desktop.nextShown()
        try await room.see("no trouble") {
          $0.host.notifiers.first?.trouble == "" && $0.states == ["shown"]
        }
      }
    }

    @Test func aSlowServerIsWaitedFor() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        await desktop.be(.hangs)
        try session.startNotifier()
        try await room.startAgent()
        try await room.see("there is a notice") { $0.notices.count == 1 }
        while await desktop.unanswered == 0 { await Task.yield() }
        #expect(try await room.snapshot().states == [])
        await desktop.be(.shows)
        let first = try await desktop.nextShown()
        try await room.see("it is known") { $0.states == ["shown"] }
        #expect(await desktop.visible == [first.id: first])
      }
    }

    @Test func aServerWithoutBodiesAndButtonsShowsAllInItsLine() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer(capabilities: [])
        try session.startNotifier(["LC_ALL": "fr_FR.UTF-8"])
        try await room.startAgent()
        let first = try await desktop.nextShown()
        #expect(first.body.isEmpty && first.buttons.isEmpty && first.summary.contains(" — "))
        #expect(first.summary.contains("poste"), "in the reader's language")
      }
    }

    @Test func thereIsOneInEachSessionAndNoneInAGreeters() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier()
        try await room.startAgent()
        _ = try await desktop.nextShown()
        let second = try session.another()
        #expect(second.wait() == 0)
        #expect(second.output.contains("Another session agent shows"))
        session.endNotifier()
        let logind = try await PretendLogind(room.desk)
        try await logind.prepare(
          "auto", "sddm", seat: "seat0", ["Id": .string("c1"), "Class": .string("greeter")])
        let greeter = try session.another()
        #expect(greeter.wait() == 0)
        #expect(greeter.output.contains("class greeter"))
      }
    }

    @Test func manyAtOnceAreOne() async throws {
      try await NotifierSession.open("06-plugable-dock-autoseat") { room, session in
        let recording = try Recording("06-plugable-dock-autoseat")
        for port in 2...5 { try room.testbed.plug(Docks.dock(port: port, of: recording)) }
        try await room.startAgent(Classroom.impatient + "enroll = ask\n")
        try await room.see("five candidates") { snapshot in
          snapshot.notices.count { $0.cause == "candidate" } == 5
        }
        let desktop = try await session.startServer()
        try session.startNotifier()
        let digest = try await desktop.nextShown()
        #expect(digest.summary == "6 messages about this computer's stations")
        #expect(digest.body.contains("could be a station"))
        try await room.see("each is told") { snapshot in
          snapshot.notices.allSatisfy { $0.told.map(\.state) == ["shown"] }
        }
        try await desktop.dismiss(digest.id)
        try await room.see("each is dismissed") { snapshot in
          snapshot.notices.allSatisfy { $0.told.map(\.state) == ["dismissed"] }
        }
      }
    }

    @Test func licensesAreAddedFromAChosenFile() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try await room.startAgent()
        try room.makeKey("school", in: room.trusted)
        try room.command("license", "mode", "per-device")
        let pack = try room.issue("school-1", count: 1, key: room.trusted + "/school")
        let portal = PortalStub(loop: room.desk.loop)
        try await portal.start(session.address, choosing: pack)
        try session.startNotifier()
        let first = try await desktop.nextShown { $0.buttons.contains("add-licenses") }
        try await desktop.press("add-licenses", of: first.id)
        _ = try await desktop.nextShown { $0.summary == "The licenses were added" }
        try await room.see("it is licensed") { $0.packs.map(\.id) == ["school-1"] }
        await portal.stop()
      }
    }

    @Test func inQuietHoursNothingAppearsUnlessItCannotWait() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        let desktop = try await session.startServer()
        try session.startNotifier(["TZ": "UTC0"])
        // Around the clock but for one minute, which is not this one.
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        let minute = (Int(parts.tm_hour) * 60 + Int(parts.tm_min) + 720) % 1440
        func clock(_ minute: Int) -> String {
          let (hour, rest) = (minute / 60, minute % 60)
          return (hour < 10 ? "0" : "") + "\(hour):" + (rest < 10 ? "0" : "") + "\(rest)"
        }
        let hours = clock((minute + 1) % 1440) + "-" + clock(minute)
        try await room.startAgent(
          Classroom.impatient + "[Notices]\nquiet-hours = \(hours)\n"
            + "[Licensing]\nhost-grace = 120d\n")
        try await room.see("there is a notice, and who would show it") { snapshot in
          snapshot.notices.count == 1 && snapshot.host.notifiers.map(\.shows) == [true]
        }
        // What has its end before the quiet hours do is shown at once; what has not, never came before.
        _ = try await room.stopAgent()
        try await room.startAgent(
          Classroom.impatient + "[Notices]\nquiet-hours = \n[Licensing]\nhost-grace = 120d\n")
        let first = try await desktop.nextShown()
        let shown = await desktop.history
        #expect(shown == [.notify(first)])
      }
    }
  }
}

extension AgentSnapshot {
  /// What came of telling people, of all notices.
  fileprivate var states: [String] { notices.flatMap(\.told).map(\.state) }
  fileprivate var again: WireTime? { notices.flatMap(\.told).first?.again }
}

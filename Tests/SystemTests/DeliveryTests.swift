import AgentInterface
import DBus
import Glibc
import RigKit
import Testing

extension System {
  /// Who is told, by the shipped agent: people and their sessions are made up (libnss_wrapper,
  /// python-dbusmock), their terminals and their connections to the bus are real.
  @Suite(.enabled(if: geteuid() == 0, "only root is other people")) struct Delivery {
    private static let notice = "unconfigured/host"

    private static func open(
      people: Int = 0, _ body: (Classroom, PretendLogind, [String: String]) async throws -> Void
    ) async throws {
      try await Classroom.open("01-bare-host") { room in
        let logind = try await PretendLogind(room.desk)
        defer { if !logind.child.hasEnded { logind.child.end(SIGTERM) } }
        try await body(room, logind, try environment(room, people: people))
      }
    }

    private static func uid(_ number: Int) -> Int { 7100 + number }

    /// Accounts: `bo` is nobody special, `boss` and `cy` are administrators, and so are `u0`, `u1` …
    private static func environment(_ room: Classroom, people: Int) throws -> [String: String] {
      let folder = room.desk.folder
      let some = (0..<people).map { "u\($0)" }
      let names = [("bo", 1), ("boss", 2), ("cy", 7003)]
      let more = some.enumerated().map { ($1, uid($0)) }
      try writeText(
        "root:x:0:0::/root:/bin/sh\n"
          + (names + more).map { "\($0.0):x:\($0.1):7000::/:/bin/sh\n" }.joined(),
        to: folder + "/passwd")
      try writeText(
        "root:x:0:\nusers:x:7000:\nsudo:x:27:\((["boss", "cy"] + some).joined(separator: ","))\n",
        to: folder + "/group")
      mkdir(folder + "/run", 0o755)
      let made = try run(
        "gcc",
        [
          "-shared", "-fPIC", "-o", folder + "/accounts-in-turn.so",
          Rigs.project + "/Tests/Fixtures/accounts-in-turn.c",
        ], environment: [:], logPath: room.desk.log("gcc"))
      guard made.code == 0 else { throw RigError("accounts in turn: \(made.output)") }
      let preload =
        (variable("LD_PRELOAD").map { [$0] } ?? [])
        + [folder + "/accounts-in-turn.so", "libnss_wrapper.so"]
      return [
        "LD_PRELOAD": preload.joined(separator: ":"), "NSS_WRAPPER_PASSWD": folder + "/passwd",
        "NSS_WRAPPER_GROUP": folder + "/group", "RUNTIME_DIRECTORY": folder + "/run",
      ]
    }

    private static func text(_ terminal: PretendTerminal) -> [String: Value] {
      ["Type": .string("tty"), "TTY": .string(terminal.name)]
    }

    private static func call(_ room: Classroom, as uid: Int, _ words: [String]) throws
      -> CommandResult
    {
      chmod(room.desk.folder, 0o755)
      return try run(
        "setpriv",
        [
          "--reuid=\(uid)", "--regid=65534", "--clear-groups", "busctl",
          "--address=\(room.desk.address)", "call", BusName.agent,
        ] + words, environment: [:], logPath: room.desk.log("busctl"))
    }

    private static func report(_ room: Classroom, as uid: Int, _ words: String...) throws
      -> CommandResult
    {
      try call(
        room, as: uid,
        [BusName.path("notice", notice), BusName.notice, "Report", "sss"] + words)
    }

    @Test func aTerminalIsWrittenToOnceAndARestartRepeatsNothing() async throws {
      try await Self.open { room, logind, environment in
        let (mine, other) = (try PretendTerminal(uid: 2), try PretendTerminal(uid: 1))
        try await logind.add("1", "boss", uid: 2, Self.text(mine))
        try await logind.add("2", "bo", uid: 1, Self.text(other))
        try await room.startAgent(environment: environment)
        let seen = try await room.see("boss was told") { snapshot in
          snapshot.notices.first { $0.id == Self.notice }?.told.map(\.recipient) == ["user/boss"]
        }
        let told = try #require(seen.notices.first { $0.id == Self.notice }?.told.first)
        #expect(told.way == "terminal" && told.state == "shown")
        let summary = try #require(seen.notices.first { $0.id == Self.notice }?.summary)
        #expect(mine.messages == 1 && mine.text.contains(summary.prefix(40)), "\(mine.text)")

        #expect(try await room.stopAgent() == 0)
        try await room.startAgent(environment: environment)
        try await room.see("it is still known") { snapshot in
          snapshot.notices.first { $0.id == Self.notice }?.told.map(\.recipient) == ["user/boss"]
        }
        // The next message is about something else: the stations' own notices.
        try room.command("license", "mode", "per-device")
        try waitUntil("a second message") { mine.messages == 2 }
        let second = mine.text.split(separator: "\u{07}").last ?? ""
        #expect(!second.contains(summary), "\(second)")
        #expect(other.text == "", "it is for administrators")
      }
    }

    @Test func whoClosedTheTerminalToMessagesIsSaidToBeUnreached() async throws {
      try await Self.open { room, logind, environment in
        let closed = try PretendTerminal(uid: 7003, takesMessages: false)
        try await logind.add("3", "cy", uid: 7003, Self.text(closed))
        try await room.startAgent(environment: environment)
        let seen = try await room.see("cy was not reached", seconds: 90) { snapshot in
          snapshot.notices.first { $0.id == Self.notice }?.undelivered.isEmpty == false
        }
        let one = try #require(seen.notices.first { $0.id == Self.notice }?.undelivered.first)
        #expect(one.user == "cy")
        #expect(one.why == "the terminal \(closed.name) takes no messages")
        #expect(closed.text == "")
        let doctor = try room.stationctl("doctor")
        #expect(doctor.output.contains("not reached cy"), "\(doctor.output)")
      }
    }

    @Test func onlyWhomANoticeIsForReportsAndOnlyForward() async throws {
      try await Self.open { room, _, environment in
        try await room.startAgent(environment: environment)
        let raised = try await room.see("there is a notice") { !$0.notices.isEmpty }
        let stage = try #require(raised.notices.first?.stage)
        let stranger = try Self.report(room, as: 1, stage, "desktop", "shown")
        #expect(stranger.code != 0 && stranger.output.contains("is not for bo"), "\(stranger)")
        let nobody = try Self.report(room, as: 3, stage, "desktop", "shown")
        #expect(nobody.code != 0 && nobody.output.contains("has no name here"), "\(nobody)")
        let wild = try Self.report(room, as: 2, stage, "terminal", "shown")
        #expect(wild.code != 0 && wild.output.contains("Report needs"), "\(wild)")
        for state in ["shown", "dismissed", "shown"] {
          #expect(try Self.report(room, as: 2, stage, "desktop", state).code == 0)
        }
        let seen = try await room.see("boss dismissed it") { snapshot in
          snapshot.notices.first { $0.id == Self.notice }?.told.map(\.state) == ["dismissed"]
        }
        #expect(
          seen.notices.first { $0.id == Self.notice }?.told.map(\.recipient) == ["user/boss"])
      }
    }

    @Test func fiftyPeopleAreEachToldOnceOnTheirTerminals() async throws {
      try await Self.open(people: 50) { room, logind, environment in
        try await room.startAgent(environment: environment)
        try await room.see("there is a notice") { $0.notices.map(\.id) == [Self.notice] }
        var terminals: [PretendTerminal] = []
        for number in 0..<50 {
          let terminal = try PretendTerminal(uid: UInt32(Self.uid(number)))
          terminals.append(terminal)
          try await logind.add(
            "\(number)", "u\(number)", uid: UInt32(Self.uid(number)), Self.text(terminal))
        }
        let seen = try await room.see("all were told", seconds: 60) { snapshot in
          snapshot.notices.first?.told.count == 50
        }
        let told = try #require(seen.notices.first?.told)
        #expect(Set(told.map(\.recipient)) == Set((0..<50).map { "user/u\($0)" }))
        #expect(terminals.map(\.messages) == Array(repeating: 1, count: terminals.count))
        #expect(seen.notices.first?.undelivered == [])
      }
    }

    @Test func theLineAtLoginIsShownByPAMAndGoesWithItsCause() async throws {
      try await Self.open { room, _, environment in
        let folder = room.desk.folder
        mkdir(folder + "/motd.d", 0o755)
        symlink(folder + "/run/motd", folder + "/motd.d/stationmaster")
        mkdir(folder + "/pam.d", 0o755)
        try writeText(
          "session required pam_motd.so motd=\(folder)/none motd_dir=\(folder)/motd.d noupdate\n"
            + "session required pam_permit.so\n",
          to: folder + "/pam.d/login-test")
        chmod(folder, 0o755)
        func login() throws -> String {
          let result = try run(
            "pamtester", ["login-test", "root", "open_session"],
            environment: [
              "LD_PRELOAD": "libpam_wrapper.so", "PAM_WRAPPER": "1",
              "PAM_WRAPPER_SERVICE_DIR": folder + "/pam.d", "HOME": folder,
            ], logPath: room.desk.log("pamtester"))
          #expect(result.code == 0, "\(result.output)")
          return result.output
        }
        try await room.startAgent(
          "[Notices]\nlanguage = fr\n" + Classroom.impatient, environment: environment)
        let seen = try await room.see("there is a notice") { $0.notices.count == 1 }
        #expect(seen.notices.first?.undelivered == [])
        try waitUntil("the line is written") { access(folder + "/run/motd", R_OK) == 0 }
        let text = try login()
        #expect(text.contains("Stationmaster\u{A0}: "), "\(text)")
        #expect(text.contains("Pour en savoir plus\u{A0}: stationctl notice list"))
        try room.license(1)
        try waitUntil("the line is gone") { access(folder + "/run/motd", F_OK) != 0 }
        let after = try login()
        #expect(!after.contains("Stationmaster"))
      }
    }
  }
}

import AgentInterface
import DBus
import Glibc
import RigKit
import StationModel
import Testing

extension System {
  /// The drill of docs/sign-in.md: whatever is broken, root, administrators and the console get in.
  @Suite struct LockOut {
    @Test func whateverHappensNobodyIsLockedOutAtTheConsole() async throws {
      try await SignIn.open { room, desk, logind, seat in
        SignIn.expectRefused(try desk.signIn("ada", seat: seat))
        // logind is gone, and back.
        logind.child.end(SIGKILL)
        try await room.see("logind is gone") { $0.host.sessionsUnknown != nil }
        try SignIn.expectNobodyIsLockedOut(desk, seat)
        #expect(try desk.signIn("ada", seat: seat).isLetIn, "perhaps the screen is only locked")
        let second = try await PretendLogind(room.desk)
        defer { second.child.end(SIGKILL) }
        try await SignIn.seeUnlicensed(room)
        SignIn.expectRefused(try desk.signIn("ada", seat: seat))
        // The agent hangs: everybody gets in.
        room.agent?.send(SIGSTOP)
        try SignIn.expectNobodyIsLockedOut(desk, seat)
        let late = try desk.signIn("ada", seat: seat)
        #expect(late.isLetIn && late.milliseconds < 3000)
        room.agent?.send(SIGCONT)
        try await room.see("the agent goes on") { _ in true }
        SignIn.expectRefused(try desk.signIn("ada", seat: seat))
        // It is stopped.
        #expect(try await room.stopAgent() == 0)
        try SignIn.expectNobodyIsLockedOut(desk, seat)
        #expect(try desk.signIn("ada", seat: seat).isLetIn)
        // Its ledger is damaged, then gone.
        for damage in [
          { try writeText("this is no database", to: room.desk.ledgerFile) },
          { unlink(room.desk.ledgerFile) },
        ] {
          for suffix in ["-wal", "-shm"] { unlink(room.desk.ledgerFile + suffix) }
          try damage()
          try await room.startAgent(SignIn.rules + SignIn.shortGrace)
          try SignIn.expectNobodyIsLockedOut(desk, seat)
          try await SignIn.seeUnlicensed(room)
          try SignIn.expectNobodyIsLockedOut(desk, seat)
          SignIn.expectRefused(try desk.signIn("ada", seat: seat))
          #expect(try await room.stopAgent() == 0)
        }
        // The bus is gone.
        room.desk.stopBus()
        try SignIn.expectNobodyIsLockedOut(desk, seat)
        #expect(try desk.signIn("ada", seat: seat).isLetIn)
      }
    }

    /// lightdm tells a display and no seat: the agent is asked also for the host's own console.
    @Test func theConsoleUnderLightdmIsTheConsoleWhateverSessionsSay() async throws {
      try await SignIn.open { room, desk, logind, seat in
        func shown(_ display: String, _ others: [String: Value] = [:]) -> [String: Value] {
          others.merging(["Display": .string(display), "Type": .string("x11")]) { $1 }
        }
        func comeTo(_ display: String) throws -> (isLetIn: Bool, output: String, milliseconds: Int)
        { try desk.signIn("ada", service: "lightdm", items: ["tty=\(display)"]) }
        let greeter: [String: Value] = [
          "Class": .string("greeter"), "Service": .string("lightdm-greeter"),
        ]
        #expect(try comeTo(":0").isLetIn && comeTo(":1").isLetIn, "no display is known yet")
        try await logind.add("c1", "lightdm", uid: 107, seat: "seat0", shown(":0", greeter))
        try await logind.add("c2", "lightdm", uid: 107, seat: seat, shown(":1", greeter))
        try await logind.add("c3", "bo", uid: 1003, seat: "seat-other", shown(":9"))
        try await room.see("bo is there") { $0.sessions.contains { $0.user == "bo" } }
        #expect(try comeTo(":0").isLetIn)
        SignIn.expectRefused(try comeTo(":1"))
        // Who sits at the station says that the session is on the host's display.
        try await logind.add("c4", "eve", uid: 1004, seat: seat, shown(":0"))
        try await room.see("eve is there") { $0.sessions.contains { $0.user == "eve" } }
        #expect(try comeTo(":0").isLetIn)
        SignIn.expectRefused(try comeTo(":1"))
        // A session at the station that cannot be read may be hers.
        try await logind.add("c5", "?", seat: seat, ["Class": .string("pilot")])
        try await logind.add("c6", "ann", uid: 1006, seat: "seat-other")
        try await room.see("ann is there") { $0.sessions.contains { $0.user == "ann" } }
        #expect(try comeTo(":1").isLetIn)
        try SignIn.expectNobodyIsLockedOut(desk, seat)
      }
    }

    @Test func aLicenseThatRunsOutRefusesAtTheStationAndNobodyAtTheConsole() async throws {
      try await SignIn.open { room, desk, _, seat in
        try room.makeKey("school", in: room.trusted)
        try room.command("license", "mode", "per-device")
        let end = time(nil) + 6
        let file = room.desk.folder + "/short.pack"
        try room.command(
          "license", "issue", "--key", room.trusted + "/school.key", "--id", "short", "--count",
          "3", "--until", Timestamp(seconds: Int64(end)).iso, "--output", file)
        try room.command("license", "add", file)
        try await room.see("station 1 is licensed") { $0[1]?.license == "licensed" }
        #expect(try desk.signIn("ada", seat: seat).isLetIn)
        try await room.see("the license has run out") { $0[1]?.license == "unlicensed" }
        let refused = try desk.signIn("ada", seat: seat)
        SignIn.expectRefused(refused)
        #expect(refused.output.contains("Its license has run out"), "\(refused.output)")
        try SignIn.expectNobodyIsLockedOut(desk, seat)
      }
    }

    /// Ten years ahead and ten back, while the agent runs and at its start.
    @Test func aWildClockLocksNobodyOut() async throws {
      func set(_ clock: Int, _ room: Classroom) throws {
        try writeText("\(clock)\n", to: room.desk.folder + "/clock")
      }
      func environment(_ room: Classroom) -> [String: String] {
        let others = room.testbed.environment["LD_PRELOAD"].map { $0 + ":" } ?? ""
        return [
          "LD_PRELOAD": others + room.desk.folder + "/wrong-clock.so",
          "WRONG_CLOCK": room.desk.folder + "/clock",
        ]
      }
      let tenYears = 3650 * 86_400
      try await SignIn.open(
        environment: { room in
          let made = try run(
            "gcc",
            [
              "-shared", "-fPIC", "-o", room.desk.folder + "/wrong-clock.so",
              Rigs.project + "/Tests/Fixtures/wrong-clock.c",
            ], environment: [:], logPath: room.desk.log("gcc"))
          guard made.code == 0 else { throw RigError("the wrong clock: \(made.output)") }
          try set(0, room)
          return environment(room)
        },
        { room, desk, _, seat in
          for clock in [tenYears, -tenYears, 0] {
            try set(clock, room)
            try SignIn.expectNobodyIsLockedOut(desk, seat)
            SignIn.expectRefused(try desk.signIn("ada", seat: seat))
            #expect(try await room.stopAgent() == 0)
            let before = room.log.utf8.count
            try await room.startAgent(
              SignIn.rules + SignIn.shortGrace, environment: environment(room))
            try await SignIn.seeUnlicensed(room)
            try SignIn.expectNobodyIsLockedOut(desk, seat)
            SignIn.expectRefused(try desk.signIn("ada", seat: seat))
            // The clock was wrong indeed.
            let words = room.log.utf8.dropFirst(before)
            if clock != 0 { #expect(String(decoding: words, as: UTF8.self).contains("clock")) }
          }
        })
    }
  }
}

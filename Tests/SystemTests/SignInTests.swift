import AgentInterface
import DBus
import Glibc
import RigKit
import Testing

extension System {
  /// A real PAM stack with the built module and program, against the shipped agent.
  @Suite struct SignIn {
    static let rules =
      Classroom.impatient + "[SignIn]\nenforcement = block-new-sessions\n"
    static let shortGrace = "[Licensing]\nhost-grace = 1s\nstation-grace = 1s\n"

    /// Two stations with seats of their own, unlicensed and out of their graces, and nobody signed in.
    static func open(
      environment: (Classroom) throws -> [String: String] = { _ in [:] },
      _ body: (Classroom, SignInDesk, PretendLogind, _ seat: String) async throws -> Void
    ) async throws {
      try await Classroom.open("04-two-stations-attached-to-seats") { room in
        let logind = try await PretendLogind(room.desk)
        try await room.startAgent(rules + shortGrace, environment: try environment(room))
        let over = try await seeUnlicensed(room)
        let desk = try SignInDesk(room)
        guard let seat = over[1]?.seat else { throw RigError("station 1 has no seat") }
        #expect(seat != "seat0")
        try await body(room, desk, logind, seat)
      }
    }

    @discardableResult
    static func seeUnlicensed(_ room: Classroom) async throws -> AgentSnapshot {
      try await room.see("station 1 is unlicensed, and it is known who is signed in") {
        $0[1]?.license == "unlicensed" && $0.host.sessionsUnknown == nil
      }
    }

    static func expectRefused(
      _ answer: (isLetIn: Bool, output: String, milliseconds: Int),
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      #expect(!answer.isLetIn, "\(answer.output)", sourceLocation: sourceLocation)
      #expect(
        answer.output.contains("Nobody new can sign in at station 1: no license since 2"),
        "\(answer.output)", sourceLocation: sourceLocation)
    }

    /// Always let in, whatever else is so: by name, by number, by the console.
    static func expectNobodyIsLockedOut(
      _ desk: SignInDesk, _ seat: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      for (user, seat, items) in [
        ("root", seat, []), ("toor", seat, []), ("root", "seat0", []), ("ada", "seat0", []),
        ("ada", nil, ["tty=/dev/tty2"]), ("ada", nil, ["tty=tty1"]), ("boss", seat, []),
        ("ada", nil, ["tty=pts/3", "rhost=lab-pc-3"]), ("ada", nil, []),
      ] as [(String, String?, [String])] {
        let answer = try desk.signIn(user, seat: seat, items: items)
        #expect(
          answer.isLetIn, "\(user) at \(seat ?? "no seat") \(items): \(answer.output)",
          sourceLocation: sourceLocation)
        #expect(answer.milliseconds < 3000, sourceLocation: sourceLocation)
      }
    }

    @Test func anUnlicensedStationRefusesAndSaysWhyAndAdministratorsAreTold() async throws {
      try await Self.open { room, desk, _, seat in
        let refused = try desk.signIn("ada", seat: seat)
        Self.expectRefused(refused)
        #expect(refused.output.contains("It is not set up yet how licenses are counted."))
        #expect(refused.output.contains("Please use another station, or tell an administrator."))
        try Self.expectNobodyIsLockedOut(desk, seat)
        #expect(try desk.signIn("ada", seat: "seat-of-nobody").isLetIn)
        #expect(try desk.signIn("nobody-here", seat: seat).isLetIn, "PAM's own modules say that")
        let silent = try desk.signIn("ada", seat: seat, operation: "acct_mgmt(PAM_SILENT)")
        #expect(!silent.isLetIn && !silent.output.contains("Nobody new can sign in"))

        let told = try await room.see("administrators are told") { snapshot in
          snapshot.notices.contains { $0.cause == "sign-in-refused" && $0.station == 1 }
        }
        let notice = told.notices.first { $0.cause == "sign-in-refused" }
        #expect(notice?.summary == "Ada was refused at station 1")
        #expect(notice?.audience == "administrators")
        #expect(room.log.contains("ada was refused by station-test"))

        try room.license(3)
        try await room.see("the notice is closed and station 1 licensed") { snapshot in
          snapshot[1]?.license == "licensed"
            && !snapshot.notices.contains { $0.cause == "sign-in-refused" }
        }
        #expect(try desk.signIn("ada", seat: seat).isLetIn)
      }
    }

    /// The module lets everybody in after a second: who got in was not refused.
    @Test func aRefusalThatComesTooLateIsToldToNobody() async throws {
      try await Self.open { room, desk, _, seat in
        try desk.useBuiltProgram(
          first: """
            for word; do shift
            case $word in until=*) word=until=1;; esac
            set -- "$@" "$word"; done
            """)
        Self.expectRefused(try desk.signIn("ada", seat: seat))
        #expect(!room.log.contains("ada was refused by"))
        try desk.useBuiltProgram()
        Self.expectRefused(try desk.signIn("ada", seat: seat))
        try await room.see("administrators are told") { snapshot in
          snapshot.notices.contains { $0.cause == "sign-in-refused" }
        }
      }
    }

    @Test func onlyNoticesRefuseNobody() async throws {
      try await Classroom.open("04-two-stations-attached-to-seats") { room in
        try await room.startAgent(Classroom.impatient + Self.shortGrace)
        let over = try await room.see("station 1 is unlicensed") { $0[1]?.license == "unlicensed" }
        #expect(try SignInDesk(room).signIn("ada", seat: over[1]?.seat).isLetIn)
      }
    }

    @Test func aLocalUserMayAskAndChangesNothing() async throws {
      guard geteuid() == 0 else { return }
      try await Self.open { room, desk, _, seat in
        let facts = ["user", "ada", "uid", "7001", "seat", seat]
        chmod(room.desk.folder, 0o755)
        let answer = try run(
          "setpriv",
          [
            "--reuid=65534", "--regid=65534", "--clear-groups", "busctl",
            "--address=\(room.desk.address)", "call", BusName.agent, BusName.root, BusName.manager,
            "MaySignIn", "a{ss}", "3",
          ] + facts, environment: [:], logPath: room.desk.log("busctl"))
        #expect(answer.code == 0 && answer.output.contains("bs false"), "\(answer.output)")
        #expect(!room.log.contains("was refused by"))
        // The next refusal is told, and is the first.
        Self.expectRefused(try desk.signIn("ada", seat: seat))
        try await room.see("administrators are told") { snapshot in
          snapshot.notices.contains { $0.cause == "sign-in-refused" }
        }
        let bad = try run(
          "busctl",
          [
            "--address=\(room.desk.address)", "call", BusName.agent, BusName.root, BusName.manager,
            "MaySignIn", "a{ss}", "1", "user", "ada",
          ], environment: [:], logPath: room.desk.log("busctl"))
        #expect(bad.code != 0 && bad.output.contains("'uid' is no number"))
      }
    }

    /// Else anybody could ask so much that no answer comes in time, and everybody is let in.
    @Test func aLocalUserWhoAsksWithoutEndGetsNoAnswersAndStopsNobodyElses() async throws {
      guard geteuid() == 0 else { return }
      try await Self.open { room, desk, _, seat in
        chmod(room.desk.folder, 0o755)
        let ask =
          "busctl --address=\(room.desk.address) call \(BusName.agent) \(BusName.root) "
          + "\(BusName.manager) MaySignIn 'a{ss}' 3 user ada uid 7001 seat \(seat)"
        let answers = try run(
          "setpriv",
          [
            "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c",
            "for i in $(seq 60); do \(ask) & done; wait",
          ], environment: [:], logPath: room.desk.log("busctl"))
        #expect(answers.output.contains("bs false"), "\(answers.output)")
        #expect(answers.output.contains("too many questions"), "\(answers.output)")
        for _ in 0..<10 { Self.expectRefused(try desk.signIn("ada", seat: seat)) }
      }
    }

    // MARK: Something does not work

    private static let programs: [(String, String)] = [
      ("it crashes", "kill -SEGV $$"), ("it hangs", "exec sleep 60"),
      ("it closes its output and hangs", "exec sleep 60 >&-"),
      ("it hangs and cannot be asked to end", "trap '' TERM INT HUP; while :; do sleep 60; done"),
      ("it says nothing", "exit 77"), ("it says something else", "echo no; exit 77"),
      ("its answer was cut off", "printf 'REFUSED\\nYou may not.'; exit 77"),
      ("its answer has no start", "printf 'You may not.\\nEND\\n'; exit 77"),
      ("its answer is empty", "printf 'REFUSED\\n\\nEND\\n'; exit 77"),
      ("its answer has control characters", "printf 'REFUSED\\n\\033[31mNo\\nEND\\n'; exit 77"),
      ("its answer has a zero", "printf 'REFUSED\\nN\\000o\\nEND\\n'; exit 77"),
      ("it says a megabyte", "head -c 1048576 /dev/zero | tr '\\000' x; exit 77"),
      ("it says without end", "exec yes"),
      ("it refuses with another status", "printf 'REFUSED\\nNo.\\nEND\\n'; exit 1"),
      ("it refuses and is killed", "printf 'REFUSED\\nNo.\\nEND\\n'; kill -KILL $$"),
      ("it leaves something behind", "sleep 60 & printf 'REFUSED\\nNo.\\nEND\\n'; exit 77"),
    ]

    @Test func aProgramThatDoesNotAnswerAsItShouldLetsEverybodyIn() async throws {
      try await Classroom.open { room in
        let desk = try SignInDesk(room)
        for (what, script) in Self.programs {
          try desk.useScript(script)
          let answer = try desk.signIn("ada", seat: "seat-2")
          #expect(answer.isLetIn, "\(what): \(answer.output)")
          #expect(answer.milliseconds < 3000, "\(what)")
          #expect(!answer.output.contains("may not"), "\(what)")
        }
        desk.removeProgram()
        #expect(try desk.signIn("ada", seat: "seat-2").isLetIn)
        // One that answers well is believed, also when it is not ours: the stack works.
        try desk.useScript("printf 'REFUSED\\nNot now.\\nEND\\n'; exit 77")
        let refused = try desk.signIn("ada", seat: "seat-2")
        #expect(!refused.isLetIn && refused.output.contains("Not now."))
        try desk.write(module: "/nowhere/pam_stationmaster.so")
        #expect(try desk.signIn("ada", seat: "seat-2").isLetIn, "no module")
      }
    }

    /// A greeter that is refused leaves a black screen. The program here refuses everybody.
    @Test func greetersAreNotAskedAbout() async throws {
      try await Classroom.open { room in
        let desk = try SignInDesk(room)
        try desk.useScript("printf 'REFUSED\\nNo.\\nEND\\n'; exit 77")
        for (service, sessionClass, isLetIn) in [
          ("gdm-launch-environment", nil, true), ("gdm-launch-environment", "greeter", true),
          ("lightdm-greeter", nil, true), ("station-test", "greeter", true),
          ("station-test", "lock-screen", true), ("station-test", "user", false),
          ("gdm-password", nil, false), ("lightdm", nil, false),
        ] as [(String, String?, Bool)] {
          for (seat, items) in [("seat-2", []), (nil, ["tty=:1"])] as [(String?, [String])] {
            let answer = try desk.signIn(
              "ada", seat: seat, sessionClass: sessionClass, service: service, items: items)
            #expect(
              answer.isLetIn == isLetIn,
              "\(service) \(sessionClass ?? "-") at \(seat ?? "a display"): \(answer.output)")
          }
        }
      }
    }

    /// The kernel forgets for a setuid program that it should die with its parent.
    @Test func theProgramEndsByItselfIfNothingElseEndsIt() async throws {
      try await Classroom.open { room in
        let desk = try SignInDesk(room)
        let seen = room.desk.folder + "/seen"
        try desk.useScript(
          "exec /usr/bin/python3 -c 'import signal; print(signal.alarm(0))' > \(seen)")
        #expect(try desk.signIn("ada", seat: "seat-2").isLetIn)
        #expect(["1\n", "2\n"].contains(try readText(seen)))
      }
    }

    /// The program gets nothing of the process that signs in: no variable, no descriptor, no signal
    /// that is ignored; and gets all facts.
    @Test func theProgramStartsWithNothingButTheFacts() async throws {
      try await Classroom.open { room in
        let desk = try SignInDesk(room)
        let seen = room.desk.folder + "/seen"
        try desk.useScript(
          """
          exec > \(seen)
          echo "words: $*"; echo "variables: $(/usr/bin/tr '\\0' ' ' < /proc/$$/environ)"
          echo "open:" /proc/$$/fd/*
          # Not of the shell, which blocks signals while it waits.
          exec /bin/grep -E '^Sig(Ign|Blk)' /proc/self/status
          """)
        #expect(
          try desk.signIn(
            "ada", seat: "seat-2",
            items: ["tty=:4", "rhost=lab-pc-3", "ruser=bo"]
          ).isLetIn)
        let text = try readText(seen)
        #expect(
          text.contains(
            "words: user=ada service=station-test tty=:4 seat=seat-2 rhost=lab-pc-3 ruser=bo "
              + "until="), "\(text)")
        #expect(text.contains(" bus=\(room.desk.address)\n"), "\(text)")
        #expect(text.contains("variables: \n"), "\(text)")
        for number in 4...9 { #expect(!text.contains("/fd/\(number)"), "\(text)") }
        // The two that the C library keeps for itself (nptl(7)) are as whoever started all this left them.
        #expect(
          text.contains("SigIgn:\t0000000000000000") || text.contains("SigIgn:\t0000000180000000"),
          "\(text)")
        #expect(text.contains("SigBlk:\t0000000000000000"), "\(text)")
      }
    }

    @Test func longAndOddFactsAreNotAskedAbout() async throws {
      try await Classroom.open { room in
        let desk = try SignInDesk(room)
        try desk.useScript("printf 'REFUSED\\nNo.\\nEND\\n'; exit 77")
        let long = String(repeating: "x", count: 4000)
        #expect(try desk.signIn("ada", seat: "seat-2", items: ["rhost=" + long]).isLetIn)
        #expect(try desk.signIn("ada", seat: "seat-2", items: ["rhost=a\nb"]).isLetIn)
        #expect(try !desk.signIn("ada", seat: "seat-2").isLetIn)
      }
    }
  }
}

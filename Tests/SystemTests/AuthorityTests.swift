import AgentInterface
import DBus
import Glibc
import RigKit
import Testing

extension System {
  /// Who may do what, by polkit's word: the real programs, and a polkit that answers as it is told.
  @Suite(.enabled(if: geteuid() == 0, "only root can be somebody else"))
  struct Authority {
    private static let refusal = "Only an administrator may do this."

    private func withPolkit(
      _ body: (Classroom, PretendPolkit) async throws -> Void
    ) async throws {
      try await Classroom.open("01-bare-host") { room in
        let polkit = try await PretendPolkit(room.desk)
        try await room.startAgent()
        try await room.see("the host is there") { $0[0] != nil }
        try await body(room, polkit)
      }
    }

    @Test func whomPolkitAllowsMayChangeAndOthersMayNot() async throws {
      try await withPolkit { room, polkit in
        try await polkit.answer("manage-stations", "yes")
        let done = try room.desk.stationctlAsStranger(["station", "rename", "0", "Teacher"])
        #expect(done.code == 0, "\(done.output)")
        #expect(try await room.snapshot()[0]?.name == "Teacher")
        let other = try room.desk.stationctlAsStranger(["license", "mode", "per-device"])
        #expect(other.code == 77 && other.output.contains(Self.refusal), "\(other.output)")
        #expect(try await room.snapshot().licensing.mode == "unset")
        let asked = polkit.asked.joined(separator: "\n")
        #expect(asked.contains("ASKED system-bus-name org.stationmaster1.manage-stations flags=0"))
        #expect(asked.contains("method=Rename"))
        #expect(asked.contains("station=0"))
        #expect(asked.contains("Authentication is needed to rename station 0 ("))
      }
    }

    @Test func somebodyIsAskedForAPasswordOnlyIfTheCallerWaitsForIt() async throws {
      try await withPolkit { room, polkit in
        try await polkit.answer("*", "password")
        // Without the flag first, and then with it.
        let done = try room.desk.stationctlAsStranger(["station", "set", "0", "--priority", "3"])
        #expect(done.code == 0, "\(done.output)")
        #expect(polkit.asked.map { $0.contains("flags=1") } == [false, true])
        let plain = try room.desk.asStranger(
          ["busctl", "--address=\(room.desk.address)", "--allow-interactive-authorization=no"]
            + ["call", BusName.agent, BusName.path("station", "0"), BusName.station]
            + ["SetPriority", "i", "4"])
        #expect(plain.code != 0 && plain.output.contains("password is needed"), "\(plain.output)")
        #expect(try await room.snapshot()[0]?.priority == 3)
      }
    }

    @Test(arguments: [
      ("no", ""), ("nobody", "Nobody could be asked"), ("dismissed", "was closed"),
      ("error", "it is broken"),
    ])
    func whatPolkitDoesNotAllowIsRefusedWithTheReason(
      _ manner: String, _ reason: String
    ) async throws {
      try await withPolkit { room, polkit in
        try await polkit.answer("*", manner)
        let result = try room.desk.stationctlAsStranger(["station", "rename", "0", "Mine"])
        #expect(result.code == 77 && result.output.contains(Self.refusal), "\(result.output)")
        #expect(reason.isEmpty || result.output.contains(reason), "\(result.output)")
        #expect(
          result.output.contains(
            access("/usr/bin/sudo", X_OK) == 0 ? "Try again with sudo." : "Try again as root."))
        #expect(try await room.snapshot()[0]?.name != "Mine")
      }
    }

    @Test func withoutPolkitRootChangesEverybodyReadsAndItIsSaid() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        try room.command("station", "rename", "0", "Mine")
        let other = try room.desk.stationctlAsStranger(["station", "rename", "0", "Yours"])
        #expect(other.code == 77 && other.output.contains(Self.refusal), "\(other.output)")
        #expect(other.output.contains("does not run here"), "\(other.output)")
        for words in [["doctor"], ["station", "explain", "0"], ["license", "audit"]] {
          let result = try room.desk.stationctlAsStranger(words)
          #expect(!result.output.contains(Self.refusal), "\(words): \(result.output)")
        }
      }
    }

    @Test func polkitCanForbidReadingAndAPolkitThatHangsCannot() async throws {
      try await withPolkit { room, polkit in
        try await polkit.answer("view", "no")
        let refused = try room.desk.stationctlAsStranger(["station", "explain", "0"])
        #expect(refused.code == 77, "\(refused.output)")
        try await polkit.answer("view", "hang")
        let read = try room.desk.stationctlAsStranger(["station", "explain", "0"])
        #expect(read.code == 0, "\(read.output)")
        // Root is not asked about at all.
        let before = polkit.asked.count
        try room.command("station", "explain", "0")
        try room.command("station", "rename", "0", "Root's")
        #expect(polkit.asked.count == before)
      }
    }

    @Test func theAgentGoesOnWhileSomebodyTypesAndLooksAgainAfterwards() async throws {
      try await withPolkit { room, polkit in
        try await polkit.answer("*", "password")
        try await polkit.answer("manage-stations", "hang")
        let waiting = try room.desk.startAsStranger(Self.setPriority(room, 7))
        try waitUntil("polkit was asked") { !polkit.asked.isEmpty }
        #expect(polkit.asked.first?.contains("flags=1") == true)
        try room.command("station", "rename", "0", "Meanwhile")
        #expect(try await room.snapshot()[0]?.priority == 0)
        try await polkit.type()
        #expect(waiting.wait() == 0, "\(waiting.output)")
        let after = try await room.see("both hold") { $0[0]?.priority == 7 }
        #expect(after[0]?.name == "Meanwhile")
      }
    }

    @Test func aQuestionIsTakenBackWhenWhoAskedLeaves() async throws {
      try await withPolkit { room, polkit in
        try await polkit.answer("manage-stations", "hang")
        let waiting = try room.desk.startAsStranger(Self.setPriority(room, 7))
        try waitUntil("polkit was asked") { !polkit.asked.isEmpty }
        waiting.end(SIGKILL)
        try waitUntil("the question was taken back") { polkit.cancelled == 1 }
        #expect(try await room.snapshot()[0]?.priority == 0)
      }
    }

    @Test func aPolkitThatGoesAwayDuringTheQuestionIsARefusal() async throws {
      try await withPolkit { room, polkit in
        try await polkit.answer("manage-stations", "hang")
        let waiting = try room.desk.startAsStranger(Self.setPriority(room, 7))
        try waitUntil("polkit was asked") { !polkit.asked.isEmpty }
        polkit.child.end(SIGKILL)
        #expect(waiting.wait() != 0)
        #expect(waiting.output.contains(Self.refusal), "\(waiting.output)")
        #expect(try await room.snapshot()[0]?.priority == 0)
      }
    }

    /// Ready to wait from the start, as a program of a desktop is.
    private static func setPriority(_ room: Classroom, _ priority: Int) -> [String] {
      [
        "busctl", "--address=\(room.desk.address)", "--allow-interactive-authorization=yes",
        "--timeout=120", "call", BusName.agent, BusName.path("station", "0"), BusName.station,
        "SetPriority", "i", "\(priority)",
      ]
    }
  }
}

import AgentInterface
import Glibc
import RigKit
import StationModel
import Testing

extension System {
  /// People who sign in, by a logind that python-dbusmock plays on the agent's bus.
  @Suite struct People {
    private static func withLogind(
      _ body: (Classroom, PretendLogind) async throws -> Void
    ) async throws {
      try await Classroom.open("01-bare-host") { room in
        let logind = try await PretendLogind(room.desk)
        defer { if !logind.child.hasEnded { logind.child.end(SIGTERM) } }
        try await body(room, logind)
      }
    }

    @Test func aPersonHoldsALicenseAndWhoHasNoneIsNamed() async throws {
      try await Self.withLogind { room, logind in
        try await room.startAgent()
        try await room.see("logind was heard") { $0.licensing.peopleUnknown == nil }
        try room.makeKey("school", in: room.trusted)
        let file = "\(room.desk.folder)/people.pack"
        try room.command(
          "license", "issue", "--key", room.trusted + "/school.key", "--id", "people", "--count",
          "1", "--kind", "user", "--output", file)
        try room.command("license", "add", file)
        try room.command("license", "mode", "per-user")
        let idle = try await room.see("nobody is there") { $0[0]?.license == "not-needed" }
        #expect(idle[0]?.licenseReason.contains("nobody is signed in") == true)

        try await logind.add("c1", "ada", seat: "seat0")
        let one = try await room.see("ada is licensed") {
          $0[0]?.license == "licensed" && !$0.licensing.people.isEmpty
        }
        #expect(one[0]?.users == ["ada"] && one[0]?.pack == "people")
        #expect(one.licensing.people.map(\.name) == ["ada"])
        #expect(one.packs.map(\.used) == [1])

        try await logind.add("c2", "bo", seat: "seat0")
        let two = try await room.see("bo has none") { snapshot in
          snapshot[0]?.license == "grace" && snapshot.licensing.peopleOver == 1
        }
        #expect(two[0]?.cause == "exhausted")
        #expect(two.notices.contains { $0.cause == "exhausted" })
        #expect(try room.command("license", "people").contains("bo"))

        try await logind.remove("c2")
        try await room.see("bo has left") { $0[0]?.license == "licensed" }
        // The lease is ada's, also while nobody sits there.
        try await logind.remove("c1")
        let left = try await room.see("all have left") { $0[0]?.license == "not-needed" }
        #expect(left.licensing.people.map(\.pack) == ["people"])
        let revoked = try room.command("license", "revoke", "--user", "ada")
        #expect(revoked.contains("ada"), "\(revoked)")
        #expect(try await room.snapshot().licensing.people.isEmpty)
      }
    }

    @Test func withoutLogindItIsNotKnownAndNobodyLosesAnything() async throws {
      try await Self.withLogind { room, logind in
        try await room.startAgent()
        try await room.see("logind was heard") { $0.licensing.peopleUnknown == nil }
        try room.makeKey("school", in: room.trusted)
        let file = "\(room.desk.folder)/people.pack"
        try room.command(
          "license", "issue", "--key", room.trusted + "/school.key", "--id", "people", "--count",
          "1", "--kind", "user", "--output", file)
        try room.command("license", "add", file)
        try room.command("license", "mode", "per-user")
        try await logind.add("c1", "ada", seat: "seat0")
        try await logind.add("c2", "bo", seat: "seat0")
        let known = try await room.see("bo has none") { $0[0]?.license == "grace" }
        logind.child.end(SIGTERM)
        let unknown = try await room.see("logind is gone") { $0.licensing.peopleUnknown != nil }
        #expect(unknown[0]?.license == "unknown")
        #expect(unknown[0]?.licenseReason.contains("who is signed in there is not known") == true)
        #expect(unknown.licensing.people.first { $0.name == "ada" }?.pack == "people")
        // What was told stays told.
        #expect(unknown.notices.map(\.id) == known.notices.map(\.id))
        let doctor = try room.stationctl("doctor")
        #expect(doctor.code == 2 && doctor.output.contains("Who is signed in is not known"))
      }
    }

    @Test func aHostWithoutADisplayCountsWhileSomebodyIsSignedInThere() async throws {
      try await Classroom.open { room in
        let logind = try await PretendLogind(room.desk)
        defer { if !logind.child.hasEnded { logind.child.end(SIGTERM) } }
        let cards = try Recording("01-bare-host").sections.filter { !$0.path.contains("drm") }
        try room.testbed.plug(cards)
        try await room.startAgent()
        try await room.see("no station") {
          $0.stations.isEmpty && $0.licensing.peopleUnknown == nil
        }
        try await logind.add("c1", "ada", seat: "seat0")
        let used = try await room.see("the host counts") { $0[0]?.license == "grace" }
        #expect(used[0]?.users == ["ada"])
        try await logind.remove("c1")
        try await room.see("and no more") { $0[0]?.license == "not-needed" }
      }
    }
  }
}

import AgentInterface
import Glibc
import Ledger
import RigKit
import StationModel
import Testing

extension System {
  /// The license pool through the shipped programs.
  @Suite struct Pool {
    private static let dock = "06-plugable-dock-autoseat"

    /// A host and `docks` docks, all stations, without licenses.
    private static func classroom(
      docks: Int, _ body: (Classroom) async throws -> Void
    ) async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let recording = try Recording(dock)
        for port in 1...docks { try room.testbed.plug(Docks.dock(port: port, of: recording)) }
        try await room.see("all docks") { $0[docks]?.state == "complete" }
        try await body(room)
      }
    }

    @Test func aDryRunNamesWhoWouldChangeAndChangesNothing() async throws {
      try await Self.classroom(docks: 2) { room in
        try room.license(3)
        let before = try await room.see("all licensed") { snapshot in
          snapshot.stations.allSatisfy { $0.license == "licensed" }
        }
        let dry = try room.command("license", "mode", "per-user", "--dry-run")
        #expect(dry.contains("nobody is signed in") || dry.contains("is not known"), "\(dry)")
        #expect(dry.contains("licensed by pack school-1"), "\(dry)")
        #expect(dry.contains("Nothing was changed"))
        let removal = try room.command("license", "remove", "school-1", "--count", "2", "--dry-run")
        #expect(removal.contains("no license is free for this station"), "\(removal)")
        #expect(try await room.snapshot() == before)
      }
    }

    @Test func removingLicensesTakesThemFromTheLastInTheOrder() async throws {
      try await Self.classroom(docks: 3) { room in
        try room.license(4)
        try room.command("station", "set", "3", "--priority", "5")
        try await room.see("all licensed") { snapshot in
          snapshot.stations.allSatisfy { $0.license == "licensed" }
        }
        try room.command("license", "remove", "school-1", "--count", "3")
        let after = try await room.snapshot()
        #expect(after.stations.filter { $0.license == "licensed" }.map(\.number) == [3])
        #expect(after.packs.map(\.removed) == [3] && after.licensing.licenses == 1)
        // All of it: it can be added again, whole.
        try room.command("license", "remove", "school-1")
        #expect(try await room.snapshot().packs.isEmpty)
        try room.command("license", "add", room.desk.folder + "/school-1.pack")
        let again = try await room.snapshot()
        #expect(again.stations.allSatisfy { $0.license == "licensed" })
        let tooMany = try room.stationctl("license", "remove", "school-1", "--count", "5")
        #expect(tooMany.code == 1 && tooMany.output.contains("only 4 licenses"))
      }
    }

    @Test func aReservedLicenseIsThereWhenItsStationComes() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        try room.license(3)
        let recording = try Recording(Self.dock)
        try room.testbed.plug(Docks.dock(port: 1, of: recording))
        try await room.see("the desk") { $0[1]?.license == "licensed" }
        try room.command("station", "set", "1", "--label", "front-desk")
        try room.testbed.pull(Docks.path(port: 1))
        try await room.see("gone") { $0[1]?.state == "absent" }
        try room.command("station", "forget", "1")
        try room.command("license", "reserve", "front-desk", "--min", "1")
        for port in 2...3 { try room.testbed.plug(Docks.dock(port: port, of: recording)) }
        let short = try await room.see("two more") {
          $0.stations.count == 3 && $0[2]?.license != nil
        }
        // Host and one of two: the last is kept.
        #expect(short.licensing.licensesReserved == 1 && short.licensing.licensesUsed == 2)
        #expect(
          short.stations.contains { $0.licenseReason.contains("reserved for label front-desk") },
          "\(short.stations.map(\.licenseReason))")
        try room.testbed.plug(Docks.dock(port: 1, of: recording))
        let back = try await room.see("back") {
          $0.stations.count == 4 && $0[3]?.state == "complete"
        }
        let station = try #require(back.stations.first { $0.key.hasSuffix("/1") })
        #expect(station.license == "grace")
        try room.command("station", "set", "\(station.number)", "--label", "front-desk")
        let after = try await room.snapshot()
        #expect(after[station.number]?.license == "licensed")
        #expect(
          try room.command("license", "reserve").contains("front-desk"), "the list names it")
        try room.command("license", "reserve", "front-desk", "--remove")
        #expect(try await room.snapshot().licensing.reservations.isEmpty)
      }
    }

    @Test func revokingHasALimitAndARefusalSaysItsThreeFacts() async throws {
      try await Self.classroom(docks: 2) { room in
        try room.license(2)
        let before = try await room.see("two of three") { $0.licensing.licensesUsed == 2 }
        let holder = try #require(before.stations.first { $0.license == "licensed" })
        let short = try #require(before.stations.first { $0.license != "licensed" })
        let until = try #require(holder.leaseExpires)
        try room.command("license", "revoke", "\(holder.number)")
        let after = try await room.snapshot()
        #expect(after[short.number]?.license == "licensed")
        #expect(after[holder.number]?.license == "grace")
        #expect(after[holder.number]?.turn == 3)
        #expect(after.licensing.revocations.map(\.until) == [until])
        // One of two is the least limit; it counts until the term would have ended.
        let refused = try room.stationctl("license", "revoke", "\(short.number)")
        #expect(refused.code == 1)
        for fact in ["1", until.time.utcText] {
          #expect(refused.output.contains(fact), "\(refused.output)")
        }
        let none = try room.stationctl("license", "revoke", "\(holder.number)")
        #expect(none.code == 1 && none.output.contains("none is held"), "\(none.output)")
      }
    }

    @Test func anExtensionIsBoundedAndInTheHistoryWithWhoAndWhy() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent(Classroom.impatient)
        let before = try await room.see("in grace") { $0[0]?.license == "grace" }
        let ends = try #require(before[0]?.stationGraceEnds)
        try room.command(
          "license", "extend", "0", "--days", "20", "--reason", "The order is on its way")
        let after = try await room.snapshot()
        #expect(after[0]?.stationGraceEnds?.time == ends.time + .days(20))
        #expect(after[0]?.stationGraceStarted == before[0]?.stationGraceStarted)
        let refused = try room.stationctl(
          "license", "extend", "0", "--days", "11", "--reason", "More")
        #expect(refused.code == 1 && refused.output.contains("10 days"), "\(refused.output)")
        #expect(try await room.stopAgent() == 0)
        let ledger = try Ledger(path: room.desk.ledgerFile)
        let row = try #require(
          try ledger.history(last: 50).first { $0.kind == "grace-extended" })
        #expect(row.detail.contains("The order is on its way"))
        #expect(row.detail.contains("\"by\":\(geteuid())"), "\(row.detail)")
      }
    }

    @Test func onlyAdministratorsChangeAndEverybodyMayLook() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        try room.license(1)
        guard geteuid() == 0 else { return }
        for words in [
          ["mode", "unset"], ["remove", "school-1"], ["reserve", "x", "--min", "1"],
          ["revoke", "0"], ["extend", "0", "--days", "1", "--reason", "x"], ["backup"],
          ["backups"], ["accept-clock", "--confirm"], ["restore", "nothing"],
        ] {
          let result = try room.desk.stationctlAsStranger(["license"] + words)
          #expect(result.code == 77, "\(words): \(result.output)")
        }
        for words in [
          ["mode", "unset", "--dry-run"], ["report"], ["forecast"], ["audit"], ["people"],
          ["reserve"], ["list"],
        ] {
          let result = try room.desk.stationctlAsStranger(["license"] + words)
          #expect(result.code == 0, "\(words): \(result.output)")
        }
      }
    }
  }
}

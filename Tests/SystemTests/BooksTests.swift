import AgentInterface
import Glibc
import Ledger
import RigKit
import StationModel
import Testing

extension System {
  /// The ledger as administrators and auditors meet it: verified, copied, put back, lost and cheated.
  @Suite struct Books {
    @Test func anAuditFindsWhatWasChangedByHand() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        try room.license(2)
        try await room.see("licensed") { $0[0]?.license == "licensed" }
        let good = try room.stationctl("license", "audit")
        #expect(good.code == 0, "\(good.output)")
        #expect(try await room.stopAgent() == 0)
        // As somebody with a database program would: a longer lease.
        let changed = try run(
          "/usr/bin/python3",
          [
            "-c",
            """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            db.execute("UPDATE leases SET expires_at = expires_at + 86400000000")
            db.commit()
            """, room.desk.ledgerFile,
          ], environment: [:], logPath: room.desk.log("python"))
        #expect(changed.code == 0, "\(changed.output)")
        try await room.startAgent()
        let bad = try room.stationctl("license", "audit")
        #expect(bad.code == 1 && bad.output.contains("leases"), "\(bad.output)")
        #expect(bad.output.contains("expires_at"), "\(bad.output)")
        let doctor = try room.stationctl("doctor")
        #expect(doctor.code == 2 && doctor.output.contains("expires_at"), "\(doctor.output)")
      }
    }

    @Test func aCopyIsPutBackAndGracesGoOn() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let began = try await room.see("in grace") { $0[0]?.license == "grace" }
        let copy = room.desk.folder + "/copy.sqlite"
        try room.command("license", "backup", copy)
        #expect(try Ledger.inspect(path: copy).rows > 0)
        try room.command("license", "extend", "0", "--days", "5", "--reason", "Later than the copy")
        try room.command("station", "rename", "0", "Renamed later")
        let words = try room.command("license", "restore", copy)
        #expect(words.contains("restored"), "\(words)")
        let after = try await room.snapshot()
        #expect(after[0]?.name != "Renamed later")
        #expect(after[0]?.stationGraceStarted == began[0]?.stationGraceStarted)
        #expect(after.licensing.hostGraceStarted == began.licensing.hostGraceStarted)
        #expect(try room.stationctl("license", "audit").code == 0)
        // What was there is kept.
        #expect(try listing(room).contains { $0.contains("before-restore") })
        let none = try room.stationctl("license", "restore", "not-there.sqlite")
        #expect(none.code != 0, "\(none.output)")
      }
    }

    /// The most usual cheat: an old file in the place of the ledger, or none at all.
    @Test(arguments: ["old", "gone"])
    func aGraceIsNotStartedAnewByAnotherFile(what: String) async throws {
      try await Classroom.open { room in
        try await room.startAgent("[Stations]\nhost-counts = always\n")
        #expect(try await room.stopAgent() == 0)
        let file = room.desk.ledgerFile
        let old = try run(
          "cp", [file, room.desk.folder + "/old.sqlite"], environment: [:],
          logPath: room.desk.log("cp"))
        #expect(old.code == 0)
        try room.testbed.plug(try Recording("01-bare-host").sections)
        try await room.startAgent("[Stations]\nhost-counts = always\n")
        let before = try await room.see("in grace") { $0[0]?.license == "grace" }
        #expect(try await room.stopAgent() == 0)
        for end in ["", "-wal", "-shm"] { unlink(file + end) }
        if what == "old" { rename(room.desk.folder + "/old.sqlite", file) }
        try await room.startAgent("[Stations]\nhost-counts = always\n")
        let after = try await room.see("in grace again") { $0[0]?.license == "grace" }
        #expect(after[0]?.stationGraceStarted == before[0]?.stationGraceStarted)
        #expect(after[0]?.stationGraceEnds == before[0]?.stationGraceEnds)
        #expect(after.licensing.hostGraceEnds == before.licensing.hostGraceEnds)
        #expect(!after.licensing.ledgerTroubles.isEmpty)
        #expect(after.notices.contains { $0.cause == "ledger" }, "\(after.notices.map(\.id))")
      }
    }

    @Test func aDamagedLedgerIsSetAsideAndTheAgentRunsOn() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        try room.license(1)
        try await room.see("licensed") { $0[0]?.license == "licensed" }
        try room.command("license", "backup")
        try room.command("station", "rename", "0", "After the copy")
        #expect(try await room.stopAgent() == 0)
        let file = room.desk.ledgerFile
        let damaged = "not a database any more"
        try writeText(damaged + String(repeating: "x", count: 8192), to: file)
        try await room.startAgent()
        let after = try await room.see("licensed by the copy") { $0[0]?.license == "licensed" }
        #expect(after[0]?.name != "After the copy")
        let words = after.licensing.ledgerTroubles.joined()
        #expect(words.contains("damaged"), "\(words)")
        #expect(try room.stationctl("status").output.contains("damaged"))
        #expect(try room.stationctl("doctor").code == 2)
        let aside = try #require(
          try listing(room).first { $0.contains(".damaged-") })
        #expect(try readText(room.desk.folder + "/state/" + aside).hasPrefix(damaged))
      }
    }

    @Test func figuresComeFromTheHistory() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        try room.license(1)
        let recording = try Recording("06-plugable-dock-autoseat")
        try room.testbed.plug(Docks.dock(port: 1, of: recording))
        try await room.see("one of two is short") { $0.licensing.stationsShort == 1 }
        let table = try room.command("license", "report", "--by", "pack")
        #expect(table.contains("school-1"), "\(table)")
        let csv = try room.command("license", "report", "--period", "month", "--csv")
        #expect(csv.contains("period,"), "\(csv)")
        let json = try room.command("license", "report", "--json")
        #expect(json.contains("\"peak\" : 1"), "\(json)")
        let forecast = try room.command("license", "forecast")
        #expect(forecast.contains("short") || forecast.contains("not known"), "\(forecast)")
        let bad = try room.stationctl(
          "license", "report", "--from", "2027-01-01", "--to", "2026-01-01")
        #expect(bad.code == 1, "\(bad.output)")
      }
    }

    private func listing(_ room: Classroom) throws -> [String] {
      try run(
        "ls", [room.desk.folder + "/state"], environment: [:], logPath: room.desk.log("ls")
      ).output.split(separator: "\n").map(String.init)
    }
  }
}

import Glibc
import StationModel
import Testing

@testable import Ledger

/// What opening does when nobody watches, with a clock and with files that are not to be trusted.
@Suite struct TrustTests {
  private let grace = Sample.hostGrace
  private let farAhead = Sample.now + .days(500)

  private func closed(_ folder: Folder, _ changes: [Change], at time: Timestamp) throws {
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit(changes, at: time)
    ledger.close()
  }

  /// What opening writes must not tell a time that only the clock knows.
  private func expectNoTimeButTheNoted(_ folder: Folder, _ time: Timestamp) throws {
    let (ledger, report) = try Ledger.open(path: folder.ledger, now: farAhead)
    #expect(report.needsAttention)
    let state = try ledger.load()
    #expect(state.highWater == time)
    #expect(state.graces.contains { $0.isRunning(at: time) })
    let times = try ledger.history(last: 100).map(\.at)
    #expect(times == times.sorted() && times.last == time)
    #expect(try ledger.audit().isSound)
  }

  @Test func aClockThatIsFarAheadDoesNotMoveTheTimeWhereTheLedgerIsGone() throws {
    let folder = try Folder().filled()
    unlink(folder.ledger)
    try expectNoTimeButTheNoted(folder, Sample.now)
  }

  @Test func norWhereItWasDamaged() throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.rotateBackups(folder: folder.path + "/backups", at: Sample.now)
    try ledger.noteTime(Sample.later)
    ledger.close()
    try write(Array("no database, and long enough".utf8), to: folder.ledger)
    try expectNoTimeButTheNoted(folder, Sample.later)
  }

  @Test func norWhereItWasRolledBack() throws {
    let folder = try Folder()
    try closed(folder, [.mode(.perDevice)], at: Sample.now)
    let old = try contents(folder.ledger)
    try closed(folder, [.grace(grace)], at: Sample.later)
    try write(old, to: folder.ledger)
    try expectNoTimeButTheNoted(folder, Sample.later)
  }

  @Test func norWhereABackupWasRestored() throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.backup(to: folder.path + "/copy.sqlite")
    try ledger.commit([.mode(.unset)], at: Sample.later)
    ledger.close()
    try Ledger.restore(from: folder.path + "/copy.sqlite", to: folder.ledger, now: farAhead)
    try expectNoTimeButTheNoted(folder, Sample.later)
  }

  @Test func whereNoTimeWasEverNotedTheClockCounts() throws {
    let folder = try Folder()
    try write(Array("no database, and long enough".utf8), to: folder.ledger)
    let ledger = try Ledger.open(path: folder.ledger, now: Sample.later).ledger
    #expect(try ledger.load().highWater == Sample.later)
    #expect(try ledger.history(last: 9).map(\.at) == [Sample.later])
  }

  /// The row that says so counts as a moment: what is over then must be gone from the table too.
  @Test func whatIsOverWhenALedgerIsReplacedIsGone() throws {
    let folder = try Folder().filled()
    let revocation = Revocation(
      holder: .station(Sample.dock), pack: "P-1", revokedAt: Sample.now, until: Sample.later)
    try closed(folder, [.revoke(revocation)], at: Sample.now)
    let old = try contents(folder.ledger)
    try closed(folder, [.mode(.unset)], at: Sample.later + .days(1))
    try write(old, to: folder.ledger)
    let ledger = try Ledger.open(path: folder.ledger, now: Sample.now).ledger
    #expect(try ledger.load().revocations == [])
    #expect(try ledger.audit().isSound)
  }

  @Test func aReplacementIsSaidForThirtyDays() throws {
    let folder = try Folder().filled()
    unlink(folder.ledger)
    try Ledger.open(path: folder.ledger, now: farAhead).ledger.close()
    let said = OpeningFinding.replacedBefore(at: Sample.now, why: "gone")
    for _ in 0..<2 {
      let (ledger, report) = try Ledger.open(path: folder.ledger, now: farAhead)
      #expect(report.findings == [said] && report.needsAttention)
      #expect(report.message.contains("the ledger was gone, and a new one was begun"))
      #expect(report.message.contains(Sample.now.utcText) && !report.nextStep.isEmpty)
      ledger.close()
    }
    try closed(folder, [.mode(.perDevice)], at: Sample.now + .days(29))
    #expect(try Ledger.open(path: folder.ledger).report.findings == [said])
    try closed(folder, [.mode(.unset)], at: Sample.now + .days(30))
    #expect(try Ledger.open(path: folder.ledger).report.findings == [])
  }

  @Test func eachOfTheLastFiveReplacementsIsSaid() throws {
    let folder = try Folder()
    try closed(folder, [.mode(.perDevice)], at: Sample.now)
    let old = try contents(folder.ledger)
    try closed(folder, [.mode(.unset)], at: Sample.later)
    try write(old, to: folder.ledger)
    try Ledger.open(path: folder.ledger).ledger.close()
    for count in 1...6 {
      let ledger = try Ledger.open(path: folder.ledger).ledger
      try ledger.rotateBackups(
        folder: folder.path + "/backups", at: Sample.later + .hours(Int64(count)))
      ledger.close()
      try write(Array("no database, and long enough".utf8), to: folder.ledger)
      try Ledger.open(path: folder.ledger).ledger.close()
    }
    let findings = try Ledger.open(path: folder.ledger).report.findings
    #expect(
      findings == Array(repeating: .replacedBefore(at: Sample.later, why: "damaged"), count: 5))
  }

  @Test func aWitnessThatCannotBeReadIsSetAsideAndTheAgentStarts() throws {
    let folder = try Folder().filled()
    let good = try contents(folder.ledger + ".witness")
    unlink(folder.ledger + ".witness")
    mkdir(folder.ledger + ".witness", 0o700)
    let time = Timestamp(iso: "2026-11-26T10:15:00Z") ?? Sample.later
    let (ledger, report) = try Ledger.open(path: folder.ledger, now: time)
    let aside = folder.ledger + ".witness.damaged-20261126T101500Z"
    #expect(
      report.findings == [
        .witnessDamaged(why: "it cannot be read (Is a directory)", setAside: aside)
      ])
    #expect(report.message.contains("set aside as \(aside)"))
    #expect(try contents(folder.ledger + ".witness") == good)
    #expect(rmdir(aside) == 0)
    #expect(try ledger.load() == Sample.state)
  }

  /// A name that is too long for anything to be put behind it.
  @Test func aWitnessThatCanNeitherBeReadNorReplacedIsSaid() throws {
    let folder = try Folder()
    let path = folder.path + "/" + String(repeating: "l", count: 240)
    try Ledger(path: path).commit(Sample.all, at: Sample.now)
    unlink(path + ".witness")
    mkdir(path + ".witness", 0o700)
    let (ledger, report) = try Ledger.open(path: path)
    #expect(
      report.findings == [
        .witnessDamaged(why: "it cannot be read (Is a directory)", setAside: nil),
        .witnessNotWritten(why: "Is a directory"),
      ])
    #expect(report.message.contains("could not be set aside"))
    try ledger.commit([.mode(.unset)], at: Sample.later)
    ledger.close()
    rmdir(path + ".witness")
  }

  @Test func aWitnessThatWasRemovedIsSaidOnce() throws {
    let folder = try Folder().filled()
    unlink(folder.ledger + ".witness")
    let report = try Ledger.open(path: folder.ledger).report
    #expect(report.findings == [.witnessMissing])
    #expect(report.needsAttention && report.message.contains("may have removed it"))
    #expect(try Ledger.open(path: folder.ledger).report.findings == [])
  }

  @Test func aWitnessThatNeverWasIsNotMissed() throws {
    let new = try Folder()
    #expect(try Ledger.open(path: new.ledger).report.findings == [])
    unlink(new.ledger + ".witness")
    #expect(try Ledger.open(path: new.ledger).report.findings == [], "nothing was written yet")
    let old = try Folder()
    try OldLedgers.make(schema: 2, at: old.ledger)
    #expect(try Ledger.open(path: old.ledger).report.findings == [.migrated(from: 2, to: 5)])
    // A backup of another computer's ledger.
    let source = try Folder().filled()
    let fresh = try Folder()
    try Ledger.restore(from: source.ledger, to: fresh.ledger)
    #expect(
      try Ledger.open(path: fresh.ledger).report.findings
        == [.restored(from: "ledger.sqlite", missing: 0)])
  }

  /// The clock was put right by hours after the file was copied: the grace in the old file has the dates
  /// from before.
  @Test(arguments: [-7, 9] as [Int64]) func aGraceOfARolledBackFileMovesToItsLaterDates(
    _ hours: Int64
  ) throws {
    let folder = try Folder()
    let until = grace.endsAt + .days(5)
    let more = GraceExtension(
      subject: .host, until: until, by: .days(5), grantedAt: Sample.now, reason: "r")
    try closed(folder, [.grace(grace), .extend(more)], at: Sample.now)
    let old = try contents(folder.ledger)
    try closed(folder, [.clockMoved(by: .hours(hours))], at: Sample.later)
    let known = try Ledger(path: folder.ledger).load()
    try write(old, to: folder.ledger)
    let (ledger, report) = try Ledger.open(path: folder.ledger, now: farAhead)
    #expect(report.findings.first == .rolledBack(missing: 1))
    #expect(report.findings.contains(.gracesRestored([.host])))
    let graces = try ledger.load().graces
    #expect(graces == known.graces && graces.first?.startedAt == grace.startedAt + .hours(hours))
    let row = try #require(try ledger.history(last: 1).first)
    #expect(row.kind == "grace-restored")
    #expect(row.detail.contains(#""moved-by":\#(hours * 3_600_000)"#))
    #expect(!row.detail.contains("until"), "the extension is there")
    #expect(try ledger.audit().isSound)
  }

  @Test func whatWasSetAsideIsKeptFiveTimesOfEachKind() throws {
    let folder = try Folder().filled()
    let others = ["ledger.sqlite.damaged-mine", "ledger.sqlite.damaged-20260101T000000Z.txt"]
    for name in others { try write([1], to: folder.path + "/" + name) }
    for day in 1...7 {
      for kind in ["damaged", "before-restore", "witness.damaged"] {
        let name = folder.ledger + ".\(kind)-2026010\(day)T000000Z"
        // The log alone of a file that was gone.
        for tail in day == 2 ? ["-wal"] : ["", "-wal", "-shm"] { try write([1], to: name + tail) }
      }
    }
    try write([1], to: folder.ledger + ".damaged-20260107T000000Z-2")
    // By its clock this one is the oldest.
    try write(Array("no database, and long enough".utf8), to: folder.ledger)
    try Ledger.open(path: folder.ledger, now: Timestamp(milliseconds: 0)).ledger.close()
    func days(_ kind: String) -> [String] {
      let prefix = "ledger.sqlite.\(kind)-"
      return folder.names.filter { $0.hasPrefix(prefix) && !$0.hasSuffix("-shm") }
        .map { String($0.dropFirst(prefix.count)) }
    }
    let logs = (3...7).flatMap { ["2026010\($0)T000000Z", "2026010\($0)T000000Z-wal"] }
    #expect(days("before-restore") == logs && days("witness.damaged") == logs)
    #expect(
      days("damaged") == [
        "19700101T000000Z", "20260101T000000Z.txt", "20260104T000000Z", "20260104T000000Z-wal",
        "20260105T000000Z", "20260105T000000Z-wal", "20260106T000000Z", "20260106T000000Z-wal",
        "20260107T000000Z", "20260107T000000Z-2", "20260107T000000Z-wal", "mine",
      ])
  }

  @Test func whatToDoNextNamesCommandsThatThereAre() {
    let step = "stationctl license restore FILE (the list: stationctl license backups)"
    for finding in [OpeningFinding.begunAnew, .gone] {
      #expect(finding.nextStep?.contains(step) == true)
    }
    for error in [
      LedgerError.corrupt(path: "p", why: "w"), .unreadable(table: "t", row: "r", why: "w"),
    ] { #expect(error.nextStep.contains(step)) }
  }
}

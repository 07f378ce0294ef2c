import Glibc
import StationModel
import Testing

@testable import Ledger

@Suite struct BackupTests {
  @Test func aBackupHoldsEverythingAndNothingOfTheLog() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit(Sample.all, at: Sample.now)
    let copy = folder.path + "/copy.sqlite"
    let facts = try ledger.backup(to: copy)
    #expect(facts.path == copy && facts.schema == 5 && facts.rows == 9 && facts.headID == 9)
    #expect(facts.lastTime == Sample.now && facts.highWater == Sample.now)
    #expect(facts.chain == .intact(rows: 9) && facts.headHash.count == 64)
    #expect(try Ledger.inspect(path: copy) == facts)
    #expect(folder.names.filter { $0.hasPrefix("copy") } == ["copy.sqlite"])
    var found = stat()
    #expect(stat(copy, &found) == 0 && found.st_mode & 0o777 == 0o600)
    // The ledger goes on, the copy stays as it is.
    let bytes = try contents(copy)
    try ledger.commit([.mode(.unset)], at: Sample.later)
    #expect(try Ledger.inspect(path: copy) == facts && contents(copy) == bytes)
    #expect(try Ledger(path: copy).load() == Sample.state)
  }

  @Test func nothingIsOverwrittenAndNothingLeftBehind() throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    let copy = folder.path + "/copy.sqlite"
    try write([1, 2, 3], to: copy)
    #expect(throws: LedgerError.file(path: copy, why: "it is there already")) {
      try ledger.backup(to: copy)
    }
    #expect(try contents(copy) == [1, 2, 3])
    let nowhere = folder.path + "/none/copy.sqlite"
    do throws(LedgerError) {
      try ledger.backup(to: nowhere)
      Issue.record("it was made")
    } catch {
      guard case .file(let path, "No such file or directory") = error else { throw error }
      #expect(path.hasPrefix(nowhere) && path.hasSuffix(".part"))
    }
    #expect(!folder.names.contains { $0.contains(".part") })
    try ledger.commit([.mode(.unset)], at: Sample.later)
    ledger.close()
    #expect(throws: LedgerError.closed) { try ledger.backup(to: folder.path + "/x.sqlite") }
  }

  @Test func soManyBackupsAreKeptAndNothingElseIsRemoved() throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    let backups = folder.path + "/backups"
    mkdir(backups, 0o700)
    let others = ["ledger-2026.sqlite", "ledger-20200101T000000Z.sqlite.gz", "mine.sqlite"]
    for name in others { try write([1], to: backups + "/" + name) }
    for day in 0..<5 {
      try ledger.rotateBackups(folder: backups, keep: 3, at: Sample.now + .days(Int64(day)))
    }
    #expect(
      Set(Folder.names(backups)).subtracting(others) == [
        "ledger-20260530T202640Z.sqlite", "ledger-20260531T202640Z.sqlite",
        "ledger-20260601T202640Z.sqlite",
      ])
    #expect(Set(Folder.names(backups)).isSuperset(of: others))
  }

  @Test func looksIntoOldDamagedAndForeignFiles() throws {
    let folder = try Folder()
    try OldLedgers.make(schema: 1, at: folder.ledger)
    let old = try contents(folder.ledger)
    let facts = try Ledger.inspect(path: folder.ledger)
    #expect(facts.schema == 1 && facts.rows == 21 && facts.chain == .intact(rows: 21))
    #expect(try contents(folder.ledger) == old)
    #expect(folder.names == ["ledger.sqlite"])

    let broken = try Folder().filled()
    try Intruder(broken.ledger).force("DELETE FROM history WHERE id = 9")
    #expect(
      try Ledger.inspect(path: broken.ledger).chain
        == .broken(atRow: 9, why: "the row is missing; the last row is 9"))
    let foreign = try Folder()
    try Intruder(foreign.ledger).run("PRAGMA application_id = 77; CREATE TABLE t (x)")
    #expect(throws: LedgerError.self) { try Ledger.inspect(path: foreign.ledger) }
    try write(Array("not a database at all".utf8), to: foreign.ledger)
    #expect(throws: LedgerError.self) { try Ledger.inspect(path: foreign.ledger) }
    try write([], to: foreign.ledger)
    #expect(throws: LedgerError.notALedger(path: foreign.ledger, why: "it is empty")) {
      try Ledger.inspect(path: foreign.ledger)
    }
    #expect(throws: LedgerError.self) { try Ledger.inspect(path: folder.path + "/none") }
    let live = try Folder()
    let ledger = try Ledger(path: live.ledger)
    try ledger.commit(Sample.all, at: Sample.now)
    #expect(throws: LedgerError.self, "its log is not in it") {
      try Ledger.inspect(path: live.ledger)
    }
    #expect(try ledger.load() == Sample.state)
  }

  @Test func aRestoredBackupIsRecordedAndGivesNoGraceBack() throws {
    let folder = try Folder()
    let backup = folder.path + "/b #1?%.sqlite"
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit([.mode(.perDevice)], at: Sample.now)
    try ledger.backup(to: backup)
    try ledger.commit([.grace(Sample.hostGrace), .mode(.unset)], at: Sample.later)
    #expect(throws: LedgerError.inUse(path: folder.ledger, process: getpid())) {
      try Ledger.restore(from: backup, to: folder.ledger)
    }
    ledger.close()
    let former = try Ledger.inspect(path: folder.ledger)
    let bytes = try contents(folder.ledger)
    let time = Timestamp(iso: "2026-11-26T10:15:00Z") ?? Sample.later
    let aside = try Ledger.restore(from: backup, to: folder.ledger, now: time)
    #expect(aside == folder.ledger + ".before-restore-20261126T101500Z")
    #expect(try contents(folder.ledger + ".before-restore-20261126T101500Z") == bytes)

    let (again, report) = try Ledger.open(path: folder.ledger, now: time)
    #expect(
      report.findings == [
        .restored(from: "b #1?%.sqlite", missing: 2), .gracesRestored([.host]),
        .timeRestored(Sample.later),
      ])
    let state = try again.load()
    #expect(state.graces == [Sample.hostGrace] && state.mode == .perDevice)
    #expect(state.highWater == Sample.later, "the clock is not asked")
    let rows = try again.history(last: 2)
    #expect(rows.map(\.kind) == ["ledger-restored", "grace-restored"])
    for member in [
      #""why":"restore""#, #""former-id":3"#, #""former-hash":"\#(former.headHash)""#,
      #""restored-id":1"#, #""from":"b #1?%.sqlite""#,
    ] { #expect(rows[0].detail.contains(member), "\(member)") }
    #expect(try again.verifyChain() == .intact(rows: 3))
    again.close()
    #expect(try Ledger.open(path: folder.ledger).report.findings == [])
  }

  @Test func restoringIsRefusedForWhatIsNoGoodBackup() throws {
    let folder = try Folder().filled()
    let before = try contents(folder.ledger)
    let bad = folder.path + "/bad.sqlite"
    try write(Array("not a database at all".utf8), to: bad)
    #expect(throws: LedgerError.self) { try Ledger.restore(from: bad, to: folder.ledger) }
    #expect(throws: LedgerError.self) {
      try Ledger.restore(from: folder.path + "/none", to: folder.ledger)
    }
    #expect(try contents(folder.ledger) == before)
    #expect(try Ledger.open(path: folder.ledger).report.findings == [])
  }

  /// Whatever step the machine went down at, the next opening ends what was begun.
  @Test func aRestoreThatWasInterruptedIsBroughtToItsEnd() throws {
    for step in 0..<5 {
      let folder = try Folder()
      let backup = folder.path + "/backup.sqlite"
      let ledger = try Ledger(path: folder.ledger)
      try ledger.commit([.mode(.perDevice)], at: Sample.now)
      try ledger.backup(to: backup)
      try ledger.commit([.mode(.unset)], at: Sample.later)
      ledger.close()
      try write([7], to: folder.ledger + "-shm")
      let present = try contents(folder.ledger)
      try Ledger.restore(from: backup, to: folder.ledger, now: Sample.later)
      let aside = folder.ledger + ".before-restore-20260529T202640Z"
      // As it was some steps before the end.
      if step < 4 { try write(try contents(folder.ledger), to: folder.ledger + ".restoring") }
      if step < 4 { unlink(folder.ledger) }
      if step < 2 { rename(aside + "-shm", folder.ledger + "-shm") }
      if step < 1 { rename(aside, folder.ledger) }
      let (again, report) = try Ledger.open(path: folder.ledger, now: Sample.later)
      #expect(
        report.findings.first == .restored(from: "backup.sqlite", missing: 1), "step \(step)")
      #expect(try again.load().mode == .perDevice)
      #expect(try contents(aside) == present)
      #expect(!folder.names.contains { $0.hasSuffix(".restoring") || $0.hasSuffix("restoration") })
      again.close()
    }
    // Not decided yet: nothing happens.
    let folder = try Folder().filled()
    try write([1, 2, 3], to: folder.ledger + ".restoring")
    #expect(try Ledger.open(path: folder.ledger).report.findings == [])
    #expect(!folder.names.contains { $0.hasSuffix(".restoring") })
  }
}

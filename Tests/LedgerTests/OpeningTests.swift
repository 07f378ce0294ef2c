import Glibc
import Ledger
import StationModel
import Testing

@Suite struct OpeningTests {
  @Test func othersCannotReadIt() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit(Sample.all, at: Sample.now)
    #expect(
      folder.names == [
        "ledger.sqlite", "ledger.sqlite-shm", "ledger.sqlite-wal", "ledger.sqlite.lock",
        "ledger.sqlite.witness",
      ])
    for name in folder.names {
      var found = stat()
      #expect(stat(folder.path + "/" + name, &found) == 0)
      #expect(found.st_mode & 0o777 == 0o600, "\(name)")
    }
  }

  @Test func takesAwayTheRightsThatOthersWereGiven() throws {
    let folder = try Folder().filled()
    chmod(folder.ledger, 0o644)
    _ = try Ledger(path: folder.ledger)
    var found = stat()
    #expect(stat(folder.ledger, &found) == 0 && found.st_mode & 0o777 == 0o600)
  }

  @Test func refusesASecondOpenerUntilTheFirstCloses() throws {
    let folder = try Folder()
    let first = try Ledger(path: folder.ledger)
    #expect(throws: LedgerError.inUse(path: folder.ledger, process: getpid())) {
      try Ledger(path: folder.ledger)
    }
    try first.commit([.mode(.perDevice)], at: Sample.now)
    first.close()
    #expect(try Ledger(path: folder.ledger).load().mode == .perDevice)
  }

  @Test func recordsTheNamesOfItsMigrations() throws {
    let folder = try Folder().filled()
    let intruder = try Intruder(folder.ledger)
    #expect(
      try intruder.text(
        "SELECT group_concat(name) FROM (SELECT name FROM migrations ORDER BY number)")
        == "2026-first-light,2026-identity,2026-licensing,2026-closing,2026-telling")
    #expect(try intruder.text("SELECT applied_at > 1700000000000 FROM migrations") == "1")
    #expect(try intruder.text("PRAGMA user_version") == "5")
    #expect(try intruder.text("PRAGMA application_id") == "\(0x5354_4D41)")
    #expect(try intruder.text("PRAGMA journal_mode") == "wal")
    #expect(try intruder.text("SELECT count(*) FROM pragma_table_list WHERE strict") == "19")
  }

  /// Whatever is refused is left byte by byte as it was.
  private func expectRefused(_ folder: Folder, _ check: (LedgerError) -> Bool) throws {
    let before = try contents(folder.ledger)
    do throws(LedgerError) {
      _ = try Ledger(path: folder.ledger)
      Issue.record("it was opened")
    } catch {
      #expect(check(error), "\(error)")
      #expect(error.message.contains(folder.ledger))
      #expect(!error.nextStep.isEmpty)
    }
    #expect(try contents(folder.ledger) == before)
  }

  @Test func refusesANewerSchema() throws {
    let folder = try Folder().filled()
    try Intruder(folder.ledger).run("PRAGMA user_version = 7")
    try expectRefused(folder) {
      $0 == .newerSchema(path: folder.ledger, found: 7, known: 5)
    }
  }

  @Test func refusesANewerSchemaThatIsStillInTheLog() throws {
    let folder = try Folder().filled()
    let intruder = try Intruder(folder.ledger)
    try intruder.run("PRAGMA user_version = 7")
    // As a power cut leaves it: the log is not yet in the file, and nobody has it open.
    let left = try Folder()
    let log = try contents(folder.ledger + "-wal")
    try write(try contents(folder.ledger), to: left.ledger)
    try write(log, to: left.ledger + "-wal")
    try expectRefused(left) { $0 == .newerSchema(path: left.ledger, found: 7, known: 5) }
    #expect(try contents(left.ledger + "-wal") == log && !log.isEmpty)
  }

  @Test func refusesOtherMigrations() throws {
    let folder = try Folder().filled()
    try Intruder(folder.ledger).run("UPDATE migrations SET name = 'other' WHERE number = 1")
    try expectRefused(folder) {
      $0
        == .notALedger(
          path: folder.ledger, why: "its list of migrations is not this program's")
    }
  }

  @Test func refusesAnotherProgramsDatabase() throws {
    let folder = try Folder()
    try Intruder(folder.ledger).run("PRAGMA application_id = 77; CREATE TABLE t (x)")
    try expectRefused(folder) {
      $0
        == .notALedger(
          path: folder.ledger, why: "it is a database of another program (application id 77)")
    }
  }

  @Test func refusesADatabaseWithoutAnOwner() throws {
    let folder = try Folder()
    try Intruder(folder.ledger).run("CREATE TABLE t (x)")
    try expectRefused(folder) {
      $0
        == .notALedger(
          path: folder.ledger, why: "it is a database of another program (application id 0)")
    }
  }

  @Test func refusesWhatIsNoDatabase() throws {
    let folder = try Folder()
    try write(Array("[Unit]\nDescription=not a database\n".utf8), to: folder.ledger)
    try expectRefused(folder) {
      $0 == .corrupt(path: folder.ledger, why: "file is not a database")
    }
  }

  @Test func refusesADamagedFile() throws {
    let folder = try Folder().filled()
    var bytes = try contents(folder.ledger)
    for index in 4096..<bytes.count where index % 4096 < 200 { bytes[index] = 0xA5 }
    try write(bytes, to: folder.ledger)
    try expectRefused(folder) {
      if case .corrupt(folder.ledger, _) = $0 { true } else { false }
    }
  }

  @Test func refusesAFileThatWasCutOff() throws {
    let folder = try Folder().filled()
    let bytes = try contents(folder.ledger)
    try write(Array(bytes.prefix(bytes.count / 2)), to: folder.ledger)
    try expectRefused(folder) {
      if case .corrupt(folder.ledger, _) = $0 { true } else { false }
    }
  }

  @Test func refusesALogWithoutItsFile() throws {
    let folder = try Folder()
    try write([], to: folder.ledger)
    try write([1, 2, 3], to: folder.ledger + "-wal")
    try expectRefused(folder) {
      $0
        == .corrupt(
          path: folder.ledger,
          why: "its log \(folder.ledger)-wal is there, but the file is empty")
    }
    #expect(try contents(folder.ledger + "-wal") == [1, 2, 3])
    unlink(folder.ledger)
    #expect(throws: LedgerError.self) { try Ledger(path: folder.ledger) }
    #expect(try contents(folder.ledger + "-wal") == [1, 2, 3])
  }

  @Test func refusesAFolderThatIsNotThere() throws {
    let folder = try Folder()
    let path = folder.path + "/none/ledger.sqlite"
    #expect(throws: LedgerError.cannotOpen(path: path, why: "No such file or directory")) {
      try Ledger(path: path)
    }
  }

  @Test func opensAFileThatWasMadeAndNeverWritten() throws {
    let folder = try Folder()
    try write([], to: folder.ledger)
    #expect(try Ledger(path: folder.ledger).load() == LedgerState())
    let other = try Folder()
    try Intruder(other.ledger).run("PRAGMA journal_mode = WAL")
    #expect(try Ledger(path: other.ledger).load() == LedgerState())
  }
}

@Suite struct UnreadableTests {
  @Test(arguments: [
    (
      "UPDATE stations SET kind = 'moon' WHERE key = 'host'", "stations", "host",
      #""moon" is no StationKind that this version knows"#
    ),
    (
      "UPDATE state SET mode = 'per-moon'", "state", "per-moon",
      #""per-moon" is no LicenseMode that this version knows"#
    ),
    (
      "UPDATE packs SET coverage = 'host,' WHERE id = 'P-2'", "packs", "P-2",
      #""" is no StationKind that this version knows"#
    ),
    (
      "UPDATE packs SET coverage = 'moon,host' WHERE id = 'P-2'", "packs", "P-2",
      #""moon" is no StationKind that this version knows"#
    ),
    (
      "UPDATE notices SET stage = '40-days'", "notices", Sample.notice.id.text,
      #""40-days" is no Stage that this version knows"#
    ),
    (
      "UPDATE notices SET severity = 'Info'", "notices", Sample.notice.id.text,
      #""Info" is no Severity that this version knows"#
    ),
    (
      "UPDATE notices SET audience = 'all'", "notices", Sample.notice.id.text,
      #""all" is no Audience that this version knows"#
    ),
    (
      "INSERT INTO graces (subject, started_at, ends_at) VALUES ('moon/1', 1, 2)", "graces",
      "moon/1",
      "it is neither the host nor a station"
    ),
    (
      "UPDATE stations SET name = CAST(x'ff' AS TEXT) WHERE number = 1", "stations",
      Sample.dock.text, "column 3 is not UTF-8 text"
    ),
    ("DELETE FROM state", "state", "its only row", "it is missing"),
  ])
  func saysWhereAndDeletesNothing(
    _ sql: String, _ table: String, _ row: String, _ why: String
  ) throws {
    let folder = try Folder().filled()
    do {
      let intruder = try Intruder(folder.ledger)
      try intruder.force(sql)
    }
    let before = try Intruder(folder.ledger).text("SELECT count(*) FROM \(table)")
    #expect(throws: LedgerError.unreadable(table: table, row: row, why: why)) {
      try Ledger(path: folder.ledger)
    }
    #expect(try Intruder(folder.ledger).text("SELECT count(*) FROM \(table)") == before)
    #expect(try Ledger.audit(path: folder.ledger).chain == .intact(rows: 9))
  }
}

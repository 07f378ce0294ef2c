import Dice
import Glibc
import Ledger
import StationModel
import Synchronization
import Testing

@Suite struct AuditTests {
  @Test func whatWasWrittenIsSound() throws {
    let folder = try Everything.folder()
    let rows = Int64(Everything.all.count)
    let ledger = try Ledger(path: folder.ledger)
    #expect(try ledger.audit() == LedgerAudit(chain: .intact(rows: rows)))
    #expect(try ledger.audit().isSound)
    #expect(try Ledger.audit(path: folder.ledger).isSound, "while it is open")
    ledger.close()
    #expect(try Ledger.audit(path: folder.ledger).isSound, "while it is not")
    #expect(try Ledger.open(path: folder.ledger).report.findings == [])
  }

  @Test func randomHistoriesAreSoundAtEveryStep() throws {
    var audits = 0
    for seed in 1001...1012 as ClosedRange<UInt64> {
      let folder = try Folder()
      let ledger = try Ledger(path: folder.ledger)
      var dice = ChangeDice(seed: seed)
      var state = try ledger.load()
      var now = Sample.now
      for step in 1...150 {
        now = now + .hours(dice.random.one(of: [0, 0, 1, 24, 700, -5]))
        let changes = dice.list(for: state, at: now)
        do throws(LedgerError) { try ledger.commit(changes, at: now, by: 7) } catch { continue }
        state.apply(changes, at: now)
        guard step % 3 == 0 else { continue }
        let audit = try ledger.audit()
        audits += 1
        guard audit.isSound else {
          Issue.record("seed \(seed), step \(step): \(audit)\nafter \(changes)")
          return
        }
      }
    }
    print("\(audits) audits of random histories")
    #expect(audits > 300)
  }

  @Test(arguments: [1, 2, 3, 4]) func historiesOfOlderVersionsAreSound(_ schema: Int) throws {
    let folder = try Folder()
    try OldLedgers.make(schema: schema, at: folder.ledger)
    #expect(throws: LedgerError.self) { try Ledger.audit(path: folder.ledger) }
    let ledger = try Ledger(path: folder.ledger)
    #expect(try ledger.audit() == LedgerAudit(chain: .intact(rows: [21, 33, 39, 41][schema - 1])))
    var dice = ChangeDice(seed: 5)
    for step in 1...20 as ClosedRange<Int64> {
      let now = Sample.now + .hours(step)
      try? ledger.commit(dice.list(for: try ledger.load(), at: now), at: now)
    }
    #expect(try ledger.audit().isSound)
  }

  @Test func ledgersThatWereMendedAreSound() throws {
    let folder = try Everything.folder()
    let witness = try contents(folder.ledger + ".witness")
    for name in folder.names { unlink(folder.path + "/" + name) }
    try write(witness, to: folder.ledger + ".witness")
    let ledger = try Ledger.open(path: folder.ledger).ledger
    #expect(try ledger.load().graces.first?.extendedBy == .days(9))
    #expect(try ledger.audit() == LedgerAudit(chain: .intact(rows: 2)))
  }

  /// No table and no column that somebody could change unseen, whatever tables come later.
  @Test func everyColumnThatWasEditedByHandIsFound() throws {
    let folder = try Everything.folder()
    let original = try contents(folder.ledger)
    let schema = try Intruder(folder.ledger)
    let tables = try schema.texts(
      "SELECT name AS x FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'")
    var edits = 0
    for table in tables where table != "migrations" {
      let columns = try schema.texts("SELECT name AS x FROM pragma_table_info('\(table)')")
      let keys = try schema.texts(
        "SELECT name AS x FROM pragma_table_info('\(table)') WHERE pk > 0")
      // Of the head's only row the number says nothing.
      for column in columns where (table, column) != ("head", "one") {
        let rows = Int(try schema.text("SELECT count(*) FROM \(table)") ?? "") ?? 0
        for row in Set([0, rows - 1]).sorted() {
          let copy = try Folder()
          try write(original, to: copy.ledger)
          let isMark = table == "state" && column == "high_water"
          let order = table == "extensions" ? "rowid" : keys.joined(separator: ", ")
          let key = table == "extensions" ? "rowid" : "(\(keys.joined(separator: ", ")))"
          let picked = table == "extensions" ? "rowid" : keys.joined(separator: ", ")
          do {
            try Intruder(copy.ledger).force(
              """
              UPDATE \(table) SET \(column) = CASE typeof(\(column))
                WHEN 'integer' THEN \(column) \(isMark ? "-" : "+") 1000 WHEN 'text' THEN \(column) || 'x'
                WHEN 'blob' THEN randomblob(32)
                ELSE (SELECT CASE type WHEN 'INTEGER' THEN 1 ELSE 'x' END
                  FROM pragma_table_info('\(table)') WHERE name = '\(column)') END
              WHERE \(key) = (SELECT \(picked) FROM \(table) ORDER BY \(order) LIMIT 1 OFFSET \(row))
              """)
          }
          let audit = try Ledger.audit(path: copy.ledger)
          edits += 1
          if ["history", "head"].contains(table) {
            guard case .broken = audit.chain else {
              Issue.record("\(table).\(column), row \(row) is not missed")
              return
            }
            continue
          }
          #expect(!audit.isSound && audit.chain == .intact(rows: Int64(Everything.all.count)))
          let found = try #require(audit.difference, "\(table).\(column), row \(row)")
          #expect(found.table == table, "\(table).\(column), row \(row): \(found)")
          if !keys.contains(column), table != "marks", table != "extensions" || column != "subject"
          {
            #expect(found.column == column, "\(table).\(column), row \(row): \(found)")
          }
        }
      }
    }
    print("\(edits) edits by hand, in \(tables.count - 1) tables, all found")
    #expect(edits > 130)
  }

  @Test func rowsThatWereAddedOrRemovedByHandAreFound() throws {
    let original = try Everything.folder()
    for table in [
      "stations", "labels", "marks", "packs", "leases", "revocations", "reservations", "graces",
      "extensions", "standings", "notices", "tellings", "mutes", "ignored", "shared_serials",
    ] {
      let folder = try Folder()
      try write(try contents(original.ledger), to: folder.ledger)
      try Intruder(folder.ledger).force("DELETE FROM \(table)")
      let difference = try #require(try Ledger.audit(path: folder.ledger).difference)
      #expect(difference.table == table && difference.found == nil && difference.history != nil)
    }
    let folder = original
    try Intruder(folder.ledger).force(
      "INSERT INTO leases VALUES ('user/eve', NULL, 'P-7', 1, 2)")
    #expect(
      try Ledger.audit(path: folder.ledger).difference
        == .init(
          table: "leases", key: "user/eve", column: "holder", history: nil, found: "user/eve"))
  }

  @Test func anotherThreadAuditsWhileCommitsGoOn() async throws {
    let folder = try Everything.folder()
    let ledger = try Ledger(path: folder.ledger)
    let path = folder.ledger
    let done = Flag()
    let auditor = Task.detached {
      defer { done.isSet.store(true, ordering: .releasing) }
      var unsound: [LedgerAudit] = []
      for _ in 0..<20 {
        let audit = try Ledger.audit(path: path)
        if !audit.isSound { unsound.append(audit) }
      }
      return unsound
    }
    var number: Int64 = 0
    // Bounded: each audit reads all that was written so far, and must not be outrun.
    while number < 50 || !done.isSet.load(ordering: .acquiring) && number < 2000 {
      number += 1
      await Task.yield()
      let lease = Lease(
        holder: .user("u\(number % 50)"), pack: "P-8", grantedAt: Sample.now + .seconds(number),
        expiresAt: Sample.now + .days(50))
      try ledger.commit([.lease(lease, isRenewal: false)], at: Sample.later)
    }
    #expect(try await auditor.value == [])
  }

  @Test func theHistoryIsReadBesideTheLedger() throws {
    let folder = try Everything.folder()
    let ledger = try Ledger(path: folder.ledger)
    let all = try ledger.history(last: 1000)
    var rows: [HistoryRow] = []
    try Ledger.history(path: folder.ledger) { rows.append($0) }
    #expect(rows == all && rows.count == Everything.all.count)
    rows = []
    try Ledger.history(path: folder.ledger, from: 20) { rows.append($0) }
    #expect(rows == Array(all.dropFirst(19)))
    #expect(throws: LedgerError.closed) {
      try Ledger.history(path: folder.ledger) { _ throws(LedgerError) in throw .closed }
    }
    #expect(throws: LedgerError.self) {
      try Ledger.history(path: folder.path + "/none.sqlite") { _ in }
    }
  }
}

private final class Flag: Sendable {
  let isSet = Atomic(false)
}

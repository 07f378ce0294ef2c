import Glibc
import Ledger
import StationModel
import Testing

@Suite struct MigrationTests {
  private let start = Timestamp(seconds: 1_750_000_000)
  private func time(_ days: Int64) -> Timestamp { start + .days(days) }
  private func key(_ port: Int) -> StationKey {
    .physical(controller: "pci-0000:00:14.0", route: [1, port])
  }

  @Test(arguments: [(1, Int64(21)), (2, 33), (3, 39), (4, 41)])
  func aLedgerOfAnOlderVersionGoesOnWithAllThatItHeld(_ schema: Int, _ rows: Int64) throws {
    let folder = try Folder()
    try OldLedgers.make(schema: schema, at: folder.ledger)
    let old = try Intruder(folder.ledger)
    let history = try old.text("SELECT group_concat(hex(hash)) FROM history")
    let (ledger, report) = try Ledger.open(path: folder.ledger)
    #expect(report.findings == [.migrated(from: schema, to: 5)])
    #expect(!report.needsAttention)
    let state = try ledger.load()

    #expect(state.mode == .perDevice)
    #expect(state.highWater == (schema == 1 ? time(57) : time(64)))
    #expect(
      state.enrolled.map(\.name)
        == ["Hôte \"A\"\n", "One", "Window"] + (schema == 1 ? [] : ["Station 4", "Five now"]))
    var leases = [
      Lease(station: .host, pack: "P-1", grantedAt: time(1), expiresAt: time(62)),
      Lease(station: key(1), pack: "P-1", grantedAt: time(55), expiresAt: time(120)),
    ]
    if schema >= 2 {
      leases.append(
        Lease(station: key(7), pack: "P-1", grantedAt: time(60), expiresAt: time(120)))
      #expect(state.enrolled[4].labels == ["exam", "room-3"])
      #expect(state.enrolled[4].marks.hub?.serial == "S 1")
      #expect(state.ignored.map(\.key) == [key(9)] && state.shared.count == 1)
    }
    #expect(state.leases == leases)
    #expect(
      state.graces.map(\.subject)
        == [.host, .station(key(1))] + (schema == 1 ? [] : [.station(key(4)), .station(key(7))]))
    #expect(state.graces[0].endedAt == time(1) && state.graces[0].endsAt == time(120))
    #expect(
      state.packs.map(\.pack) == [
        Pack(
          id: "P-1", issuer: "Acme", keyID: "0123456789abcdef", count: 3,
          coverage: [.physical, .host], validFrom: time(0), validUntil: time(365),
          addedAt: time(0)),
        Pack(
          id: "P-2", issuer: "Acme", keyID: "0123456789abcdef", count: 1, coverage: [.desktop],
          validFrom: time(0), validUntil: nil, addedAt: time(1)),
      ])
    #expect(state.packs.map(\.token) == ["a.b.c", "d.e.f"])
    #expect(state.notices.map(\.body) == ["B"])
    #expect(state.notices.map(\.words) == [""] && state.tellings == [] && state.mutes == [])
    #expect((state.maintenance != nil) == (schema == 4))
    #expect((state.enrolled[1].disabled?.message == "The lamp is broken") == (schema == 4))
    #expect(try ledger.verifyChain() == .intact(rows: rows))

    #expect(try old.text("SELECT group_concat(hex(hash)) FROM history") == history)
    #expect(try old.text("PRAGMA integrity_check") == "ok")
    #expect(try old.text("SELECT count(*) FROM pragma_foreign_key_check") == "0")
    // And it is in use.
    try ledger.commit(
      [.release(.station(.host), why: "x"), .station(state.enrolled[1], event: .renamed)],
      at: time(70))
    ledger.close()
    #expect(try Ledger(path: folder.ledger).load().leases == Array(leases.dropFirst()))
  }

  @Test func nothingChangesWhereAMigrationFails() throws {
    let folder = try Folder()
    try OldLedgers.make(schema: 2, at: folder.ledger)
    // What an older version never wrote, and this one cannot read.
    try Intruder(folder.ledger).force("UPDATE state SET mode = 'per-moon'")
    #expect(throws: LedgerError.self) { try Ledger(path: folder.ledger) }
    let old = try Intruder(folder.ledger)
    #expect(try old.text("PRAGMA user_version") == "2")
    #expect(try old.text("SELECT count(*) FROM pragma_table_info('leases')") == "4")
    #expect(try old.text("SELECT count(*) FROM sqlite_schema WHERE name = 'standings'") == "0")
  }

  @Test func bothWaysToTheNewestSchemaEndInTheSameTables() throws {
    func tables(_ path: String) throws -> String? {
      try Intruder(path).text(
        "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY type, name)")
    }
    let fresh = try Folder()
    try Ledger(path: fresh.ledger).close()
    for schema in 1...4 {
      let old = try Folder()
      try OldLedgers.make(schema: schema, at: old.ledger)
      try Ledger(path: old.ledger).close()
      #expect(try tables(old.ledger) == tables(fresh.ledger))
    }
  }
}

import Ledger
import StationModel
import Testing

private let contents = "its contents do not have its hash"
private let follows = "it does not follow from the row before it"

@Suite struct ChainTests {
  @Test(arguments: [
    ("UPDATE history SET at = at + 1 WHERE id = 4", 4, contents),
    ("UPDATE history SET kind = 'pack-removed' WHERE id = 4", 4, contents),
    ("UPDATE history SET station = 'host' WHERE id = 4", 4, contents),
    ("UPDATE history SET station = NULL WHERE id = 1", 1, contents),
    ("UPDATE history SET station = '' WHERE id = 3", 3, contents),
    ("UPDATE history SET detail = replace(detail, '2', '9') WHERE id = 4", 4, contents),
    ("UPDATE history SET detail = detail || ' ' WHERE id = 9", 9, contents),
    ("UPDATE history SET previous_hash = zeroblob(32) WHERE id = 4", 4, follows),
    ("UPDATE history SET hash = zeroblob(32) WHERE id = 4", 4, contents),
    ("UPDATE history SET hash = zeroblob(32) WHERE id = 9", 9, contents),
    ("UPDATE history SET id = 10 WHERE id = 9", 9, "the row is missing"),
    ("UPDATE history SET id = 100 WHERE id = 1", 1, "the row is missing"),
    ("DELETE FROM history WHERE id = 1", 1, "the row is missing"),
    ("DELETE FROM history WHERE id = 5", 5, "the row is missing"),
    ("DELETE FROM history WHERE id = 9", 9, "the row is missing; the last row is 9"),
    ("DELETE FROM history WHERE id > 3", 4, "the row is missing; the last row is 9"),
    ("DELETE FROM history", 1, "the row is missing; the last row is 9"),
    (
      """
      UPDATE history SET id = 20 WHERE id = 4; UPDATE history SET id = 4 WHERE id = 5;
      UPDATE history SET id = 5 WHERE id = 20
      """, 4, follows
    ),
    ("UPDATE head SET last_id = 8", 9, "the row was added without the ledger's knowledge"),
    ("UPDATE head SET last_hash = zeroblob(32)", 9, "the head of the chain has another hash"),
  ])
  func namesTheFirstBrokenRow(_ sql: String, _ row: Int64, _ why: String) throws {
    let folder = try Folder().filled()
    do {
      let intruder = try Intruder(folder.ledger)
      try intruder.force(sql)
    }
    let ledger = try Ledger(path: folder.ledger)
    #expect(try ledger.verifyChain() == .broken(atRow: row, why: why))
    // What is written later, if anything can be, does not heal it.
    do throws(LedgerError) { try ledger.commit([.mode(.unset)], at: Sample.later) } catch {
      guard case .refused = error else { throw error }
    }
    guard case .broken = try ledger.verifyChain() else {
      Issue.record("a later commit hid the break")
      return
    }
  }

  /// The chain's form on the disk is for ever: old files must verify with new versions.
  @Test func hashesAsItAlwaysDid() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit([.mode(.perDevice), .mode(.unset)], at: Timestamp(milliseconds: 5))
    ledger.close()
    let intruder = try Intruder(folder.ledger)
    #expect(try intruder.text("SELECT lower(hex(last_hash)) FROM head") == knownHead)
  }
}

/// Computed by another program from the description in Chain.swift.
private let knownHead = "06bd12951ba32455f6809dec29510d71f696da3eaca7c8cf869c4d06e7538fae"

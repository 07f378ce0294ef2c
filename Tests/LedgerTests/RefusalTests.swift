import Ledger
import StationModel
import Testing

struct Refusal: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var changes: [Change]
  var error: LedgerError

  init(_ name: String, _ changes: [Change], _ statement: String, _ why: String) {
    testDescription = name
    self.changes = changes
    error = .refused(statement: statement, why: why)
  }
}

private func changed<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
  var value = value
  change(&value)
  return value
}

private let moves = "a grace that began never changes its dates"
private let ended = "a grace that ended stays ended"

private let refusals = [
  Refusal(
    "a grace that starts later",
    [.grace(changed(Sample.hostGrace) { $0.startedAt = Sample.later })],
    "putGrace", moves),
  Refusal(
    "a grace that ends later",
    [.grace(changed(Sample.hostGrace) { $0.endsAt = $0.endsAt + .seconds(1) })], "putGrace", moves),
  Refusal(
    "a grace that ends earlier",
    [.grace(changed(Sample.hostGrace) { $0.endsAt = Sample.later })], "putGrace", moves),
  Refusal(
    "a grace of no time",
    [
      .grace(
        GraceClock(subject: .station(StationKey("x")), startedAt: Sample.now, endsAt: Sample.now))
    ],
    "putGrace", "CHECK constraint failed: ends_at > started_at"),
  Refusal(
    "an ended grace goes on", [.grace(changed(Sample.grace) { $0.endedAt = nil })], "putGrace",
    ended),
  Refusal(
    "an ended grace ends again", [.grace(changed(Sample.grace) { $0.endedAt = Sample.now })],
    "putGrace", ended),
  Refusal(
    "a number given twice",
    [.station(changed(Sample.station) { $0.key = StationKey("other/1") }, event: .enrolled)],
    "putStation",
    "UNIQUE constraint failed: stations.number"),
  Refusal(
    "a negative number",
    [.station(changed(Sample.station) { $0.number = -1 }, event: .enrolled)], "putStation",
    "CHECK constraint failed: number >= 0"),
  Refusal(
    "a pack added twice", [.addPack(Sample.pack, token: "a.b.c")], "addPack",
    "UNIQUE constraint failed: packs.id"),
  Refusal(
    "a pack of no licenses",
    [.addPack(changed(Sample.pack) { ($0.id, $0.count) = ("P-3", 0) }, token: "a.b.c")], "addPack",
    "CHECK constraint failed: count > 0"),
  Refusal(
    "a lease from no pack", [.lease(changed(Sample.lease) { $0.pack = "P-9" }, isRenewal: true)],
    "commit", "FOREIGN KEY constraint failed"),
  Refusal(
    "a lease for no station",
    [
      .lease(
        changed(Sample.lease) { $0.holder = .station(StationKey("other/1")) }, isRenewal: false)
    ],
    "commit",
    "FOREIGN KEY constraint failed"),
  Refusal(
    "a lease of no time",
    [.lease(changed(Sample.lease) { $0.expiresAt = $0.grantedAt }, isRenewal: true)], "putLease",
    "CHECK constraint failed: expires_at > granted_at"),
  Refusal(
    "a notice without a cause", [.notice(changed(Sample.notice) { $0.id = NoticeID("x") })],
    "putNotice", "CHECK constraint failed: id LIKE '_%/_%'"),
]

@Suite struct RefusalTests {
  /// The refused change stands in the middle: what came before it must be undone, what comes after
  /// it never done.
  @Test(arguments: refusals)
  func changesNothingAtAll(_ refusal: Refusal) throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    let before = try ledger.history(last: 100)
    let first: [Change] = [
      .station(changed(Sample.host) { $0.name = "changed" }, event: .renamed), .mode(.unset),
      .release(.station(Sample.dock), why: "x"),
    ]
    #expect(throws: refusal.error) {
      try ledger.commit(first + refusal.changes + [.forget(.host)], at: Sample.later)
    }
    #expect(try ledger.load() == Sample.state)
    #expect(try ledger.history(last: 100) == before)
    #expect(try ledger.verifyChain() == .intact(rows: 9))
    // And it goes on working.
    try ledger.commit([.forget(.host)], at: Sample.later)
    #expect(try ledger.verifyChain() == .intact(rows: 10))
  }

  @Test func aGraceIsNotDeletedEvenByOthers() throws {
    let folder = try Folder().filled()
    let intruder = try Intruder(folder.ledger)
    #expect(throws: Failure.self) { try intruder.run("DELETE FROM graces") }
    #expect(throws: Failure.self) { try intruder.run("DELETE FROM history") }
    #expect(throws: Failure.self) { try intruder.run("UPDATE history SET at = 1") }
  }
}

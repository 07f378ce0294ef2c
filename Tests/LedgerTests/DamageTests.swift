import Glibc
import StationModel
import Testing

@testable import Ledger

/// What happens at the start when the file is damaged.
@Suite struct DamageTests {
  private let now = Timestamp(iso: "2026-11-26T10:15:00Z") ?? Sample.later

  private struct Damage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var wreck: @Sendable (Folder) throws -> Void
  }

  private static let damages = [
    Damage(testDescription: "no database") {
      try write(Array("[Unit]\nDescription=x\n".utf8), to: $0.ledger)
    },
    Damage(testDescription: "pages overwritten") {
      var bytes = try contents($0.ledger)
      for index in 4096..<bytes.count where index % 4096 < 200 { bytes[index] = 0xA5 }
      try write(bytes, to: $0.ledger)
    },
    Damage(testDescription: "cut off") {
      let bytes = try contents($0.ledger)
      try write(Array(bytes.prefix(bytes.count / 2)), to: $0.ledger)
    },
    Damage(testDescription: "an unreadable row") {
      try Intruder($0.ledger).force("UPDATE packs SET coverage = 'moon' WHERE id = 'P-2'")
    },
    Damage(testDescription: "no head") { try Intruder($0.ledger).force("DELETE FROM head") },
    Damage(testDescription: "a log without its file") {
      unlink($0.ledger)
      try write([1, 2, 3], to: $0.ledger + "-wal")
    },
    Damage(testDescription: "a log with an empty file") {
      try write([], to: $0.ledger)
      try write([1, 2, 3], to: $0.ledger + "-wal")
    },
  ]

  private func setAside(_ folder: Folder) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in folder.names where name.hasPrefix("ledger.sqlite.damaged-20261126T101500Z") {
      found[String(name.dropFirst("ledger.sqlite.damaged-20261126T101500Z".count))] =
        try contents(folder.path + "/" + name)
    }
    return found
  }

  private func present(_ folder: Folder) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for tail in ["", "-wal"] where access(folder.ledger + tail, F_OK) == 0 {
      found[tail] = try contents(folder.ledger + tail)
    }
    return found
  }

  @Test(arguments: Self.damages.indices)
  func itIsSetAsideUntouchedAndTheBackupTakesItsPlace(_ index: Int) throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.rotateBackups(folder: folder.path + "/backups", at: Sample.now)
    try ledger.commit([.mode(.unset)], at: Sample.later)
    let before = try ledger.load()
    ledger.close()
    // Newer ones that are no good.
    try write([1, 2, 3], to: folder.path + "/backups/ledger-20280101T000000Z.sqlite")
    try Self.damages[index].wreck(folder)
    let wreck = try present(folder)

    let (again, report) = try Ledger.open(path: folder.ledger, now: now)
    guard case .damaged(_, folder.ledger + ".damaged-20261126T101500Z")? = report.findings.first
    else {
      Issue.record("not said: \(report)")
      return
    }
    #expect(
      report.findings.dropFirst().first
        == .replacedByBackup("ledger-20260528T202640Z.sqlite", rows: 9))
    #expect(report.needsAttention)
    #expect(report.message.contains("damaged") && report.message.contains("was set aside"))
    for (tail, bytes) in wreck { #expect(try setAside(folder)[tail] == bytes, "\(tail)") }
    var expected = before
    expected.mode = .perDevice
    #expect(try again.load() == expected)
    #expect(try again.verifyChain() == .intact(rows: 10))
    let row = try #require(try again.history(last: 1).first)
    #expect(row.kind == "ledger-restored" && row.at == Sample.later)
    for member in [
      #""why":"damaged""#, #""from":"ledger-20260528T202640Z.sqlite""#, #""former-id":10"#,
      #""restored-id":9"#, #""set-aside":"ledger.sqlite.damaged-20261126T101500Z""#,
    ] { #expect(row.detail.contains(member), "\(member)") }
    again.close()
    #expect(
      try Ledger.open(path: folder.ledger).report.findings
        == [.replacedBefore(at: Sample.later, why: "damaged")])
  }

  @Test(arguments: Self.damages.indices)
  func withoutABackupANewOneIsBegunWithTheOldGraces(_ index: Int) throws {
    let folder = try Folder().filled()
    try Self.damages[index].wreck(folder)
    let (ledger, report) = try Ledger.open(path: folder.ledger, now: now)
    #expect(
      Array(report.findings.dropFirst()) == [
        .begunAnew, .gracesRestored([.host, .station(Sample.dock)]), .timeRestored(Sample.now),
      ])
    #expect(
      try ledger.load() == LedgerState(graces: Sample.state.graces, highWater: Sample.now))
    try ledger.commit([.mode(.perDevice)], at: now)
    #expect(try ledger.verifyChain() == .intact(rows: 4))
  }

  @Test func twoDamagesInOneSecondAreBothKept() throws {
    let folder = try Folder()
    for count in 1...3 {
      try write(Array("no database \(count), and long enough".utf8), to: folder.ledger)
      try Ledger.open(path: folder.ledger, now: now).ledger.close()
    }
    #expect(try setAside(folder).keys.sorted() == ["", "-2", "-3"])
  }

  @Test func aBackupOfAnOlderVersionWillDo() throws {
    let folder = try Folder()
    mkdir(folder.path + "/backups", 0o700)
    try OldLedgers.make(schema: 2, at: folder.path + "/backups/old.sqlite")
    try write(Array("no database, and long enough".utf8), to: folder.ledger)
    let (ledger, report) = try Ledger.open(path: folder.ledger, now: now)
    #expect(
      Array(report.findings.dropFirst())
        == [.migrated(from: 2, to: 5), .replacedByBackup("old.sqlite", rows: 33)]
        || Array(report.findings.dropFirst())
          == [.replacedByBackup("old.sqlite", rows: 33), .migrated(from: 2, to: 5)]
    )
    #expect(try ledger.load().leases.count == 3)
  }

  @Test func aBackupThatCannotBeReadAfterAllIsNotUsed() throws {
    let folder = try Folder()
    mkdir(folder.path + "/backups", 0o700)
    try OldLedgers.make(schema: 1, at: folder.path + "/backups/old.sqlite")
    try Intruder(folder.path + "/backups/old.sqlite").force("UPDATE state SET mode = 'moon'")
    try write(Array("no database, and long enough".utf8), to: folder.ledger)
    let (ledger, report) = try Ledger.open(path: folder.ledger, now: now)
    #expect(report.findings.last == .begunAnew)
    #expect(try ledger.load() == LedgerState(highWater: now))
  }

  @Test func aBrokenChainIsSaidAndTheLedgerGoesOn() throws {
    let folder = try Folder().filled()
    try Intruder(folder.ledger).force("UPDATE history SET detail = '{}' WHERE id = 4")
    let (ledger, report) = try Ledger.open(path: folder.ledger)
    #expect(
      report.findings == [.chainBroken(row: 4, why: "its contents do not have its hash")])
    #expect(report.message.contains("at row 4"))
    #expect(try ledger.load() == Sample.state)
    try ledger.commit([.mode(.unset)], at: Sample.later)
  }

  @Test func whatIsNotOursIsNotTouched() throws {
    let newer = try Folder().filled()
    try Intruder(newer.ledger).run("PRAGMA user_version = 9")
    let other = try Folder()
    try Intruder(other.ledger).run("PRAGMA application_id = 77; CREATE TABLE t (x)")
    for folder in [newer, other] {
      let before = try contents(folder.ledger)
      let own = { (name: String) in !["-shm", "-wal", ".lock"].contains(where: name.hasSuffix) }
      let names = folder.names.filter(own)
      #expect(throws: LedgerError.self) { try Ledger.open(path: folder.ledger) }
      #expect(try contents(folder.ledger) == before)
      #expect(folder.names.filter(own) == names)
    }
    let used = try Folder().filled()
    let first = try Ledger(path: used.ledger)
    #expect(throws: LedgerError.inUse(path: used.ledger, process: getpid())) {
      try Ledger.open(path: used.ledger)
    }
    first.close()
  }
}

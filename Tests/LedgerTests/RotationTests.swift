import Glibc
import StationModel
import Testing

@testable import Ledger

/// Copies in the folder `backups`: their names, which are kept, and which one is used.
@Suite struct RotationTests {
  private func backups(_ folder: Folder) -> String { folder.path + "/backups" }

  @Test func twoInOneSecondAreTwo() throws {
    let folder = try Folder().filled()
    let names = try (1...3).map { _ in
      try Ledger.rotateBackups(of: folder.ledger, folder: backups(folder), at: Sample.now).path
    }
    let name = backups(folder) + "/ledger-20260528T202640Z"
    #expect(names == [name + ".sqlite", name + "-2.sqlite", name + "-3.sqlite"])
    #expect(Ledger.backups(in: backups(folder)).map { backups(folder) + "/" + $0 } == names)
  }

  @Test func manyAtOnceDoNotDisturbEachOther() async throws {
    let folder = try Folder().filled()
    let (ledger, place) = (folder.ledger, backups(folder))
    let facts = await withTaskGroup(of: BackupFacts?.self) { group in
      for _ in 0..<8 {
        group.addTask { try? Ledger.rotateBackups(of: ledger, folder: place, at: Sample.now) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(facts.count == 8 && !facts.contains(nil))
    let left = Ledger.backups(in: place)
    // What one has just made, another may already have found to be one too many.
    #expect((1...8).contains(left.count))
    for name in left { #expect(try Ledger.inspect(path: place + "/" + name).rows == 9) }
    #expect(!Folder.names(place).contains { $0.contains(".part") })
  }

  @Test func oneOfEachDayIsKeptAndThreeOfToday() throws {
    let folder = try Folder().filled()
    for day in 0..<10 as Range<Int64> {
      for hour in 0..<3 as Range<Int64> {
        try Ledger.rotateBackups(
          of: folder.ledger, folder: backups(folder), at: Sample.now + .days(day) + .hours(hour))
      }
    }
    try Ledger.rotateBackups(
      of: folder.ledger, folder: backups(folder), at: Sample.now + .days(9) + .hours(3))
    #expect(
      Ledger.backups(in: backups(folder)) == [
        "ledger-20260531T222640Z.sqlite", "ledger-20260601T222640Z.sqlite",
        "ledger-20260602T222640Z.sqlite", "ledger-20260603T222640Z.sqlite",
        "ledger-20260604T222640Z.sqlite", "ledger-20260605T222640Z.sqlite",
        "ledger-20260606T212640Z.sqlite", "ledger-20260606T222640Z.sqlite",
        "ledger-20260606T232640Z.sqlite",
      ])
  }

  @Test func namesOfDaysToComeDoNotCrowdOutTheOthers() {
    let now = Timestamp(iso: "2026-11-26T10:15:00Z") ?? Sample.now
    let names = (0..<20).map { BackupName(at: now + .days($0 - 10)) }
    let kept = BackupName.kept(names, days: 7, at: now).sorted()
    #expect(kept == Array(names[4...10]) + [names[19]])
  }

  @Test func onlyTheAgentsOwnNamesAreItsOwn() {
    for name in [
      "ledger-20261126T101500Z.sqlite", "ledger-20261126T101500Z-2.sqlite",
      "ledger-20261126T101500Z-10.sqlite",
    ] { #expect(BackupName(name)?.text == name) }
    for name in [
      "ledger-20261126T101500Z-1.sqlite", "ledger-20261126T101500Z-02.sqlite",
      "ledger-20261126T101500Z-.sqlite", "ledger-20261126T101500Z-x.sqlite", "ledger-.sqlite",
      "ledger-20261126T101500.sqlite", "ledger.sqlite", "Ledger-20261126T101500Z.sqlite",
      "ledger-20261126T101500Z.sqlite.gz", "ledger-20261126T101500Z-99999999999999999999.sqlite",
    ] { #expect(BackupName(name) == nil, "\(name)") }
    let second = BackupName("ledger-20261126T101500Z-2.sqlite")
    let tenth = BackupName("ledger-20261126T101500Z-10.sqlite")
    #expect([tenth, second].compactMap { $0 }.sorted().map(\.count) == [2, 10])
  }

  @Test func partsThatWereLeftOverGoAfterADay() throws {
    let folder = try Folder().filled()
    mkdir(backups(folder), 0o700)
    let old = backups(folder) + "/ledger-20200101T000000Z.sqlite.7-a.part"
    let new = backups(folder) + "/ledger-20200101T000000Z.sqlite.7-b.part"
    let mine = backups(folder) + "/mine.part"
    for name in [old, old + "-journal", new, mine] { try write([1], to: name) }
    for name in [old, old + "-journal", mine] {
      // From 1970.
      let times = [stat().st_atim, stat().st_mtim]
      #expect(utimensat(AT_FDCWD, name, times, 0) == 0)
    }
    try Ledger.rotateBackups(of: folder.ledger, folder: backups(folder), at: Sample.now)
    #expect(
      Folder.names(backups(folder)) == [
        "ledger-20200101T000000Z.sqlite.7-b.part", "ledger-20260528T202640Z.sqlite", "mine.part",
      ])
  }

  @Test func aFileWithALogBesideItIsNotRestored() throws {
    let folder = try Folder().filled()
    let other = try Folder().filled()
    for tail in ["-wal", "-journal"] {
      try write([1, 2, 3], to: other.ledger + tail)
      let (before, names) = (try contents(folder.ledger), folder.names)
      let error = #expect(throws: LedgerError.self) {
        try Ledger.restore(from: other.ledger, to: folder.ledger)
      }
      #expect(error?.message.contains("\(tail) is beside it; it is no finished backup") == true)
      #expect(try contents(folder.ledger) == before && folder.names == names)
      unlink(other.ledger + tail)
    }
    try Ledger.restore(from: other.ledger, to: folder.ledger)
  }

  @Test func theBackupThatGoesOnLongestIsUsed() throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    let wrecked = Array("no database, and long enough".utf8)
    // The clock was ahead when the first was made.
    try ledger.rotateBackups(folder: backups(folder), at: Sample.now + .days(900))
    try ledger.commit([.mode(.unset)], at: Sample.later)
    try ledger.rotateBackups(folder: backups(folder), at: Sample.now)
    try ledger.commit([.mode(.perDevice)], at: Sample.later)
    // Somebody else's, which goes on longer, and one that was changed by hand.
    try ledger.backup(to: backups(folder) + "/mine.sqlite")
    try ledger.commit([.mode(.unset)], at: Sample.later)
    let broken = try ledger.rotateBackups(folder: backups(folder), at: Sample.now + .hours(1))
    ledger.close()
    try Intruder(broken.path).force("UPDATE history SET detail = '{}' WHERE id = 4")
    func used() throws -> OpeningFinding? {
      try write(wrecked, to: folder.ledger)
      unlink(folder.ledger + ".witness")
      return try Ledger.open(path: folder.ledger).report.findings.dropFirst().first
    }
    #expect(try used() == .replacedByBackup("ledger-20260528T202640Z.sqlite", rows: 10))
    unlink(backups(folder) + "/ledger-20260528T202640Z.sqlite")
    #expect(try used() == .replacedByBackup("ledger-20281113T202640Z.sqlite", rows: 9))
    unlink(backups(folder) + "/ledger-20281113T202640Z.sqlite")
    #expect(try used() == .replacedByBackup("mine.sqlite", rows: 11))
    unlink(backups(folder) + "/mine.sqlite")
    #expect(try used() == .replacedByBackup("ledger-20260528T212640Z.sqlite", rows: 12))
  }
}

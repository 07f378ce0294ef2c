import Glibc
import Ledger
import StationModel
import Testing

@Suite struct WitnessTests {
  private let grace = Sample.hostGrace

  private func rows(_ ledger: Ledger) throws -> [String] {
    try ledger.history(last: 1000).map(\.kind)
  }

  /// The ledger as it is on the disk now, to be put back later.
  private func snapshot(_ folder: Folder) throws -> [UInt8] {
    try Ledger(path: folder.ledger).close()
    return try contents(folder.ledger)
  }

  @Test func itIsWrittenBeforeAGraceIsAnswered() throws {
    let folder = try Folder()
    let (ledger, report) = try Ledger.open(path: folder.ledger)
    #expect(report == OpeningReport(path: folder.ledger))
    func witness() throws -> String {
      String(decoding: try contents(folder.ledger + ".witness"), as: UTF8.self)
    }
    let empty = try witness()
    try ledger.commit([.mode(.perDevice)], at: Sample.now)
    #expect(try witness() == empty)
    try ledger.commit([.grace(grace)], at: Sample.now)
    let begun = try witness()
    #expect(begun.contains("grace 1780000000000 1790368000000 - 0 - \"host\"\n"))
    #expect(begun.contains("high-water 1780000000000\nhead 2 "))
    let until = grace.endsAt + .days(5)
    let more = GraceExtension(
      subject: .host, until: until, by: .days(5), grantedAt: Sample.now, reason: "r")
    try ledger.commit([.extend(more)], at: Sample.now)
    #expect(try witness().contains(" \(until.milliseconds) 432000000 - \"host\"\n"))
    try ledger.commit([.clockMoved(by: .hours(1))], at: Sample.now)
    #expect(try witness().contains("grace 1780003600000 1790371600000 "))
    var ended = try #require(try ledger.load().graces.first)
    ended.endedAt = Sample.later
    try ledger.commit([.grace(ended)], at: Sample.now)
    #expect(try witness().contains(" \(Sample.later.milliseconds) \"host\"\n"))
    try ledger.noteTime(Sample.later)
    #expect(try witness().contains("high-water \(Sample.later.milliseconds)\n"))
    try ledger.commit([.mode(.unset)], at: Sample.later)
    ledger.close()
    #expect(try witness().contains("head 6 "))
    var found = stat()
    #expect(stat(folder.ledger + ".witness", &found) == 0 && found.st_mode & 0o777 == 0o600)
    #expect(!folder.names.contains { $0.hasSuffix(".new") })
  }

  @Test func aLedgerThatIsGoneGivesNoSecondGrace() throws {
    let folder = try Folder().filled()
    for name in folder.names where !name.hasSuffix(".witness") {
      unlink(folder.path + "/" + name)
    }
    let (ledger, report) = try Ledger.open(path: folder.ledger, now: Sample.later)
    #expect(
      report.findings == [
        .gone, .gracesRestored([.host, .station(Sample.dock)]), .timeRestored(Sample.now),
      ])
    #expect(report.needsAttention && report.message.contains("was gone"))
    let state = try ledger.load()
    #expect(state.graces == Sample.state.graces && state.enrolled.isEmpty)
    #expect(state.highWater == Sample.now)
    #expect(try rows(ledger) == ["ledger-restored", "grace-restored", "grace-restored"])
    let first = try #require(try ledger.history(last: 3).first)
    #expect(first.detail.contains(#""former-id":9"#) && first.detail.contains(#""why":"gone""#))
    #expect(throws: LedgerError.self, "a second one is refused") {
      try ledger.commit(
        [
          .grace(
            GraceClock(subject: .host, startedAt: Sample.later, endsAt: Sample.later + .days(120)))
        ],
        at: Sample.later)
    }
    ledger.close()
    #expect(
      try Ledger.open(path: folder.ledger).report.findings
        == [.replacedBefore(at: Sample.now, why: "gone")])
  }

  @Test func anOlderFileThatWasPutBackIsFoundOut() throws {
    let folder = try Folder()
    try Ledger(path: folder.ledger).commit([.mode(.perDevice)], at: Sample.now)
    let old = try snapshot(folder)
    do {
      let ledger = try Ledger(path: folder.ledger)
      let more = GraceExtension(
        subject: .host, until: grace.endsAt + .days(5), by: .days(5), grantedAt: Sample.now,
        reason: "r")
      try ledger.commit(
        [.grace(grace), .extend(more), .clockMoved(by: .hours(2))], at: Sample.later)
      ledger.close()
    }
    let known = try Ledger(path: folder.ledger).load().graces
    try write(old, to: folder.ledger)
    let (ledger, report) = try Ledger.open(path: folder.ledger, now: Sample.now)
    #expect(
      report.findings == [
        .rolledBack(missing: 3), .gracesRestored([.host]), .timeRestored(Sample.later),
      ])
    #expect(report.message.contains("3 rows of history that had been written are not in it"))
    #expect(report.nextStep.contains("stationctl license audit"))
    #expect(try ledger.load().graces == known)
    #expect(try rows(ledger) == ["mode-set", "ledger-restored", "grace-restored"])
    #expect(try ledger.history(last: 1).first?.at == Sample.later, "time does not go back")
  }

  @Test func aGraceIsNeverLaterOrLongerThanTheWitnessSays() throws {
    let folder = try Folder()
    // An older program that knows of no witness began the grace again, later and longer.
    let ledger = try Ledger(path: folder.ledger)
    var ended = grace
    ended.endedAt = Sample.later
    try ledger.commit([.grace(ended)], at: Sample.now)
    ledger.close()
    let witness = try contents(folder.ledger + ".witness")
    for name in folder.names { unlink(folder.path + "/" + name) }
    do {
      let second = try Ledger(path: folder.ledger)
      let again = GraceClock(
        subject: .host, startedAt: Sample.now + .days(50), endsAt: Sample.now + .days(300))
      let more = GraceExtension(
        subject: .host, until: Sample.now + .days(400), by: .days(100), grantedAt: Sample.now,
        reason: "r")
      try second.commit([.grace(again), .extend(more)], at: Sample.now)
      second.close()
    }
    try write(witness, to: folder.ledger + ".witness")
    let (third, report) = try Ledger.open(path: folder.ledger)
    #expect(report.findings == [.otherHistory(row: 1), .gracesRestored([.host])])
    let now = try #require(try third.load().graces.first)
    #expect(now.startedAt <= grace.startedAt && now.deadline <= grace.deadline)
    #expect(now.endedAt != nil && !now.isRunning(at: Sample.now))
  }

  @Test func aMissingWitnessIsMadeAnewAndADamagedOneIsSetAside() throws {
    let folder = try Folder().filled()
    let good = try contents(folder.ledger + ".witness")
    unlink(folder.ledger + ".witness")
    #expect(try Ledger.open(path: folder.ledger).report.findings == [.witnessMissing])
    #expect(try contents(folder.ledger + ".witness") == good)
    for index in good.indices where index % 7 == 0 {
      var bad = good
      bad[index] ^= 1
      try write(bad, to: folder.ledger + ".witness")
      let (ledger, report) = try Ledger.open(path: folder.ledger)
      guard case .witnessDamaged(_, let name?)? = report.findings.first else {
        Issue.record("byte \(index) is not missed")
        return
      }
      #expect(report.findings.count == 1)
      #expect(try contents(name) == bad)
      unlink(name)
      ledger.close()
      #expect(try contents(folder.ledger + ".witness") == good)
    }
    for length in [0, 1, good.count - 1, good.count / 2] {
      try write(Array(good.prefix(length)), to: folder.ledger + ".witness")
      #expect(try Ledger.open(path: folder.ledger).report.findings.count == 1)
    }
  }

  @Test func aCommitThatTheWitnessMissedCountsAllTheSame() throws {
    let folder = try Folder().filled()
    let before = try contents(folder.ledger + ".witness")
    let ledger = try Ledger(path: folder.ledger)
    var ended = grace
    ended.endedAt = Sample.later
    try ledger.commit([.grace(ended), .clockMoved(by: .days(-3))], at: Sample.now)
    let state = try ledger.load()
    ledger.close()
    try write(before, to: folder.ledger + ".witness")
    let (again, report) = try Ledger.open(path: folder.ledger)
    #expect(report.findings == [])
    #expect(try again.load() == state)
  }

  @Test func theMarkOfTimeIsNotSetBackByHand() throws {
    let folder = try Folder().filled()
    try Intruder(folder.ledger).run("UPDATE state SET high_water = 5")
    let (ledger, report) = try Ledger.open(path: folder.ledger)
    #expect(report.findings == [.timeRestored(Sample.now)])
    #expect(try ledger.load().highWater == Sample.now)
  }

  @Test func commitsGoOnWhereTheWitnessCannotBeWritten() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    // A folder stands where the new witness would be written.
    mkdir(folder.ledger + ".witness.new", 0o700)
    try ledger.commit([.grace(grace)], at: Sample.now)
    #expect(ledger.witnessTrouble == "Is a directory")
    #expect(try ledger.load().graces == [grace])
    rmdir(folder.ledger + ".witness.new")
    try ledger.noteTime(Sample.now)
    #expect(ledger.witnessTrouble == nil)
    #expect(
      String(decoding: try contents(folder.ledger + ".witness"), as: UTF8.self).contains("grace "))
  }

  @Test func subjectsOfAnyTextComeBack() throws {
    let folder = try Folder()
    let odd = StationKey.desktop(plugin: "v m", id: "a \"b\"\n\\ é\u{1}")
    let odds = GraceClock(
      subject: .station(odd), startedAt: Sample.now, endsAt: Sample.later, endedAt: Sample.later)
    do {
      let ledger = try Ledger(path: folder.ledger)
      try ledger.commit([.grace(odds)], at: Sample.now)
      ledger.close()
      unlink(folder.ledger)
    }
    #expect(try Ledger.open(path: folder.ledger).ledger.load().graces == [odds])
  }
}

import Dice
import Glibc
import StationModel
import Testing

@testable import Agent

@Suite struct ClockFileTests {
  private static let mark = TimeMark(
    ledger: Timestamp(milliseconds: 1_790_000_000_001),
    reading: ClockReading(
      wall: Timestamp(milliseconds: 1_790_000_000_002), uptime: Span(milliseconds: 3),
      boot: "7e0f2f1c-0000-4000-8000-000000000001", isSynchronised: true), lead: .zero)

  @Test func aMarkIsReadAsItWasWritten() {
    for boot in [mark.reading.boot, nil] {
      for lead in [nil, Span.zero, Span(milliseconds: .min)] {
        for isSynchronised in [true, false] {
          var mark = Self.mark
          mark.reading.boot = boot
          mark.reading.isSynchronised = isSynchronised
          mark.lead = lead
          #expect(TimeMark(text: mark.text) == mark)
        }
      }
    }
  }

  private var mark: TimeMark { Self.mark }

  @Test func everyDamagedByteIsFound() {
    let text = Self.mark.text
    let bytes = Array(text.utf8)
    for index in bytes.indices {
      #expect(TimeMark(text: String(decoding: bytes[..<index], as: UTF8.self)) == nil)
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << bit
        #expect(TimeMark(text: String(decoding: damaged, as: UTF8.self)) == nil)
      }
    }
    #expect(TimeMark(text: text + "\n") == nil)
    #expect(TimeMark(text: "") == nil)
    #expect(TimeMark(text: String(repeating: "check ", count: 400)) == nil)
  }

  @Test func whatIsWrittenIsThereAndReplacesWhatWas() throws {
    let folder = try TemporaryFolder()
    let file = ClockFile(path: folder.path + "/clock")
    #expect(file.load() == .nothing)
    try file.write(Self.mark)
    var second = Self.mark
    second.ledger = second.ledger + .days(1)
    try file.write(second)
    #expect(file.load() == .mark(second))
    #expect(access(folder.path + "/clock.new", F_OK) != 0)
  }

  @Test(arguments: ["", "nonsense\n", "stationmaster-clock 1\n\u{FFFD}\n"])
  func aDamagedFileIsPutAsideAndSaid(text: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/clock"
    try write(Array(text.utf8), to: path)
    let file = ClockFile(path: path)
    guard case .damaged(let why, let aside) = file.load() else {
      Issue.record("it is damaged")
      return
    }
    #expect(why.contains(path) && aside == path + ".damaged")
    #expect(file.load() == .nothing)
    try file.write(Self.mark)
    #expect(file.load() == .mark(Self.mark))
  }

  @Test func whatIsNoPlainFileOrTooLongIsDamaged() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/clock"
    #expect(mkdir(path, 0o700) == 0)
    guard case .damaged = ClockFile(path: path).load() else {
      Issue.record("a folder is no mark")
      return
    }
    #expect(symlink("/dev/zero", path) == 0)
    guard case .damaged = ClockFile(path: path).load() else {
      Issue.record("neither is a link")
      return
    }
    try write([UInt8](repeating: 0x20, count: 1 << 20), to: path)
    guard case .damaged = ClockFile(path: path).load() else {
      Issue.record("nor a megabyte")
      return
    }
  }

  @Test func whatCannotBeWrittenIsSaidAndLeavesTheOldMark() throws {
    let folder = try TemporaryFolder()
    let file = ClockFile(path: folder.path + "/clock")
    try file.write(Self.mark)
    // In the draft's place lies something that cannot be unlinked.
    #expect(mkdir(folder.path + "/clock.new", 0o700) == 0)
    #expect(throws: ClockFile.Failure.self) { try file.write(Self.mark) }
    #expect(file.load() == .mark(Self.mark))
    #expect(throws: ClockFile.Failure.self) {
      try ClockFile(path: folder.path + "/no/clock").write(Self.mark)
    }
  }

  @Test func nothingIsLeftOfATryThatFailed() throws {
    let folder = try TemporaryFolder()
    // A file cannot take a folder's place.
    #expect(mkdir(folder.path + "/clock", 0o700) == 0)
    let file = ClockFile(path: folder.path + "/clock")
    #expect(throws: ClockFile.Failure.self) { try file.write(Self.mark) }
    #expect(access(folder.path + "/clock.new", F_OK) != 0)
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = try #require(fopen(path, "we"))
    defer { fclose(file) }
    try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  /// On this computer's own clocks, which are only read.
  @Test func theAgentsClockGoesOnAndAnotherLifeGoesOnFromIt() throws {
    let first = AgentClock(highWater: nil)
    let begin = first.now
    let mark = first.mark
    #expect(mark.reading.boot != nil)
    #expect(first.behind == .zero)
    let far = AgentClock(highWater: begin + .days(3))
    #expect(far.behind > .days(2))
    #expect(far.now >= begin + .days(3))
    var second = AgentClock(highWater: begin, mark: far.mark)
    #expect(second.now >= begin + .days(3), "the mark counts within one boot")
    #expect(second.check() == nil)
    #expect(second.accept() == nil)
    #expect(second.difference < Span.days(-2))
    #expect(!second.needsMark(after: second.mark))
  }
}

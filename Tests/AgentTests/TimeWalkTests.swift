import Dice
import StationModel
import Testing

@testable import Agent

/// Random lives of a computer: time passes, it sleeps, is off, its clock is set, the agent is killed.
@Suite struct TimeWalkTests {
  @Test(arguments: 0..<300)
  func noJumpOfAClockCutsAGraceShort(seed: Int) throws {
    var life = Life(seed: UInt64(seed), isWild: false)
    try life.begin()
    for step in 0..<300 {
      try life.step()
      // Measured in time that passed, with the computer on or off.
      let used = life.ledgerTime - life.graceStart
      let passed = life.trueTime - life.graceTrueStart
      try #require(used <= passed, "seed \(seed), step \(step), \(life.story.suffix(12))")
    }
  }

  @Test(arguments: 0..<300)
  func whatWasWrittenDownIsNeverTakenBack(seed: Int) throws {
    var life = Life(seed: UInt64(seed) + 5000, isWild: true)
    try life.begin()
    for _ in 0..<300 { try life.step() }
  }

  /// With a battery in the clock, and an agent that is stopped in order.
  @Test(arguments: 0..<100)
  func everyHourCountsHoweverTheClockIsSetForward(seed: Int) throws {
    var life = Life(seed: UInt64(seed) + 9000, isWild: false)
    life.isOrderly = true
    try life.begin()
    for step in 0..<300 {
      try life.step()
      let used = life.ledgerTime - life.graceStart
      let passed = life.trueTime - life.graceTrueStart
      try #require(used == passed, "seed \(seed), step \(step), \(life.story.suffix(12))")
    }
  }
}

/// One computer with an agent, a ledger and a mark. The true time is known here alone.
private struct Life {
  private var dice: SplitMix
  /// Marks are lost and clocks are set while the agent cannot see it.
  private let isWild: Bool
  /// Only forward, no empty battery, no time service, no kill.
  var isOrderly = false

  private(set) var trueTime = Timestamp(seconds: 1_790_000_000)
  private var uptime = Span.zero
  private var boot = 0
  private var error = Span.zero
  private var isSynchronised = false

  private var keeping: Timekeeping?
  private var mark: TimeMark?
  private var highWater: Timestamp?
  /// Moved along when the clock is put right.
  private(set) var graceStart = Timestamp(milliseconds: 0)
  private(set) var graceTrueStart = Timestamp(milliseconds: 0)
  private(set) var story: [String] = []
  /// The latest time of this boot, and when that was.
  private var seen: (time: Timestamp, uptime: Span, boot: Int)?

  init(seed: UInt64, isWild: Bool) {
    dice = SplitMix(seed: seed)
    self.isWild = isWild
    error = dice.chance(50) ? .zero : Span.days(Int64.random(in: -300...300, using: &dice))
  }

  private var now: ClockReading {
    ClockReading(
      wall: trueTime + error, uptime: uptime, boot: "\(boot)", isSynchronised: isSynchronised)
  }

  var ledgerTime: Timestamp { keeping?.time(at: uptime) ?? Timestamp(milliseconds: 0) }

  mutating func begin() throws {
    try start()
    graceStart = ledgerTime
    graceTrueStart = trueTime
    write()
  }

  mutating func step() throws {
    switch Int.random(in: 0..<(isWild ? 11 : 9), using: &dice) {
    case 0, 1: pass(Span(milliseconds: Int64.random(in: 0...200_000_000, using: &dice)))
    case 2:
      story.append("commit")
      highWater = max(highWater ?? ledgerTime, ledgerTime)
    case 3: setClock()
    case 4: synchronise()
    case 5:
      story.append("no longer synchronised")
      isSynchronised = false
    case 6: try restart()
    case 7, 8: try reboot()
    case 9:
      story.append("mark lost")
      mark = nil
    default:
      story.append("set while down")
      error = .days(Int64.random(in: -2000...2000, using: &dice))
      isSynchronised = false
      try restart()
    }
    try look()
  }

  private mutating func pass(_ span: Span) {
    story.append("\(span.words) pass")
    trueTime = trueTime + span
    uptime = uptime + span
  }

  private mutating func setClock() {
    // By days: less than two minutes is no jump, and counts as time that passed. Never to about the
    // date of an empty battery, which would then look like a clock that went on.
    if isOrderly {
      error = error + .days(Int64.random(in: 1...2000, using: &dice))
    } else {
      error = .days(Int64.random(in: -2000...2000, using: &dice))
    }
    story.append("set to \(error.milliseconds / 86_400_000) days")
    isSynchronised = false
  }

  private mutating func synchronise() {
    guard !isOrderly else { return }
    story.append("synchronised")
    error = .zero
    isSynchronised = true
  }

  /// What the agent does when something wakes it.
  private mutating func look() throws {
    guard var keeping else { return }
    let before = keeping.time(at: uptime)
    let jump = keeping.check(now)
    try #require(keeping.time(at: uptime) == before)
    try #require(keeping.check(now) == nil, "once for each")
    self.keeping = keeping
    if jump != nil || keeping.needsMark(after: mark, at: now) { write() }
    try compare()
  }

  /// Within one boot the ledger's time goes exactly with the time since the boot.
  private mutating func compare() throws {
    if let seen, seen.boot == boot, !isWild {
      try #require(
        ledgerTime - seen.time
          == Span(milliseconds: uptime.milliseconds - seen.uptime.milliseconds))
    }
    seen = (ledgerTime, uptime, boot)
  }

  private mutating func write() {
    guard let keeping else { return }
    mark = keeping.mark(at: now)
    highWater = max(highWater ?? ledgerTime, ledgerTime)
  }

  private mutating func end() {
    if isOrderly || dice.chance(50) { write() } else { story.append("killed") }
    keeping = nil
  }

  private mutating func restart() throws {
    end()
    story.append("restart")
    pass(Span(milliseconds: Int64.random(in: 0...3_600_000, using: &dice)))
    try start()
  }

  private mutating func reboot() throws {
    end()
    let off = Span(milliseconds: Int64.random(in: 0...2_000_000_000, using: &dice))
    story.append("off for \(off.words)")
    trueTime = trueTime + off
    (boot, uptime, isSynchronised) = (boot + 1, .zero, false)
    if !isOrderly, dice.chance(25) {
      story.append("battery empty")
      error = Timestamp(seconds: 0) - trueTime
    }
    pass(.seconds(Int64.random(in: 1...60, using: &dice)))
    // A time service that was faster than the agent; of a clock that was never seen to be true
    // nobody can say how wrong it was.
    if !isOrderly, mark?.lead != nil, dice.chance(25) { synchronise() }
    try start()
  }

  private mutating func start() throws {
    let floor = [mark?.ledger, highWater].compactMap { $0 }.max()
    let keeping = Timekeeping(mark: mark, highWater: highWater, at: now)
    self.keeping = keeping
    story.append("start: \(keeping.verdict)")
    if let floor { try #require(ledgerTime >= floor, "\(story.suffix(12))") }
    if isOrderly || !dice.chance(10) { adopt(keeping.verdict) } else { return try kill() }
    if isOrderly || !dice.chance(10) { write() } else { return try kill() }
  }

  private mutating func adopt(_ verdict: ClockVerdict) {
    guard case .corrected(let span) = verdict else { return }
    graceStart = graceStart + span
    highWater = max(highWater ?? ledgerTime, ledgerTime)
  }

  /// In the middle of its start, before the mark of this boot was written.
  private mutating func kill() throws {
    story.append("killed in the start")
    keeping = nil
    seen = nil
    pass(Span(milliseconds: Int64.random(in: 0...3_600_000, using: &dice)))
    try start()
  }
}

extension Span {
  fileprivate static func + (left: Span, right: Span) -> Span {
    Span(milliseconds: left.milliseconds + right.milliseconds)
  }
}

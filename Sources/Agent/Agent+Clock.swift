import AgentInterface
import Configuration
import EventLoop
import Journal
import Ledger
import Logging
import Notices
import StationModel

/// The time by which deadlines are kept, and what is to be said of this computer's clock
/// (docs/time.md).
extension Agent {
  private var clockFile: ClockFile { ClockFile(path: settings.stateFolder + "/clock") }

  /// At the start, once the ledger is open. What the clock was wrong by is written down before anything
  /// is decided by the new time.
  func startClock() throws {
    switch clockFile.load() {
    case .nothing: break
    case .mark(let mark): clockMark = mark
    case .damaged(let why, let aside):
      log.tell(
        .clockMarkLost, .warning,
        "the last mark of the time is lost: \(why). \(aside.map { "It is now \($0)." } ?? "")")
    }
    clock = AgentClock(highWater: book.highWater, mark: clockMark)
    clockTrouble = ClockTrouble(clock.verdict, at: clock.now)
    if case .corrected(let span) = clock.verdict {
      try commit([.clockMoved(by: span)])
      clockCorrectedAt = clock.now
    }
    tellClockTrouble()
    clockWatch = try ClockSetSource(loop) { [weak self] in self?.assumeIsolated { $0.clockWasSet() }
    }
    noteClock()
  }

  /// Somebody set this computer's clock, or a time service did.
  private func clockWasSet() {
    guard let verdict = clock.check() else { return noteClock() }
    clockTrouble = ClockTrouble(verdict, at: clock.now)
    tellClockTrouble()
    noteClock()
    look()
  }

  private func tellClockTrouble() {
    guard let clockTrouble else { return }
    log.tell(
      .clockDoubtful, .warning, "\(clockTrouble.message) \(clockTrouble.nextStep)",
      [.nextStep: clockTrouble.nextStep])
  }

  /// Writes the time down for the next life, if what is written is too old.
  func noteClock() {
    guard clock.needsMark(after: clockMark) else { return }
    let mark = clock.mark
    do throws(ClockFile.Failure) {
      try clockFile.write(mark)
      clockMark = mark
      clockFileTrouble = nil
    } catch {
      // It is tried again at each look, and said once.
      if clockFileTrouble != error.description {
        log.tell(.clockMarkLost, .warning, "the time could not be written down: \(error)")
      }
      clockFileTrouble = error.description
    }
  }

  /// At the end, whatever is written.
  func noteClockForTheNextLife() {
    do throws(ClockFile.Failure) { try clockFile.write(clock.mark) } catch {
      log.tell(.clockMarkLost, .warning, "the time could not be written down: \(error)")
    }
  }

  /// At each look: what was said of the clock holds while it is so, and a week for what is over.
  func watchClock() {
    guard let trouble = clockTrouble else { return }
    let isOff = clock.difference.milliseconds.magnitude >= Timekeeping.jump.milliseconds.magnitude
    switch trouble {
    case .behind, .ahead: if !isOff { clockTrouble = nil }
    case .jumped(_, let at): if !isOff || clock.now - at >= .days(7) { clockTrouble = nil }
    case .corrected(_):
      if clock.now - clockCorrectedAt >= .days(7) { clockTrouble = nil }
    }
  }

  /// To the minute, so that what is shown does not change all the time.
  var shownClockDifference: Int {
    let difference = clock.difference.milliseconds
    if difference.magnitude < Timekeeping.jump.milliseconds.magnitude { return 0 }
    return Int(clamping: difference / 60_000 * 60_000)
  }

  /// An administrator says that this computer's clock is right. Returns by how much everything moved.
  func acceptClock(by user: Int) throws(AgentError) -> Span {
    var accepted = clock
    guard case .corrected(let span)? = accepted.accept() else { return .zero }
    let former = clock
    clock = accepted
    do throws(LedgerError) {
      try commit([.clockMoved(by: span)], by: user)
    } catch {
      clock = former
      throw AgentError(.ledger, error.message, nextStep: error.nextStep)
    }
    pluginDesk.shift(by: span)
    startedAt = startedAt + span
    clockCorrectedAt = clock.now
    clockTrouble = .corrected(by: span)
    noteClockForTheNextLife()
    look()
    return span
  }
}

extension ClockTrouble {
  init?(_ verdict: ClockVerdict, at now: Timestamp) {
    switch verdict {
    case .first, .steady: return nil
    case .behind(let span): self = .behind(by: span)
    case .ahead(let span): self = .ahead(by: span)
    case .corrected(let span): self = .corrected(by: span)
    case .jumped(let span): self = .jumped(by: span, at: now)
    }
  }
}

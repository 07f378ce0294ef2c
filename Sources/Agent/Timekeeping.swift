import StationModel

/// The time by which deadlines are kept. It never runs backwards, and while the agent runs it never
/// jumps: it goes on with the clock that nobody can set. The cases are in docs/time.md.
struct Timekeeping: Sendable, Equatable {
  /// For so long a computer may be off, and is believed that it was; what is more is a wrong clock.
  static let tolerance = Span.days(400)
  /// A change of the wall clock from which on it is worth a word. Time services may set it by less.
  static let jump = Span.minutes(2)
  /// How often a mark is written while nothing happens.
  static let markInterval = Span.days(1)

  /// The latest verdict of the start or of ``accept(_:)``.
  private(set) var verdict: ClockVerdict
  private var base: Timestamp
  private var baseUptime: Span
  private var lead: Span?
  /// By how much the wall clock was ahead when that was last worth a word.
  private var compared: Span

  /// - Parameters:
  ///   - mark: what an earlier life left; nil if it is missing or damaged.
  ///   - highWater: the latest time that the ledger has seen.
  init(mark: TimeMark?, highWater: Timestamp?, at now: ClockReading) {
    let begin = Self.begin(mark, highWater, now)
    (verdict, base, baseUptime) = (begin.verdict, begin.time, now.uptime)
    lead = begin.lead
    // A clock that was set while the agent was down has jumped as well.
    compared = mark.flatMap { $0.isOf(now.boot) ? $0.difference : nil } ?? (now.wall - begin.time)
  }

  /// The ledger's time.
  func time(at uptime: Span) -> Timestamp {
    base + max(.zero, uptime.minus(baseUptime))
  }

  /// By how much the wall clock is ahead of the ledger's time; for display alone.
  func difference(_ now: ClockReading) -> Span { now.wall - time(at: now.uptime) }

  /// Compares the clocks: `.jumped` once for every time that the wall clock was set. The ledger's time
  /// does not move by it. A mark is due after a jump.
  mutating func check(_ now: ClockReading) -> ClockVerdict? {
    let difference = difference(now)
    if lead == nil, now.isSynchronised { lead = difference }
    let moved = difference.minus(compared)
    guard moved.milliseconds.magnitude >= Self.jump.milliseconds.magnitude else { return nil }
    compared = difference
    return .jumped(by: moved)
  }

  /// Takes the wall clock for right, by an administrator's word. The answer, which is the new verdict,
  /// is to be committed before a mark is written. Nil, and nothing moves, if it is not ahead.
  mutating func accept(_ now: ClockReading) -> ClockVerdict? {
    let ahead = difference(now)
    guard ahead > .zero else { return nil }
    (base, baseUptime, compared) = (now.wall, now.uptime, .zero)
    lead = now.isSynchronised ? .zero : nil
    verdict = .corrected(by: ahead)
    return verdict
  }

  /// What is to be written down for the next life.
  func mark(at now: ClockReading) -> TimeMark {
    TimeMark(ledger: time(at: now.uptime), reading: now, lead: lead)
  }

  /// Whether the last mark that was written is too old, or says less than is known now.
  func needsMark(after mark: TimeMark?, at now: ClockReading) -> Bool {
    guard let mark, mark.isOf(now.boot) else { return true }
    return mark.lead != lead || time(at: now.uptime) - mark.ledger >= Self.markInterval
  }
}

extension Timekeeping {
  private struct Begin {
    var time: Timestamp
    var verdict: ClockVerdict
    var lead: Span?
  }

  private static func begin(
    _ mark: TimeMark?, _ highWater: Timestamp?, _ now: ClockReading
  ) -> Begin {
    guard let known = [mark?.ledger, highWater].compactMap({ $0 }).max() else {
      return Begin(
        time: now.wall, verdict: .first, lead: now.isSynchronised ? Span.zero : nil)
    }
    if let mark, mark.isOf(now.boot) {
      // Whatever was done to the wall clock since then.
      let elapsed = max(.zero, now.uptime.minus(mark.reading.uptime))
      let time = max(mark.ledger + elapsed, known)
      return Begin(time: time, verdict: standing(now.wall - time), lead: mark.lead)
    }
    // So much has passed for certain. The high water may be of this very boot, and so may a mark
    // without a boot: the time since the boot must not be counted twice.
    let hasRebooted = mark?.reading.boot != nil && now.boot != nil
    let certain = max(known, mark.map { $0.ledger + (hasRebooted ? now.uptime : .zero) } ?? known)
    let told = stories(mark, now).filter { $0 >= certain }.min() ?? certain
    let time = told - certain <= tolerance ? told : certain
    let gap = now.wall - time
    guard isTrue(now, after: mark) else {
      return Begin(time: time, verdict: standing(gap), lead: mark?.lead)
    }
    if gap < jump { return Begin(time: time, verdict: standing(gap), lead: gap) }
    return Begin(time: now.wall, verdict: .corrected(by: gap), lead: .zero)
  }

  /// What the ledger's time may be by the wall clock. The earliest that is possible counts, so that
  /// no grace is cut short.
  private static func stories(_ mark: TimeMark?, _ now: ClockReading) -> [Timestamp] {
    guard let mark else { return [now.wall] }
    if let lead = mark.lead, now.isSynchronised || mark.reading.isSynchronised {
      return [now.wall.minus(lead)]
    }
    // Either the clock is as wrong as it was then, or somebody put it right in between.
    return [now.wall.minus(mark.difference), now.wall]
  }

  /// Whether the wall clock shows the true time: it is synchronised, or it was at the end and has
  /// gone on since.
  private static func isTrue(_ now: ClockReading, after mark: TimeMark?) -> Bool {
    if now.isSynchronised { return true }
    guard let before = mark?.reading, before.isSynchronised else { return false }
    return now.wall >= before.wall && now.wall - before.wall <= tolerance
  }

  private static func standing(_ gap: Span) -> ClockVerdict {
    if gap.milliseconds.magnitude < jump.milliseconds.magnitude { return .steady }
    return gap > .zero ? .ahead(by: gap) : .behind(by: Span.zero.minus(gap))
  }
}

extension TimeMark {
  fileprivate func isOf(_ boot: String?) -> Bool { boot != nil && reading.boot == boot }
}

extension Timestamp {
  fileprivate func minus(_ span: Span) -> Timestamp {
    Timestamp(milliseconds: (self - Timestamp(milliseconds: span.milliseconds)).milliseconds)
  }
}

extension Span {
  /// Saturates, as times do.
  fileprivate func minus(_ other: Span) -> Span {
    Timestamp(milliseconds: milliseconds) - Timestamp(milliseconds: other.milliseconds)
  }
}

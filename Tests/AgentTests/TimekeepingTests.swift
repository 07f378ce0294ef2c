import StationModel
import Testing

@testable import Agent

/// The cases of docs/time.md, one by one.
@Suite struct TimekeepingTests {
  private static let noon = Timestamp(seconds: 1_790_000_000)
  private static let day = Span.days(1)

  private static func reading(
    _ wall: Timestamp, up: Span, boot: String? = "a", synchronised: Bool = false
  ) -> ClockReading {
    ClockReading(wall: wall, uptime: up, boot: boot, isSynchronised: synchronised)
  }

  /// Written at noon, an hour after its boot, with a clock that is so much ahead.
  private static func mark(
    ahead: Span = .zero, boot: String? = "a", synchronised: Bool = false, lead: Span? = nil
  ) -> TimeMark {
    TimeMark(
      ledger: noon,
      reading: reading(noon + ahead, up: .hours(1), boot: boot, synchronised: synchronised),
      lead: lead)
  }

  private func start(
    _ mark: TimeMark?, _ highWater: Timestamp?, _ now: ClockReading
  ) -> (after: Span, verdict: ClockVerdict) {
    let keeping = Timekeeping(mark: mark, highWater: highWater, at: now)
    return (keeping.time(at: now.uptime) - Self.noon, keeping.verdict)
  }

  @Test func withoutAnythingWrittenTheWallClockIsBelieved() {
    #expect(start(nil, nil, Self.reading(Self.noon, up: .zero)) == (.zero, .first))
  }

  @Test(arguments: [-9000, -1, 0, 1, 9000])
  func inTheSameBootNothingButTheTimeSinceTheBootCounts(days: Int64) {
    let now = Self.reading(Self.noon + .days(days), up: .hours(31), synchronised: days == 1)
    #expect(start(Self.mark(), Self.noon, now).after == .hours(30))
    let sleeping = Self.reading(Self.noon + .days(days), up: .days(500))
    #expect(start(Self.mark(), nil, sleeping).after.milliseconds == Span.hours(11_999).milliseconds)
  }

  @Test func aComputerThatWasOffIsBelieved() {
    let now = Self.reading(Self.noon + .days(30), up: .minutes(1), boot: "b")
    #expect(start(Self.mark(), Self.noon, now) == (.days(30), .steady))
    let longest = Self.reading(Self.noon + .days(400), up: .zero, boot: "b")
    #expect(start(Self.mark(), Self.noon, longest) == (.days(400), .steady))
  }

  @Test func aClockThatIsBehindCountsOnFromTheLastTimeWithTheTimeSinceTheBoot() {
    let now = Self.reading(Self.noon + .days(-3), up: .minutes(5), boot: "b")
    let (after, verdict) = start(Self.mark(), Self.noon, now)
    #expect(after == .minutes(5))
    #expect(verdict == .behind(by: Span(milliseconds: 3 * 86_400_000 + 300_000)))
  }

  /// The ledger may have heard its latest time in this very boot.
  @Test func theTimeSinceTheBootIsNeverCountedTwice() {
    let now = Self.reading(Self.noon + .days(-3), up: .hours(5), boot: "b")
    #expect(start(nil, Self.noon, now).after == .zero)
    #expect(start(Self.mark(), Self.noon + .hours(4), now).after == .hours(5))
    #expect(start(Self.mark(), Self.noon + .hours(7), now).after == .hours(7))
    let unknown = Self.reading(Self.noon + .days(-3), up: .hours(5), boot: nil)
    #expect(start(Self.mark(), Self.noon, unknown).after == .zero)
    #expect(start(Self.mark(boot: nil), Self.noon, now).after == .zero)
    #expect(start(Self.mark(boot: nil), Self.noon, unknown).after == .zero)
  }

  @Test func aClockFarAheadIsNotBelievedUntilItIsAccepted() {
    let now = Self.reading(Self.noon + .days(401), up: .hours(1), boot: "b")
    let (after, verdict) = start(Self.mark(), Self.noon, now)
    #expect(after == .hours(1))
    #expect(verdict == .ahead(by: Span(milliseconds: (401 * 24 - 1) * 3_600_000)))

    var keeping = Timekeeping(mark: Self.mark(), highWater: Self.noon, at: now)
    let later = Self.reading(Self.noon + .days(402), up: .hours(25), boot: "b")
    #expect(keeping.check(later) == nil)
    let surplus = Span(milliseconds: (401 * 24 - 1) * 3_600_000)
    #expect(keeping.accept(later) == .corrected(by: surplus))
    #expect(keeping.time(at: later.uptime) == later.wall)
    #expect(keeping.verdict == .corrected(by: surplus))
    #expect(keeping.check(later) == nil, "the agent's own step is no jump of the clock")
    #expect(keeping.accept(later) == nil)
  }

  @Test func aClockFarAheadThatIsSynchronisedIsTrueAndTheSurplusIsACorrection() {
    let now = Self.reading(Self.noon + .days(900), up: .hours(1), boot: "b", synchronised: true)
    let (after, verdict) = start(Self.mark(), Self.noon, now)
    #expect(after == .days(900))
    #expect(verdict == .corrected(by: Span(milliseconds: (900 * 24 - 1) * 3_600_000)))
    #expect(start(nil, Self.noon, now).verdict == .corrected(by: .days(900)))
  }

  @Test func aClockThatIsNotAheadCannotBeAccepted() {
    let now = Self.reading(Self.noon + .days(-3), up: .minutes(5), boot: "b")
    var keeping = Timekeeping(mark: Self.mark(), highWater: nil, at: now)
    let before = keeping
    #expect(keeping.accept(now) == nil)
    #expect(keeping == before)
  }

  @Test func withTheLedgerAloneItsLatestTimeCounts() {
    let off = Self.reading(Self.noon + .days(2), up: .hours(1), boot: "b")
    #expect(start(nil, Self.noon, off) == (.days(2), .steady))
    let far = Self.reading(Self.noon + .days(500), up: .hours(1), boot: "b")
    #expect(start(nil, Self.noon, far) == (.zero, .ahead(by: .days(500))))
  }

  @Test func theLedgersTimeIsNeverBehindWhatTheLedgerHasSeen() {
    let now = Self.reading(Self.noon, up: .hours(2))
    #expect(start(Self.mark(), Self.noon + .days(5), now).after == .days(5))
  }

  @Test func aJumpIsSaidOnceAndMovesNothing() {
    let first = Self.reading(Self.noon, up: .hours(1))
    var keeping = Timekeeping(mark: nil, highWater: nil, at: first)
    let forward = Self.reading(Self.noon + .days(200), up: .hours(2))
    let by = Span(milliseconds: (200 * 24 - 1) * 3_600_000)
    #expect(keeping.check(forward) == .jumped(by: by))
    #expect(keeping.check(forward) == nil)
    #expect(keeping.time(at: forward.uptime) - Self.noon == .hours(1))
    #expect(keeping.difference(forward) == by)
    let back = Self.reading(Self.noon + .hours(1), up: .hours(2))
    #expect(keeping.check(back) == .jumped(by: Span(milliseconds: -by.milliseconds)))
  }

  @Test func smallStepsAreSilentUntilTheyAreTwoMinutesTogether() {
    var keeping = Timekeeping(mark: nil, highWater: nil, at: Self.reading(Self.noon, up: .zero))
    func at(_ milliseconds: Int64) -> ClockReading {
      Self.reading(Self.noon + Span(milliseconds: milliseconds), up: .zero)
    }
    #expect(keeping.check(at(60_000)) == nil)
    #expect(keeping.check(at(119_999)) == nil)
    #expect(keeping.check(at(120_000)) == .jumped(by: .minutes(2)))
    #expect(keeping.check(at(180_000)) == nil)
    #expect(keeping.check(at(0)) == .jumped(by: .minutes(-2)))
  }

  @Test func aClockThatWasSetWhileTheAgentWasDownHasJumpedAsWell() {
    let now = Self.reading(Self.noon + .days(2), up: .hours(1))
    var keeping = Timekeeping(mark: Self.mark(), highWater: Self.noon, at: now)
    #expect(keeping.verdict == .ahead(by: .days(2)))
    #expect(keeping.check(now) == .jumped(by: .days(2)))
    #expect(keeping.check(now) == nil)
  }

  /// Set forward by 200 days while the agent ran, and seen: that was no time that passed.
  @Test func whatWasAJumpIsNoTimeThatPassedAfterARebootEither() {
    let mark = Self.mark(ahead: .days(200))
    let wrong = Self.reading(Self.noon + .days(201), up: .hours(1), boot: "b")
    #expect(start(mark, Self.noon, wrong) == (.days(1), .ahead(by: .days(200))))
    let repaired = Self.reading(Self.noon + .days(1), up: .hours(1), boot: "b")
    #expect(start(mark, Self.noon, repaired) == (.days(1), .steady))
  }

  /// A clock that is wrong but runs still tells how long the computer was off.
  @Test func aClockThatIsWrongButRunsStillTellsHowLongItWasOff() {
    let mark = Self.mark(ahead: .days(-365))
    let now = Self.reading(Self.noon + .days(-364), up: .hours(1), boot: "b")
    #expect(start(mark, Self.noon, now) == (.days(1), .behind(by: .days(365))))
  }

  /// The first start was with a wrong clock, which a time service put right a moment later.
  @Test func aFirstStartWithAWrongClockIsPutRightAtTheNextBootWithoutCostingAnyGrace() {
    let wrong = Self.reading(Self.noon, up: .minutes(1))
    var keeping = Timekeeping(mark: nil, highWater: nil, at: wrong)
    let right = Self.reading(Self.noon + .days(200), up: .minutes(1), synchronised: true)
    #expect(keeping.check(right) == .jumped(by: .days(200)))
    let mark = keeping.mark(at: right)
    #expect(mark.lead == .days(200))
    let boot = Self.reading(Self.noon + .days(201), up: .minutes(1), boot: "b")
    #expect(start(mark, Self.noon, boot) == (.days(201), .corrected(by: .days(200))))
  }

  /// No battery: the clock starts in 2020, and a time service puts it right a moment later. The night
  /// is missing until the next start with a true clock.
  @Test func timeThatWasLostWithAnEmptyBatteryIsCaughtUpAtTheNextBoot() {
    let evening = Self.mark(synchronised: true, lead: .zero)
    let reset = Self.reading(Timestamp(seconds: 1_577_836_800), up: .minutes(1), boot: "b")
    var keeping = Timekeeping(mark: evening, highWater: Self.noon, at: reset)
    #expect(keeping.time(at: reset.uptime) - Self.noon == .minutes(1))
    let right = Self.reading(
      Self.noon + .hours(14), up: .minutes(2), boot: "b", synchronised: true)
    #expect(keeping.check(right) != nil)
    #expect(keeping.time(at: right.uptime) - Self.noon == .minutes(2), "not while it runs")
    let next = Self.reading(Self.noon + .hours(28), up: .minutes(1), boot: "c")
    #expect(start(keeping.mark(at: right), Self.noon, next) == (.hours(28), .steady))
  }

  @Test func aMarkIsDueInANewBootOnceADayAndWhenTheTruthIsKnown() {
    let first = Self.reading(Self.noon, up: .hours(1))
    var keeping = Timekeeping(mark: nil, highWater: nil, at: first)
    #expect(keeping.needsMark(after: nil, at: first))
    let mark = keeping.mark(at: first)
    #expect(!keeping.needsMark(after: mark, at: first))
    #expect(keeping.needsMark(after: mark, at: Self.reading(Self.noon, up: .hours(25))))
    #expect(keeping.needsMark(after: Self.mark(boot: "z"), at: first))
    let synchronised = Self.reading(Self.noon, up: .hours(1), synchronised: true)
    #expect(keeping.check(synchronised) == nil)
    #expect(keeping.needsMark(after: mark, at: synchronised))
  }

  @Test func noNumberIsTooLarge() {
    let ends = [Int64.min, Int64.min + 1, -1, 0, 1, Int64.max - 1, Int64.max]
    for wall in ends {
      for ledger in ends {
        for other in ends {
          let now = Self.reading(
            Timestamp(milliseconds: wall), up: Span(milliseconds: max(0, other)), boot: "b",
            synchronised: other == 1)
          let mark = TimeMark(
            ledger: Timestamp(milliseconds: ledger),
            reading: Self.reading(
              Timestamp(milliseconds: other), up: Span(milliseconds: wall),
              boot: other == 0 ? "b" : "a", synchronised: wall == 0),
            lead: ledger == 0 ? nil : Span(milliseconds: wall))
          var keeping = Timekeeping(mark: mark, highWater: mark.ledger, at: now)
          #expect(keeping.time(at: now.uptime) >= mark.ledger)
          _ = keeping.check(now)
          _ = keeping.verdict.message
          _ = keeping.accept(now)
          #expect(keeping.time(at: now.uptime) >= mark.ledger)
        }
      }
    }
  }

  @Test(arguments: [
    (ClockVerdict.behind(by: .days(3)), "3 days behind"),
    (.ahead(by: .days(500)), "500 days ahead"), (.jumped(by: .hours(-5)), "set back by 5 hours"),
    (.jumped(by: .hours(5)), "set forward by 5 hours"), (.corrected(by: .days(9)), "by 9 days"),
  ]) func whatHappenedIsSaidInWords(verdict: ClockVerdict, words: String) {
    #expect(verdict.message?.contains(words) == true)
    #expect((verdict.nextStep == nil) == (verdict == .corrected(by: .days(9))))
    #expect(ClockVerdict.steady.message == nil && ClockVerdict.first.nextStep == nil)
  }
}

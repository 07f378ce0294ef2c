import Notices
import StationModel
import Testing

@Suite struct QuietTimeTests {
  /// 2026-09-21 16:53:20 UTC.
  private static let evening = Timestamp(seconds: 1_790_009_600)
  private static let midnight = Timestamp(seconds: 1_790_035_200)  // 2026-09-22 00:00 UTC

  private func hours(_ from: Int, _ to: Int, ahead: Int = 0) -> QuietTime {
    QuietTime(from: from * 60, to: to * 60) { _ in ahead }
  }

  @Test(
    arguments: [
      (-120, nil), (-119, nil), (-60, 420), (0, 420), (419, 420), (420, nil), (700, nil),
    ] as [(Int64, Int64?)])
  func aNightHasItsEndInTheMorning(minute: Int64, end: Int64?) {
    let quiet = hours(23, 7)
    #expect(
      quiet.end(at: Self.midnight + .minutes(minute)) == end.map { Self.midnight + .minutes($0) })
  }

  @Test func theComputersOwnClockCounts() {
    // 22:00 in Paris in summer.
    let quiet = hours(22, 7, ahead: 7200)
    #expect(quiet.end(at: Self.midnight + .minutes(-241)) == nil)
    #expect(quiet.end(at: Self.midnight + .minutes(-240)) == Self.midnight + .hours(5))
    #expect(quiet.begin(after: Self.midnight + .hours(5)) == Self.midnight + .hours(20))
    #expect(quiet.begin(after: Self.midnight) == nil)
  }

  @Test func aClockThatIsSetForwardOvernightEndsThemByTheNewOne() {
    // At 01:00 UTC on that day the clock goes from +1 h to +2 h.
    let change = Self.midnight + .hours(1)
    let quiet = QuietTime(from: 22 * 60, to: 7 * 60) { $0 < change ? 3600 : 7200 }
    #expect(quiet.end(at: Self.midnight) == Self.midnight + .hours(5))
  }

  @Test func theirEndIsKnownForAMinute() {
    let quiet = hours(22, 7)
    let end = Self.midnight + .hours(7)
    #expect(quiet.justEnded(at: end + Span(milliseconds: -1)) == nil)
    #expect(quiet.justEnded(at: end) == end)
    #expect(quiet.justEnded(at: end + Span(milliseconds: 59_999)) == end)
    #expect(quiet.justEnded(at: end + .minutes(1)) == nil)
    // Their end is an hour that the clock leaves out: at 01:00 UTC it goes from +1 h to +2 h.
    let change = Self.midnight + .hours(1)
    let short = QuietTime(from: 22 * 60, to: 2 * 60 + 30) { $0 < change ? 3600 : 7200 }
    #expect(short.justEnded(at: change + .seconds(20)) == change)
  }

  @Test func onlyWhatCanWaitWaits() {
    let quiet = hours(22, 7)
    func notice(_ deadline: Timestamp?) -> Notice {
      Notice(
        id: NoticeID("exhausted/a"), severity: .info, stage: .begun, audience: .administrators,
        deadline: deadline, stationNumber: 1, summary: "", body: "", nextStep: "",
        raisedAt: Self.evening)
    }
    let now = Self.midnight
    let end = Self.midnight + .hours(7)
    #expect(notice(nil).waits(for: quiet, at: now) == end)
    #expect(notice(end + .hours(1)).waits(for: quiet, at: now) == end)
    #expect(notice(end + .hours(-1)).waits(for: quiet, at: now) == nil, "it would be too late")
    #expect(notice(now + .hours(-1)).waits(for: quiet, at: now) == end, "it is too late anyway")
    #expect(notice(nil).waits(for: nil, at: now) == nil)
    #expect(notice(nil).waits(for: quiet, at: end) == nil)
  }
}

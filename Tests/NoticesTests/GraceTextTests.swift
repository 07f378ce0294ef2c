import Notices
import StationModel
import Testing

/// Three dates under three names.
@Suite struct GraceTextTests {
  private var grace = GraceClock(subject: .host, startedAt: evening, endsAt: evening + .days(120))

  @Test func aGraceBeganAndEnds() {
    let text = GraceText(grace, at: evening)
    #expect(text.began == "began 2026-11-23 20:15 UTC" && text.ended == nil)
    #expect(text.line == "began 2026-11-23 20:15 UTC, ends 2027-03-23 20:15 UTC")
    #expect(!text.isOver)
  }

  @Test func whatWasAddedIsSaid() {
    var grace = grace
    grace.extendedTo = grace.endsAt + .days(1)
    #expect(GraceText(grace, at: evening).ends == "ends 2027-03-24 20:15 UTC")
    #expect(GraceText(grace, at: evening).line.hasSuffix(" (1 day was added)"))
    grace.extendedTo = grace.endsAt + .days(7)
    #expect(GraceText(grace, at: evening).line.hasSuffix(" (7 days were added)"))
  }

  @Test func aGraceThatIsOverSaysSo() {
    #expect(!GraceText(grace, at: grace.endsAt + Span(milliseconds: -1)).isOver)
    let text = GraceText(grace, at: grace.endsAt)
    #expect(text.line == "began 2026-11-23 20:15 UTC, ends 2027-03-23 20:15 UTC: it is over")
  }

  @Test func theFirstLicenseEndedIt() {
    var grace = grace
    grace.endedAt = evening + .days(2)
    let text = GraceText(grace, at: evening + .days(400))
    #expect(
      text.line == "began 2026-11-23 20:15 UTC, ended 2026-11-25 20:15 UTC by the first license")
    #expect(text.ends == "ends 2027-03-23 20:15 UTC" && !text.isOver)
  }
}

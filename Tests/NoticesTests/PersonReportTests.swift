import Notices
import StationModel
import Testing

@Suite struct PersonReportTests {
  private static let start = Timestamp(seconds: 1_790_000_000)

  private func notice(
    stage: Stage = .begun, deadline: Timestamp? = start + .days(120), raisedAt: Timestamp = start
  ) -> Notice {
    Notice(
      id: NoticeID("unconfigured/host"), severity: .info, stage: stage, audience: .administrators,
      deadline: deadline, stationNumber: nil, summary: "s", body: "b", nextStep: "n",
      raisedAt: raisedAt)
  }

  private func report(
    _ state: String, _ former: Telling?, _ notice: Notice? = nil, way: String = "desktop",
    after span: Span = .hours(1)
  ) -> Telling? {
    let notice = notice ?? self.notice()
    return PersonReport(stage: notice.stage.rawValue, way: way, state: state)?
      .telling(of: notice, to: "ada", after: former, at: Self.start + span)
  }

  @Test func onlyWordsOfThatKindAreTaken() {
    #expect(PersonReport(stage: "begun", way: "desktop", state: "shown") != nil)
    for (stage, way, state) in [
      ("2-days", "desktop", "shown"), ("begun", "terminal", "shown"), ("begun", "hook", "shown"),
      ("begun", "desktop", "failed"), ("begun", "desktop", "due"), ("", "", ""),
    ] {
      #expect(PersonReport(stage: stage, way: way, state: state) == nil)
    }
  }

  @Test(arguments: [
    ("shown", "shown", false), ("shown", "expired", true), ("shown", "later", true),
    ("shown", "dismissed", true), ("expired", "shown", false), ("expired", "acted", true),
    ("dismissed", "shown", false), ("dismissed", "later", false), ("dismissed", "acted", true),
    ("acted", "dismissed", false), ("later", "shown", false), ("later", "later", false),
    ("later", "dismissed", true),
  ])
  func aPersonOnlyComesForward(from: String, to: String, isNews: Bool) throws {
    let first = try #require(report(from, nil))
    #expect((report(to, first, after: .hours(2)) != nil) == isNews)
  }

  @Test func laterIsTomorrowAndThenItCanBeShownAgain() throws {
    let later = try #require(report("later", nil))
    #expect(later.again == Self.start + .hours(25))
    #expect(!later.isDue(at: Self.start + .hours(24)) && later.isDue(at: Self.start + .hours(25)))
    let again = try #require(report("shown", later, after: .hours(26)))
    #expect(again.state == .shown && again.at == later.at && again.again == nil)
    #expect(report("later", again, after: .hours(26))?.again == Self.start + .hours(50))
  }

  @Test func laterIsAnHourBeforeTheDeadlineAtTheLatest() {
    let soon = notice(stage: .days1, deadline: Self.start + .hours(20))
    #expect(report("later", nil, soon)?.again == Self.start + .hours(19))
    // After that the end itself tells.
    let now = notice(stage: .days1, deadline: Self.start + .minutes(90))
    #expect(report("later", nil, now)?.again == Self.start + .hours(25))
  }

  @Test func aLateWordAboutAFormerStageChangesNothing() {
    let report = PersonReport(stage: "begun", way: "desktop", state: "dismissed")
    #expect(
      report?.telling(
        of: notice(stage: .days30), to: "ada", after: nil, at: Self.start) == nil)
  }

  @Test func theNextStageBeginsAnew() throws {
    let dismissed = try #require(report("dismissed", nil))
    let next = notice(stage: .days30)
    #expect(report("shown", dismissed, next, after: .days(90))?.stage == .days30)
  }

  @Test func whatAnsweredIsNotWhatTold() throws {
    let shown = try #require(report("shown", nil))
    #expect(report("dismissed", shown, way: "command")?.way == .desktop)
    #expect(report("dismissed", nil, way: "command")?.way == .command)
  }

  @Test func itIsKeptForAMonthBeyondTheDeadline() {
    #expect(report("shown", nil)?.keptUntil == Self.start + .days(150))
    #expect(
      report("shown", nil, notice(deadline: nil))?.keptUntil == Self.start + .days(30) + .hours(1))
  }
}

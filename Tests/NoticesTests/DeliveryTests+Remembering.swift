import StationModel
import Testing

@testable import Notices

/// What was told before, and what of it is told again.
extension DeliveryTests {
  @Test func whatWasPutOffIsToldAgainOnATerminalToo() {
    let later = told(notice(), "ada", .later, again: start + .hours(20))
    let ada = person("ada", text: true)
    let before = decide([notice()], [ada], [later], after: .hours(19))
    #expect(before.messages.isEmpty && before.nextChange == start + .hours(20))
    #expect(decide([notice()], [ada], [later], after: .hours(20)).messages.count == 1)
  }

  @Test func whatIsOnTheBoardIsNeverForgotten() {
    let old = told(notice(), "ada", keptUntil: start + .days(1))
    let kept = decide([notice()], [], [old], after: .zero)
    guard case .told(let longer)? = kept.changes.first else {
      Issue.record("\(kept.changes)")
      return
    }
    #expect(longer.keptUntil > old.keptUntil && longer.state == old.state)
    #expect(decide([], [], [old], after: .hours(1)).changes.isEmpty)
    #expect(
      decide([], [], [old], after: .hours(25)).changes
        == [.forgetTellings(before: start + .hours(25))])
  }

  @Test func aComputerThatWasOffForLongTellsNothingAgain() {
    let day40 = start + .days(40)
    let tellings = [
      told(notice(), "ada", .dismissed, keptUntil: start + .days(30)),
      // Its station is not there yet.
      told(notice("candidate/b"), "ada", .dismissed, keptUntil: start + .days(30)),
    ]
    func plan(startedAt: Timestamp) -> DeliveryPlan {
      decideDelivery(
        DeliveryInput(
          notices: [notice()], people: [], tellings: tellings, startedAt: startedAt, now: day40))
    }
    var longer = tellings[0]
    longer.keptUntil = start + .days(120)
    #expect(plan(startedAt: day40 + .seconds(-5)).changes == [.told(longer)])
    #expect(
      plan(startedAt: start).changes == [.told(longer), .forgetTellings(before: day40)],
      "what is on the board is put into the future first")
  }

  /// Station 1 is unplugged each night, and then the first deadline of the host is that of station 2.
  @Test(arguments: [false, true]) func aDeadlineThatIsAnotherOneEachNightIsToldOnceInEachStage(
    fromTheNight: Bool
  ) {
    let ends = [1: start + .days(20), 2: start + .days(26)]
    var board: [Notice] = []
    var known: Telling?
    var news: [String] = []
    for half in 0..<60 {
      let isThere = (half % 2 == 0) != fromTheNight
      let now = start + .hours(Int64(12 * half))
      var states: [StationKey: LicenseState] = [:]
      for (number, end) in ends {
        states[StationKey("place/\(number)")] =
          number == 1 && !isThere
          ? .notNeeded(why: "it is not there")
          : end <= now
            ? .unlicensed(since: end, cause: .unreachable)
            : .grace(until: end, cause: .unreachable)
      }
      board =
        decideNotices(
          NoticeInput(
            stations: [station(1), station(2)], states: states,
            pool: PoolPicture(total: 1, used: 1, short: 1), active: board, now: now)
        ).board
      for notice in board where known?.covers(notice) != true {
        news.append("\(notice.stage.rawValue) \(notice.deadline == ends[1] ? 1 : 2)")
        known = PersonReport(stage: notice.stage.rawValue, way: "desktop", state: "dismissed")?
          .telling(of: notice, to: "ada", after: known, at: now)
      }
    }
    #expect(Set(news).count == news.count, "\(news)")
    #expect(Set(news).isSuperset(of: ["14-days 1", "7-days 1", "3-days 1", "1-day 1", "ended 1"]))
    // The steps of station 2 are news as well, where they came when it was the first.
    #expect(news.count <= 13, "\(news)")
    #expect(known?.deadline == ends[1] && known?.stage == .ended)
  }

  @Test func aLaterDeadlineOfTheHostIsNewsWhenItsNextStageBegins() {
    let id = NoticeID("unreachable/host")
    func host(_ stage: Stage, _ deadline: Int64) -> Notice {
      Notice(
        id: id, severity: .info, stage: stage, audience: .administrators,
        deadline: start + .days(deadline), stationNumber: nil, summary: "", body: "", nextStep: "",
        raisedAt: start)
    }
    let first = Telling(
      notice: id, recipient: .mail, stage: .days14, deadline: start + .days(10), way: .hook,
      state: .shown, at: start, keptUntil: start + .days(40))
    #expect(first.covers(host(.begun, 50)) && first.covers(host(.days30, 30)))
    #expect(!first.covers(host(.days30, 31)) && !first.covers(host(.days7, 7)))
    #expect(!first.covers(host(.days14, 9)))
    let later = Telling(
      notice: id, recipient: .mail, stage: .days30, deadline: start + .days(31), way: .hook,
      state: .shown, at: start + .days(1), keptUntil: start + .days(61)
    ).after(first)
    #expect(later.covers(host(.days30, 31)) && later.covers(host(.days14, 10)))
    #expect(!later.covers(host(.days14, 31)) && !later.covers(host(.days7, 10)))
    // Of all other causes another deadline is another story.
    var exhausted = first
    exhausted.notice = NoticeID("exhausted/a")
    var notice = host(.begun, 50)
    notice.id = exhausted.notice
    #expect(!exhausted.covers(notice) && later.after(exhausted) == later)
  }
}

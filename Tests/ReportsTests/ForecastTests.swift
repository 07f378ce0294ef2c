import Dice
import StationModel
import Testing

@testable import Reports

@Suite struct ForecastTests {
  let now = at("2026-11-26T10:00Z")
  let today = at("2026-11-26")

  private func days(_ count: Int, _ peak: (Int) -> Int) -> [DailyPeak] {
    (1...count).map { DailyPeak(day: today + .days(Int64(-$0)), peak: peak($0)) }
  }

  private func pool(_ total: Int, _ later: PoolStep...) -> [PoolStep] {
    [PoolStep(from: at("2026-09-01"), total: total)] + later
  }

  @Test func steadyGrowthRunsOutOnTheDayOfTheFirstTooMany() {
    // 20 yesterday and one more every 10 days: 25 in 49 days, 26 is needed when the line says 25.5.
    let found = forecast(
      days(90) { 20 - $0 / 10 }, licenses: pool(25), now: now)
    guard case .runsOut(let date, .growth) = found.answer else {
      Issue.record("\(found.answer)")
      return
    }
    #expect(date > today + .days(45) && date < today + .days(65))
    #expect(date.startOfDay == date)
    #expect(found.trendThousandths == 3000)
    #expect(
      found.sentence
        == "3 licenses more are in use every 30 days, so at this trend more licenses are needed "
        + "than there are (25) from \(date.dayText) on. Add a pack: stationctl license add FILE.")
    #expect((found.licenses, found.days, found.daysAtLimit) == (25, 90, 0))
  }

  @Test func anExactLineGivesTheExactDay() {
    // 30 yesterday, one more each day: 40 in 9 days, 41 in 10.
    let found = forecast(days(20) { 31 - $0 }, licenses: pool(40), now: now)
    #expect(found.answer == .runsOut(on: today + .days(10), because: .growth))
  }

  @Test func allLicensesInUseForEverIsEnough() {
    let found = forecast(days(90) { _ in 20 }, licenses: pool(20), now: now)
    #expect(found.answer == .notAtThisTrend(until: now + .days(1826)))
    #expect(found.daysAtLimit == 90)
    #expect(
      found.sentence
        == "The use hardly changes, and at this trend licenses do not run out before 2031-11-26. "
        + "On 90 of the last 90 days all licenses were in use, so more may be needed than this "
        + "shows.")
  }

  @Test func lessUseNeverRunsOut() {
    let found = forecast(days(90) { 10 + $0 / 10 }, licenses: pool(20), now: now)
    #expect(found.answer.code == "not-at-this-trend")
    #expect(found.sentence.hasPrefix("3 licenses fewer are in use every 30 days"))
  }

  @Test func aPackThatEndsIsTheReasonIfTheRestIsTooLittle() {
    let end = at("2027-08-31T22:00Z")
    let steps = pool(30, PoolStep(from: end, total: 10, pack: "school-1"))
    let found = forecast(days(90) { _ in 18 }, licenses: steps, now: now)
    #expect(found.answer == .runsOut(on: end, because: .packEnds("school-1")))
    #expect(
      found.sentence
        == "The pack school-1 ends on 2027-08-31. Then there are 10, and at this trend 18 are "
        + "needed. Ask for a renewal before that day.")
  }

  @Test func aPackThatEndsDoesNotMatterIfTheRestIsEnough() {
    let steps = pool(30, PoolStep(from: at("2027-08-31"), total: 18, pack: "school-1"))
    #expect(
      forecast(days(90) { _ in 18 }, licenses: steps, now: now).answer.code == "not-at-this-trend")
  }

  @Test func aRenewalThatBeginsInTimeIsCounted() {
    let end = at("2027-08-31")
    // In any order, and the end and the beginning at one moment.
    let steps = pool(
      30, PoolStep(from: end, total: 30), PoolStep(from: end + .days(-3), total: 60))
    #expect(
      forecast(days(90) { _ in 18 }, licenses: steps.reversed(), now: now).answer.code
        == "not-at-this-trend")
  }

  @Test func growthAfterAPackEndedIsGrowth() {
    let steps = pool(60, PoolStep(from: today + .days(5), total: 40, pack: "p"))
    let found = forecast(days(20) { 31 - $0 }, licenses: steps, now: now)
    #expect(found.answer == .runsOut(on: today + .days(10), because: .growth))
  }

  @Test func shortIsShort() {
    let days = days(90) { _ in 20 }
    let short = forecast(days, licenses: pool(20), short: 2, now: now)
    #expect(short.answer == .alreadyShort)
    #expect(
      short.sentence
        == "Licenses are short already: there are 20, and 2 more are needed. "
        + "Add a pack: stationctl license add FILE.")
    #expect(forecast(days, licenses: pool(19), now: now).answer == .alreadyShort)
    // Also without days enough for a trend.
    #expect(forecast([], licenses: pool(0), short: 1, now: now).answer == .alreadyShort)
  }

  @Test func withoutDaysEnoughItIsUnknown() {
    let found = forecast(days(13) { _ in 5 }, licenses: pool(20), now: now)
    #expect(
      found.sentence
        == "It cannot be said when licenses run out: only 13 whole days are recorded, and 14 are "
        + "needed.")
    #expect(found.trendThousandths == nil)
    #expect(forecast(days(14) { _ in 5 }, licenses: pool(20), now: now).answer.code != "unknown")
    // Neither today nor what is older than 90 days, nor a day twice, makes them more.
    let others = [
      DailyPeak(day: now, peak: 5), DailyPeak(day: today + .days(-91), peak: 5),
      DailyPeak(day: today + .days(-1) + .hours(3), peak: 4),
      DailyPeak(day: today + .days(2), peak: 5),
    ]
    #expect(
      forecast(days(13) { _ in 5 } + others, licenses: pool(20), now: now).answer.code == "unknown")
  }

  @Test func withoutAPoolItIsUnknown() {
    #expect(forecast(days(90) { _ in 5 }, licenses: [], now: now).answer.code == "unknown")
    #expect(
      forecast(days(90) { _ in 0 }, licenses: pool(0), now: now).sentence
        == "It cannot be said when licenses run out: there are no licenses.")
  }

  @Test func unusualDaysDoNotBendTheLine() {
    // A fifth of the days: examinations with everything on, holidays with everything off.
    let steady = forecast(days(90) { 30 - $0 / 10 }, licenses: pool(50), now: now)
    let unusual = forecast(
      days(90) { $0 % 9 == 0 ? 50 : $0 % 9 == 4 ? 0 : 30 - $0 / 10 }, licenses: pool(50), now: now)
    guard let one = steady.answer.date, let other = unusual.answer.date else {
      Issue.record("\(steady.answer) \(unusual.answer)")
      return
    }
    #expect(abs(other.days(after: one)) < 30)
  }

  @Test func theOrderOfDaysDoesNotMatter() {
    var dice = SplitMix(seed: 3)
    let days = days(60) { _ in Int.random(in: 10...30, using: &dice) }
    let steps = pool(
      40, PoolStep(from: today + .days(50), total: 20), PoolStep(from: today, total: 35))
    for _ in 0..<50 {
      #expect(
        forecast(days.shuffled(using: &dice), licenses: steps.shuffled(using: &dice), now: now)
          == forecast(days, licenses: steps, now: now))
    }
  }

  @Test func theDateIsTheFirstMomentOfNeedBeyondWhatThereIs() {
    var dice = SplitMix(seed: 5)
    for _ in 0..<12 {
      let slope = Double.random(in: -0.2...0.4, using: &dice)
      let base = Double.random(in: 5...40, using: &dice)
      let days = days(90) { Int(max(0, base - slope * Double($0))) }
      var steps = pool(Int.random(in: 40...60, using: &dice))
      for _ in 0..<Int.random(in: 0...3, using: &dice) {
        let moment = now + .hours(Int64.random(in: 1...20_000, using: &dice))
        steps.append(PoolStep(from: moment, total: Int.random(in: 5...90, using: &dice)))
      }
      let found = forecast(days, licenses: steps, now: now)
      let trend = Trend(
        days.sorted { $0.day < $1.day }.map { ($0.day.days(after: today), Double($0.peak)) })
      let sorted = steps.sorted { $0.from < $1.from }
      var first: Timestamp?
      // Every hour, instead of every day and step.
      for hour in 0...(1826 * 24) as ClosedRange<Int64> where first == nil {
        let time = now + .hours(hour)
        let total = sorted.last { $0.from <= time }?.total ?? 0
        let need = trend?.peak(on: time.startOfDay.days(after: today)) ?? 0
        if need > Double(total) { first = time }
      }
      switch (found.answer, first) {
      case (.runsOut(let date, _), let first?):
        #expect(date == first)
      case (.notAtThisTrend, nil): break
      default: Issue.record("\(found.answer) \(String(describing: first))")
      }
    }
  }

  @Test func absurdNumbersTrapNowhere() {
    let extremes = [Int.min, -1, 0, 1, .max]
    let times = [Int64.min, -1, 0, 1, .max].map { Timestamp(milliseconds: $0) } + [now]
    var dice = SplitMix(seed: 9)
    for _ in 0..<2000 {
      let days =
        days(20) { _ in dice.one(of: extremes) }
        + times.map { DailyPeak(day: $0, peak: dice.one(of: extremes)) }
      let steps = (0..<4).map { _ in
        PoolStep(from: dice.one(of: times), total: dice.one(of: extremes))
      }
      let time = dice.chance(50) ? now : dice.one(of: times)
      #expect(
        !forecast(days, licenses: steps, short: dice.one(of: extremes), now: time).sentence.isEmpty)
    }
  }

  @Test(
    arguments: [
      .alreadyShort, .unknown(why: "nobody asked"), .notAtThisTrend(until: at("2031-01-01")),
      .runsOut(on: at("2027-01-01"), because: .growth),
      .runsOut(on: at("2027-01-01"), because: .packEnds("p")),
      .runsOut(on: at("2027-01-01"), because: .packEnds(nil)),
    ] as [Forecast.Answer])
  func anAnswerSurvivesTheWayOverTheBus(_ answer: Forecast.Answer) {
    #expect(
      Forecast.Answer(
        code: answer.code, date: answer.date, because: answer.because, pack: answer.pack,
        why: answer.why) == answer)
    #expect(
      Forecast.Answer(code: "runs-out", date: nil, because: "growth", pack: nil, why: nil) == nil)
  }

  @Test func theDaysComeFromAReport() throws {
    var diary = Diary()
    diary.grant("station/a", at: today + .days(-20), until: today + .days(30))
    diary.grant("station/b", at: today + .days(-5), until: today + .days(30))
    let report = try diary.report(from: today + .days(-90), to: now, .day)
    // Not the days before there was anything.
    #expect(report.dailyPeaks.map(\.peak) == [Int](repeating: 1, count: 15) + [2, 2, 2, 2, 2, 2])
    #expect(forecast(report.dailyPeaks, licenses: pool(5), now: now).days == 20)
    #expect(try diary.report(from: today, to: now, .all).dailyPeaks.isEmpty)
  }
}

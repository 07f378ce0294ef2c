import Dice
import StationModel
import Testing

@testable import Reports

@Suite struct PeriodTests {
  @Test func monthsHaveTheirOwnLengths() throws {
    var diary = Diary()
    diary.grant("station/a", at: at("2027-12-01"), until: at("2028-02-15"))
    let rows = try diary.report(from: at("2027-12-01"), to: at("2028-04-01"), .month).rows
    #expect(rows.map(\.period) == ["2027-12", "2028-01", "2028-02", "2028-03"])
    // 14 of the 29 days of a leap year's February.
    #expect(rows.map(\.averageThousandths) == [1000, 1000, 483, 0])
    #expect(rows.map(\.isPartial) == [false, false, false, false])
  }

  @Test func aMonthThatIsCutIsMarkedAndCountedAsFarAsItGoes() throws {
    var diary = Diary()
    diary.grant("station/a", at: at("2026-11-10"), until: at("2027-02-15"))
    let rows = try diary.report(
      from: at("2026-11-05"), to: at("2027-01-01"), .month, now: at("2026-12-11")
    ).rows
    #expect(rows.map(\.isPartial) == [true, true])
    #expect(rows.map(\.from) == [at("2026-11-05"), at("2026-12-01")])
    #expect(rows.map(\.to) == [at("2026-12-01"), at("2026-12-11")])
    // 21 of 26 days.
    #expect(rows.map(\.averageThousandths) == [808, 1000])
  }

  @Test func daysAreThoseOfTheCalendar() throws {
    let rows = try Diary().report(from: at("2028-02-27T09:00Z"), to: at("2028-03-02"), .day).rows
    #expect(
      rows.map(\.period) == [
        "2028-02-27", "2028-02-28", "2028-02-29", "2028-03-01",
      ])
    #expect(rows.map(\.isPartial) == [true, false, false, false])
    #expect(rows.map(\.peak) == [0, 0, 0, 0])
  }

  @Test func daysBefore1970AreDaysToo() throws {
    let rows = try Diary().report(from: at("1969-12-30"), to: at("1970-01-02"), .day).rows
    #expect(rows.map(\.period) == ["1969-12-30", "1969-12-31", "1970-01-01"])
  }

  @Test func monthsJoinWithoutGapsOverFourHundredYears() throws {
    let query = try UsageQuery(
      from: at("1900-01-01"), to: at("1900-01-02"), period: .all, now: at("2400-01-01"))
    var time = at("1900-01-01")
    var year = 1900
    var month = 1
    for _ in 0..<4800 {
      let period = CalendarPeriod(.month, at: time, in: query)
      let name = "\(year)-\(month < 10 ? "0" : "")\(month)"
      #expect(period.name == name)
      #expect(period.start == at(name + "-01"))
      month += 1
      if month == 13 { (year, month) = (year + 1, 1) }
      #expect(period.end == at("\(year)-\(month < 10 ? "0" : "")\(month)-01"))
      #expect(CalendarPeriod(.month, at: period.end + Span(milliseconds: -1), in: query) == period)
      time = period.end
    }
  }

  @Test(arguments: [Int64.min, .min + 1, -1, 0, .max - 1, .max])
  func theEndsOfAllTimeAreBorne(_ milliseconds: Int64) throws {
    let time = Timestamp(milliseconds: milliseconds)
    let query = try UsageQuery(
      from: at("1900-01-01"), to: at("1900-01-02"), period: .all, now: at("2400-01-01"))
    for kind in UsagePeriod.allCases {
      let period = CalendarPeriod(kind, at: time, in: query)
      #expect(period.start <= period.end)
    }
  }

  @Test func aQueryThatMakesNoSenseSaysWhy() {
    let now = at("2026-11-26")
    func refusal(_ from: String, _ to: String, _ period: UsagePeriod = .all) -> UsageQueryError? {
      do throws(UsageQueryError) {
        _ = try UsageQuery(from: at(from), to: at(to), period: period, now: now)
        return nil
      } catch { return error }
    }
    #expect(refusal("2026-11-25", "2026-11-20")?.code == "reversed")
    #expect(
      refusal("2026-11-25", "2026-11-20")?.message
        == "The report would end (2026-11-20 00:00 UTC) before it begins (2026-11-25 00:00 UTC).")
    #expect(refusal("2026-11-20", "2026-11-20")?.code == "reversed")
    #expect(refusal("2027-01-01", "2027-02-01")?.code == "not-yet")
    #expect(refusal("2026-11-26", "2027-02-01")?.code == "not-yet")
    #expect(refusal("1926-11-26", "2027-02-01", .day)?.code == "too-long")
    #expect(refusal("1826-11-26", "2027-02-01", .month)?.code == "too-long")
    #expect(refusal("1926-12-26", "2027-02-01", .month) == nil)
    #expect(refusal("1826-11-26", "2027-02-01") == nil)
    // An end in the future is what "this month" means.
    #expect(refusal("2026-11-01", "2026-12-01", .month) == nil)
  }
}

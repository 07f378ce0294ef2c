import Dice
import StationModel
import Testing

@testable import Reports

@Suite struct HostileHistoryTests {
  let day = at("2026-11-26")
  let next = at("2026-11-27")

  @Test(
    arguments: [
      ("lease-granted", "", "a"), ("lease-granted", "{", "a"), ("lease-granted", "[]", "a"),
      ("lease-granted", #"{"pack":"p"}"#, "a"),
      ("lease-granted", #"{"pack":"p","expires-at":"soon"}"#, "a"),
      ("lease-granted", #"{"pack":"p","expires-at":1e400}"#, "a"),
      ("lease-granted", #"{"expires-at":99999999999999,"pack":"p"}"#, nil),
      ("lease-granted", #"{"expires-at":99999999999999,"holder":"dog/rex","pack":"p"}"#, "a"),
      ("lease-released", "{}", nil), ("lease-revoked", #"{"holder":5}{"#, "a"),
      ("state-changed", #"{"state":"dancing"}"#, "a"),
      ("state-changed", #"{"state":"grace"}"#, nil),
      ("station-enrolled", #"{"name":"x"}"#, "a"), ("station-moved", "{}", "a"),
      ("stations-renumbered", "nonsense", nil), ("pack-added", #"{"pack":"p"}"#, nil),
      ("pack-added", #"{"pack":"p","count":1,"valid-from":0,"kind":"dog"}"#, nil),
      ("pack-removed", "{}", nil), ("mode-set", #"{"mode":"per-dog"}"#, nil),
      ("station-forgotten", "{}", nil), ("pack-converted", #"{"pack":"p"}"#, nil),
    ] as [(String, String, String?)])
  func aRowThatCannotBeUnderstoodIsCountedAndPassedOver(
    _ kind: String, _ detail: String, _ station: String?
  ) throws {
    var diary = Diary()
    diary.grant("station/b", at: day, until: next)
    diary.rows.append(
      HistoryRow(
        id: 2, at: day, kind: kind, station: station.map { StationKey($0) }, detail: detail))
    let report = try diary.report(from: day, to: next)
    #expect(report.unreadable == 1)
    #expect(report.rows.first?.peak == 1)
    #expect(report.remarks.contains { $0.contains("could not be read") })
  }

  @Test func rowsThatDoNotMatterAreNotEvenLookedAt() throws {
    var diary = Diary()
    for kind in ["notice-raised", "candidate-ignored", "clock-moved", "station-power-cycled", ""] {
      diary.rows.append(HistoryRow(id: 1, at: day, kind: kind, station: nil, detail: "{{{"))
    }
    #expect(try diary.report(from: day, to: next).unreadable == 0)
  }

  @Test func aRowFromBeforeTheRowBeforeItCountsAsOfThatRow() throws {
    var diary = Diary()
    diary.grant("station/a", at: day + .hours(12), until: next)
    diary.release("station/a", at: day)
    let report = try diary.report(from: day, to: next)
    #expect(report.outOfOrder == 1)
    #expect(report.rows.first?.averageThousandths == 0)
  }

  @Test func extremeTimesAndNumbersTrapNowhere() throws {
    let ends = [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max]
    var dice = SplitMix(seed: 4)
    for round in 0..<500 {
      var diary = Diary()
      for _ in 0..<30 {
        let time = Timestamp(milliseconds: dice.one(of: ends))
        let other = Timestamp(milliseconds: dice.one(of: ends))
        let key = dice.one(of: ["a", "b", "c"])
        switch Int.random(in: 0..<7, using: &dice) {
        case 0: diary.grant("station/" + key, at: time, until: other)
        case 1: diary.release("station/" + key, at: time)
        case 2: diary.pack(key, count: .max, from: time, until: other, replaces: "a", at: time)
        case 3: diary.note("pack-removed", at: time, nil, ["pack": key, "licenses": Int.max])
        case 4: diary.enroll(key, number: .max, at: time, event: "moved", from: "b")
        case 5: diary.state(key, "over", at: time)
        default: diary.note("pack-converted", at: time, nil, ["pack": key, "converted": Int.min])
        }
      }
      let (from, to) = round % 2 == 0 ? (ends[0], ends[6]) : (-86_400_000, 86_400_000)
      for by in UsageGrouping.allCases {
        let report = try diary.report(
          from: Timestamp(milliseconds: from), to: Timestamp(milliseconds: to),
          round % 2 == 0 ? .all : .day, by: by)
        #expect(!report.rows.isEmpty)
      }
    }
  }

  @Test func tooManyRowsAreLeftOutAndSaid() throws {
    var diary = Diary()
    for number in 0..<60 { diary.enroll("s\(number)", number: number, at: at("2016-12-01")) }
    let report = try diary.report(from: at("2020-01-01"), to: at("2026-01-01"), .day, by: .station)
    #expect(report.rows.count == UsageReport.mostRows)
    #expect(report.omitted == 2192 * 60 - UsageReport.mostRows)
    #expect(report.remarks.contains { $0.contains("more rows are left out") })
  }

  @Test func renewalsWithoutEndDoNotPileUp() throws {
    let query = try UsageQuery(from: day, to: next, period: .all, now: next)
    var usage = Usage(query)
    for step in 0..<5000 as Range<Int64> {
      var diary = Diary()
      let time = day + Span(milliseconds: step)
      diary.grant("user/ada", at: time, until: time + .days(60), renewal: step > 0)
      for row in diary.rows { usage.take(row) }
    }
    #expect(usage.expiries.count < 200)
    #expect(usage.report().rows.first?.renewed == 4999)
  }

  @Test func moreRowsMayFollowAReport() throws {
    let query = try UsageQuery(from: day, to: next, period: .all, now: next)
    var usage = Usage(query)
    var diary = Diary()
    diary.grant("user/ada", at: day, until: next)
    diary.grant("user/bob", at: day, until: next)
    usage.take(diary.rows[0])
    #expect(usage.report().rows.first?.peak == 1)
    usage.take(diary.rows[1])
    #expect(usage.report().rows.first?.peak == 2)
  }
}

import Dice
import StationModel
import Testing

@testable import Reports

@Suite struct UsagePropertyTests {
  /// Every figure of every group and period, against the plainest way to count it.
  @Test(arguments: UsageGrouping.allCases)
  func reportsSayWhatIsSoAtEveryMoment(_ by: UsageGrouping) throws {
    var compared = 0
    for seed in 0..<80 as Range<UInt64> {
      var dice = SplitMix(seed: seed ^ 0xabcd)
      let history = RandomHistory(seed: seed, steps: Int.random(in: 5...90, using: &dice))
      let from = at("2026-11-20") + .hours(Int64.random(in: 0...200, using: &dice))
      let to = from + .hours(Int64.random(in: 1...400, using: &dice))
      let period = dice.one(of: UsagePeriod.allCases)
      let query = try UsageQuery(from: from, to: to, period: period, by: by, now: to)
      var usage = Usage(query)
      for row in history.diary.rows { usage.take(row) }
      let report = usage.report()
      #expect(report.unreadable == 0 && report.outOfOrder == 0)

      let slow = SlowUsage(rows: history.diary.rows, query: query)
      var next = from
      for (start, rows) in Dictionary(grouping: report.rows, by: \.from).sorted(by: {
        $0.key < $1.key
      }) {
        #expect(start == next, "periods join without gaps")
        next = rows[0].to
        var expected = slow.figures(from: start, to: next)
        for row in rows {
          let slowly = expected.removeValue(forKey: row.group) ?? .init()
          #expect(figures(row, by) == slowly, "seed \(seed), \(row.period), \(row.group ?? "rest")")
          compared += 1
        }
        #expect(expected.isEmpty, "seed \(seed): groups are missing in \(rows[0].period)")
      }
      #expect(next == to)
    }
    print("by \(by): \(compared) rows of reports compared")
  }

  /// The row's figures; what a report by pack or person does not know is taken as zero.
  private func figures(_ row: UsageRow, _ by: UsageGrouping) -> SlowUsage.Figures {
    #expect((row.denials == nil) == !by.hasStates)
    return SlowUsage.Figures(
      peak: row.peak, peakAt: row.peakAt, average: row.averageThousandths, granted: row.granted,
      renewed: row.renewed, released: row.released, revoked: row.revoked,
      denials: row.denials ?? 0, grace: row.graceMinutes ?? 0,
      unlicensed: row.unlicensedMinutes ?? 0, over: row.overMinutes ?? 0)
  }

  @Test func theGroupsTogetherAreTheWhole() throws {
    for seed in 0..<60 as Range<UInt64> {
      let diary = RandomHistory(seed: seed, steps: 120).diary
      let (from, to) = (at("2026-11-22"), at("2026-12-20"))
      let whole = try #require(diary.report(from: from, to: to).rows.first)
      for by in [UsageGrouping.pack, .user, .station] {
        let rows = try diary.report(from: from, to: to, by: by).rows
        #expect(rows.reduce(0) { $0 + $1.granted } == whole.granted)
        #expect(rows.reduce(0) { $0 + $1.renewed } == whole.renewed)
        #expect(rows.reduce(0) { $0 + $1.revoked } == whole.revoked)
        #expect(rows.reduce(0) { $0 + $1.released } == whole.released)
        let average = rows.reduce(0) { $0 + $1.averageThousandths }
        #expect(abs(average - whole.averageThousandths) <= rows.count)
        #expect(rows.allSatisfy { $0.peak <= whole.peak })
      }
    }
  }

  @Test func theDaysTogetherAreTheMonth() throws {
    for seed in 0..<60 as Range<UInt64> {
      let diary = RandomHistory(seed: seed, steps: 120).diary
      let (from, to) = (at("2026-12-01"), at("2027-01-01"))
      let month = try #require(diary.report(from: from, to: to, .month).rows.first)
      let days = try diary.report(from: from, to: to, .day).rows
      #expect(days.count == 31)
      #expect(days.map(\.peak).max() == month.peak)
      #expect(days.first { $0.peak == month.peak }?.peakAt == month.peakAt)
      #expect(days.reduce(0) { $0 + $1.granted } == month.granted)
      #expect(days.reduce(0) { $0 + ($1.graceMinutes ?? 0) } == month.graceMinutes)
    }
  }
}

import AgentInterface
import DBus
import Ledger
import Licensing
import Reports
import StationModel

/// Figures from the ledger's history. Read on another thread with a connection of its own.
extension Agent {
  func report(
    from: Timestamp, to: Timestamp, period: String, by: String
  ) async throws(AgentError) -> [Value] {
    guard let period = UsagePeriod(rawValue: period), let by = UsageGrouping(rawValue: by) else {
      throw AgentError(
        .badArgument, "There is no such report.",
        nextStep: "Periods are day, month, all; by none, pack, label, user, station.")
    }
    // Without dates, the last 30 days: the caller's clock may be another one.
    let start = from.milliseconds > 0 ? from : clock.now - .days(30)
    let end = to.milliseconds > 0 ? to : clock.now + .days(1)
    return UsageAnswer(try await usage(from: start, to: end, period: period, by: by)).values
  }

  func forecast() async throws(AgentError) -> [Value] {
    let now = clock.now
    let start = now - (Forecast.lookBack + .days(1))
    let report = try await usage(from: start, to: now, period: .day, by: .none)
    let packs = book.packs.map(\.pack).filter {
      standing.refused[$0.id] == nil && standing.untrusted[$0.id] == nil
    }
    let pool = plan?.licensing.pool
    let forecast = Reports.forecast(
      report.dailyPeaks,
      licenses: PoolStep.steps(packs, of: book.mode.kind ?? .device, now: now),
      short: (pool?.short ?? 0) + (pool?.over ?? 0), now: now)
    return ForecastAnswer(forecast).values
  }

  private func usage(
    from: Timestamp, to: Timestamp, period: UsagePeriod, by: UsageGrouping
  ) async throws(AgentError) -> UsageReport {
    let query: UsageQuery
    do throws(UsageQueryError) {
      query = try UsageQuery(from: from, to: to, period: period, by: by, now: clock.now)
    } catch {
      throw AgentError(.badArgument, error.message, nextStep: error.nextStep)
    }
    let path = ledgerFile
    return try await onAnotherThread {
      var usage = Usage(query)
      try Ledger.history(path: path) { row in usage.take(row) }
      return usage.report()
    }
  }
}

extension UsageAnswer {
  init(_ report: UsageReport) {
    self.init(
      rows: report.rows.map { UsageLine($0) }, from: WireTime(report.from), to: WireTime(report.to),
      historyBegins: WireTime(report.historyBegins),
      statesKnownFrom: WireTime(report.statesKnownFrom), unreadable: report.unreadable,
      outOfOrder: report.outOfOrder, omitted: report.omitted)
  }
}

extension UsageLine {
  init(_ row: UsageRow) {
    self.init(
      period: row.period, from: WireTime(row.from), to: WireTime(row.to),
      isPartial: row.isPartial, group: row.group, name: row.name, peak: row.peak,
      peakAt: WireTime(row.peakAt), averageThousandths: row.averageThousandths,
      counts: Counts(
        granted: row.granted, renewed: row.renewed, released: row.released, revoked: row.revoked),
      denials: row.denials, graceMinutes: row.graceMinutes,
      unlicensedMinutes: row.unlicensedMinutes, overMinutes: row.overMinutes,
      statesFrom: WireTime(row.statesFrom), licenses: row.licenses)
  }
}

extension ForecastAnswer {
  init(_ forecast: Forecast) {
    self.init(
      answer: forecast.answer.code, date: WireTime(forecast.answer.date),
      because: forecast.answer.because, pack: forecast.answer.pack, words: forecast.sentence,
      licenses: forecast.licenses, trendThousandths: forecast.trendThousandths,
      days: forecast.days, daysAtLimit: forecast.daysAtLimit)
  }
}

extension Timestamp {
  fileprivate static func - (time: Timestamp, span: Span) -> Timestamp {
    time + Span(milliseconds: -span.milliseconds)
  }
}

extension Span {
  fileprivate static func + (left: Span, right: Span) -> Span {
    Span(milliseconds: left.milliseconds + right.milliseconds)
  }
}

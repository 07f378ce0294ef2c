import AgentInterface
import ArgumentParser
import Reports
import StationModel

/// One word of a closed set.
private func word<Word: RawRepresentable & CaseIterable>(_ text: String) throws -> Word
where Word.RawValue == String {
  guard let word = Word(rawValue: text) else {
    throw ValidationError(
      "Take one of: \(Word.allCases.map(\.rawValue).joined(separator: ", ")).")
  }
  return word
}

struct LicenseReport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "How many licenses were in use, and who went short.",
    discussion: """
      What each figure means is in /usr/share/doc/stationmaster/reports.md. Days are those of UTC.
      """)

  @Option(help: "From this day or time (UTC): 2026-09-01. Default: 30 days ago.") var from: String?
  @Option(help: "Until this day or time (UTC), which does not count. Default: now.") var to: String?
  @Option(help: "A row for each day, month, or all of it.", transform: word)
  var period = UsagePeriod.day
  @Option(help: "In groups: none, pack, label, user or station.", transform: word)
  var by = UsageGrouping.none
  @Flag(help: "Print CSV with stable column names.") var csv = false
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if csv, output.json { throw ValidationError("Take either --csv or --json.") }
  }

  func run() async throws {
    try await reportingFailures {
      // The agent's time counts, which need not be this computer's clock: 0 lets it choose.
      let start = try from.map(utcDate) ?? Timestamp(milliseconds: 0)
      let end = try to.map(utcDate) ?? Timestamp(milliseconds: 0)
      try await withAgent { client in
        let answer = try await client.report(
          from: WireTime(start), to: WireTime(end), period: period.rawValue, by: by.rawValue)
        let report = UsageReport(answer, period: period, by: by)
        if output.json { return try writeJSON(UsageDocument(report)) }
        for line in csv ? usageCSV(report) : usageLines(report) { writeLine(line) }
      }
    }
  }
}

struct LicenseForecast: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast", abstract: "Say when licenses run out at the present trend.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let answer = try await client.forecast()
        if !output.json { return writeLine(clean(answer.words, limit: 500)) }
        guard let forecast = Forecast(answer) else {
          throw Failure(
            .refused, "The agent's answer is of another version than this program.",
            nextStep: "Restart it after an upgrade: systemctl restart stationmaster")
        }
        try writeJSON(ForecastDocument(forecast))
      }
    }
  }
}

/// A day or a time, as issuing packs takes it too.
func utcDate(_ text: String) throws -> Timestamp {
  guard let time = Timestamp(iso: text) else {
    throw Failure(
      .refused, "'\(Label.clean(text, limit: 60))' is no date.",
      nextStep: "Write it as 2027-08-31 or 2027-08-31T18:00Z (UTC).")
  }
  return time
}

extension UsageReport {
  init(_ answer: UsageAnswer, period: UsagePeriod, by: UsageGrouping) {
    let begin = Timestamp(milliseconds: 0)
    self.init(
      from: answer.from?.time ?? begin, to: answer.to?.time ?? begin, period: period, by: by,
      rows: answer.rows.map { UsageRow($0) }, historyBegins: answer.historyBegins?.time,
      statesKnownFrom: answer.statesKnownFrom?.time, unreadable: answer.unreadable,
      outOfOrder: answer.outOfOrder, omitted: answer.omitted)
  }
}

extension UsageRow {
  init(_ line: UsageLine) {
    let begin = Timestamp(milliseconds: 0)
    self.init(
      period: line.period, from: line.from?.time ?? begin, to: line.to?.time ?? begin,
      isPartial: line.isPartial, group: line.group, name: line.name, peak: line.peak,
      peakAt: line.peakAt?.time, averageThousandths: line.averageThousandths,
      granted: line.counts.granted, renewed: line.counts.renewed, released: line.counts.released,
      revoked: line.counts.revoked, denials: line.denials, graceMinutes: line.graceMinutes,
      unlicensedMinutes: line.unlicensedMinutes, overMinutes: line.overMinutes,
      statesFrom: line.statesFrom?.time, licenses: line.licenses)
  }
}

extension Forecast {
  init?(_ answer: ForecastAnswer) {
    guard
      let read = Answer(
        code: answer.answer, date: answer.date?.time, because: answer.because, pack: answer.pack,
        why: nil)
    else { return nil }
    self.init(
      answer: read, sentence: answer.words, licenses: answer.licenses,
      trendThousandths: answer.trendThousandths, days: answer.days,
      daysAtLimit: answer.daysAtLimit)
  }
}

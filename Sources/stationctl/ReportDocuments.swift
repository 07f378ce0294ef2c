import Reports
import StationModel

/// What `license report --json` prints; docs/reports.md has the members. Nil is left out.
struct UsageDocument: Encodable, Equatable {
  var from: String
  var to: String
  var period: String
  var by: String
  var historyBegins: String?
  var statesKnownFrom: String?
  var unreadable: Int
  var outOfOrder: Int
  var omitted: Int
  var remarks: [String]
  var rows: [Row]

  struct Row: Encodable, Equatable {
    var period: String
    var from: String
    var to: String
    var partial: Bool
    var group: String?
    var name: String?
    var peak: Int
    var peakAt: String?
    var average: Double
    var granted: Int
    var renewed: Int
    var released: Int
    var revoked: Int
    var denials: Int?
    var graceMinutes: Int?
    var unlicensedMinutes: Int?
    var overMinutes: Int?
    var statesFrom: String?
    var licenses: Int?
  }

  init(_ report: UsageReport) {
    from = report.from.iso
    to = report.to.iso
    period = report.period.rawValue
    by = report.by.rawValue
    historyBegins = report.historyBegins?.iso
    statesKnownFrom = report.statesKnownFrom?.iso
    unreadable = report.unreadable
    outOfOrder = report.outOfOrder
    omitted = report.omitted
    remarks = report.remarks
    rows = report.rows.map { row in
      Row(
        period: row.period, from: row.from.iso, to: row.to.iso, partial: row.isPartial,
        group: row.group, name: row.name, peak: row.peak, peakAt: row.peakAt?.iso,
        average: row.average, granted: row.granted, renewed: row.renewed, released: row.released,
        revoked: row.revoked, denials: row.denials, graceMinutes: row.graceMinutes,
        unlicensedMinutes: row.unlicensedMinutes, overMinutes: row.overMinutes,
        statesFrom: row.statesFrom?.iso, licenses: row.licenses)
    }
  }
}

/// What `license forecast --json` prints; docs/reports.md has the members. Nil is left out.
struct ForecastDocument: Encodable, Equatable {
  var answer: String
  var date: String?
  var because: String?
  var pack: String?
  var sentence: String
  var licenses: Int?
  var trendPer30Days: Double?
  var days: Int
  var daysAtLimit: Int

  init(_ forecast: Forecast) {
    answer = forecast.answer.code
    date = forecast.answer.date?.iso
    because = forecast.answer.because
    pack = forecast.answer.pack
    sentence = forecast.sentence
    licenses = forecast.licenses
    trendPer30Days = forecast.trendThousandths.map { Double($0) / 1000 }
    days = forecast.days
    daysAtLimit = forecast.daysAtLimit
  }
}

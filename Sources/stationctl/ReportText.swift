import Reports
import StationModel

/// The lines of a report for people: the table, and below it what is to be known besides.
func usageLines(_ report: UsageReport) -> [String] {
  let lines = tableLines(usageHeaders(report), report.rows.map { usageCells($0, of: report) })
  var remarks = report.remarks
  if report.rows.contains(where: \.isPartial) {
    remarks.insert(
      "* Not the whole \(report.period == .all ? "time" : report.period.rawValue).", at: 0)
  }
  if report.rows.contains(where: { $0.statesFrom != nil }) {
    remarks.insert("+ Denials and minutes are known only of a part of this time.", at: 0)
  }
  return remarks.isEmpty ? lines : lines + [""] + remarks
}

private func usageHeaders(_ report: UsageReport) -> [String] {
  var headers = ["PERIOD"]
  if report.by != .none { headers.append(report.by.rawValue.uppercased()) }
  if report.by == .station { headers.append("NAME") }
  headers += ["PEAK", "PEAK AT", "AVERAGE"]
  if report.hasLicenses { headers.append("LICENSES") }
  headers += ["GRANTED", "RENEWED", "RELEASED", "REVOKED"]
  if report.by.hasStates { headers += ["DENIALS", "GRACE", "UNLICENSED", "OVER"] }
  return headers
}

private func usageCells(_ row: UsageRow, of report: UsageReport) -> [String] {
  var cells = [row.isPartial ? row.period + " *" : row.period]
  // Names of people and labels were typed by somebody: nothing of them may steer the terminal.
  if report.by != .none { cells.append(row.group.map { Label.clean($0, limit: 64) } ?? "-") }
  if report.by == .station { cells.append(row.name.map { Label.clean($0, limit: 64) } ?? "-") }
  cells += [String(row.peak), row.peakAt?.utcText ?? "-", averageText(row.averageThousandths)]
  if report.hasLicenses { cells.append(row.licenses.map(String.init) ?? "-") }
  cells += [row.granted, row.renewed, row.released, row.revoked].map(String.init)
  if report.by.hasStates {
    let isPart = row.statesFrom != nil
    // Unknown is no zero, and a part is not the whole.
    cells.append(row.denials.map { String($0) + (isPart ? " +" : "") } ?? "?")
    cells += [row.graceMinutes, row.unlicensedMinutes, row.overMinutes].map { minutes in
      minutes.map { minutesText($0) + (isPart ? " +" : "") } ?? "?"
    }
  }
  return cells
}

extension UsageReport {
  fileprivate var hasLicenses: Bool { by == .none || by == .pack }
}

/// `12.5`: thousandths, rounded to the tenth that people compare.
private func averageText(_ thousandths: Int) -> String {
  let tenths = thousandths.magnitude / 100 + (thousandths.magnitude % 100 >= 50 ? 1 : 0)
  return (thousandths < 0 ? "-" : "") + "\(tenths / 10).\(tenths % 10)"
}

/// `45 min`, `3 h 5 min`. Hours are not days: they are added up over stations.
private func minutesText(_ minutes: Int) -> String {
  let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
  if hours == 0 { return "\(rest) min" }
  return rest == 0 ? "\(hours) h" : "\(hours) h \(rest) min"
}

/// The lines of a forecast for people.
func forecastLines(_ forecast: Forecast) -> [String] { [forecast.sentence] }

import Reports
import StationModel

/// A report as comma-separated values (RFC 4180, with a newline alone at each line's end). The first
/// line has the names of the columns, which are always all of them, in this order. What is not known
/// or does not apply is empty. Lines without their ends.
func usageCSV(_ report: UsageReport) -> [String] {
  let header = [
    "period", "from", "to", "partial", "group", "name", "peak", "peakAt", "average", "granted",
    "renewed", "released", "revoked", "denials", "graceMinutes", "unlicensedMinutes",
    "overMinutes", "statesFrom", "licenses",
  ]
  let rows = report.rows.map { row in
    [
      .text(row.period), .text(row.from.iso), .text(row.to.iso),
      .text(row.isPartial ? "true" : "false"), .text(row.group), .text(row.name),
      .number(row.peak), .text(row.peakAt?.iso), .thousandths(row.averageThousandths),
      .number(row.granted), .number(row.renewed), .number(row.released), .number(row.revoked),
      .number(row.denials), .number(row.graceMinutes), .number(row.unlicensedMinutes),
      .number(row.overMinutes), .text(row.statesFrom?.iso), .number(row.licenses),
    ] as [CSVCell]
  }
  return csvLines(header, rows)
}

enum CSVCell {
  /// Nil is an empty cell, as an empty text is.
  case text(String?)
  case number(Int?)
  case thousandths(Int)

  /// As it stands in the file.
  var written: String {
    switch self {
    case .number(let number): number.map(String.init) ?? ""
    case .thousandths(let number):
      (number < 0 ? "-" : "") + "\(number.magnitude / 1000)."
        + String(String(number.magnitude % 1000 + 1000).dropFirst())
    case .text(let text): csvText(text ?? "")
    }
  }
}

func csvLines(_ header: [String], _ rows: [[CSVCell]]) -> [String] {
  [header.map(csvText).joined(separator: ",")]
    + rows.map { $0.map(\.written).joined(separator: ",") }
}

/// A text as a cell: quoted if it must be, and never a formula. Spreadsheets run a cell that begins
/// like one, and a person may be called `=HYPERLINK(…)` (OWASP: CSV Injection). The full-width signs
/// are read as the plain ones where Japanese or Chinese is written.
private func csvText(_ text: String) -> String {
  var text = text
  if let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) {
    text = "'" + text
  }
  guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) })
  else { return text }
  var quoted = "\""
  for scalar in text.unicodeScalars {
    if scalar == "\"" { quoted += "\"" }
    quoted.unicodeScalars.append(scalar)
  }
  return quoted + "\""
}

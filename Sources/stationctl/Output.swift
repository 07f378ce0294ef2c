import AgentInterface
import FoundationEssentials
import Glibc
import StationModel

/// Standard output and error without the buffers of stdio, which Swift 6 cannot share safely.
func writeLine(_ line: String) { writeAll(line + "\n", to: 1) }
func writeError(_ line: String) { writeAll(line + "\n", to: 2) }

private func writeAll(_ text: String, to descriptor: Int32) {
  var bytes = ArraySlice(text.utf8)
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno != EINTR { return }
    if count > 0 { bytes = bytes.dropFirst(count) }
  }
}

/// JSON for programs: sorted keys, so that two runs can be compared.
func writeJSON(_ value: some Encodable, onOneLine: Bool = false) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting =
    onOneLine
    ? [.sortedKeys, .withoutEscapingSlashes]
    : [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  writeLine(String(decoding: try encoder.encode(value), as: UTF8.self))
}

/// A table for people. Nothing at all if there are no rows: an empty list prints nothing.
func writeTable(_ headers: [String], _ rows: [[String]]) {
  for line in tableLines(headers, rows) { writeLine(line) }
}

/// The lines of a table, each column as wide as its widest cell.
func tableLines(_ headers: [String], _ rows: [[String]]) -> [String] {
  if rows.isEmpty { return [] }
  let widths = headers.indices.map { column in
    ([headers] + rows).map { $0[column].count }.max() ?? 0
  }
  return ([headers] + rows).map { row in
    var line = ""
    for (column, cell) in row.enumerated() {
      line += cell
      if column < row.count - 1 {
        line += String(repeating: " ", count: widths[column] - cell.count + 2)
      }
    }
    return line
  }
}

/// `name: value` lines, the values under each other.
func writeFields(_ fields: [(String, String)]) {
  let width = fields.map(\.0.count).max() ?? 0
  for (name, value) in fields where !value.isEmpty {
    let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let head = index == 0 ? name + ":" : ""
      writeLine(head + String(repeating: " ", count: width + 2 - head.count) + line)
    }
  }
}

/// A time as people read it; `-` if there is none.
func text(_ time: WireTime?) -> String { time?.time.utcText ?? "-" }

/// The table of stations and, below them, of what could become one.
func stationTable(_ snapshot: AgentSnapshot) -> [String] {
  let stations = snapshot.stations.map { station in
    [
      String(station.number), station.name, station.kind, stateText(station),
      licenseText(station), dateText(station), station.turn == 0 ? "-" : String(station.turn),
      station.key,
    ]
  }
  let candidates = snapshot.candidates.map { candidate in
    let state =
      candidate.state == "incomplete"
      ? "incomplete: no \(candidate.missing.joined(separator: ", "))" : candidate.state
    return [
      "-", candidate.label, candidate.kind, state,
      candidate.ignored ? "ignored" : candidate.decided ? "-" : "to be decided", "-", "-",
      candidate.key,
    ]
  }
  let headers = ["NO", "NAME", "KIND", "STATE", "LICENSE", "UNTIL", "TURN", "KEY"]
  // A column that is empty in most rooms would only push the others apart.
  guard snapshot.stations.contains(where: { $0.desktop != nil }) else {
    return tableLines(headers, stations + candidates)
  }
  let shown = snapshot.stations.map { clean($0.desktop ?? "-") } + candidates.map { _ in "-" }
  return tableLines(
    headers + ["SHOWS"], zip(stations + candidates, shown).map { row, desktop in row + [desktop] })
}

private func stateText(_ station: StationView) -> String {
  let state =
    station.state == "incomplete"
    ? "incomplete: no \(station.missing.joined(separator: ", "))" : station.state
  let closed = station.disabledSince == nil ? state : state + ", disabled"
  return station.stale ? closed + " (stale)" : closed
}

private func licenseText(_ station: StationView) -> String {
  station.cause.map { "\(station.license) (\($0))" } ?? station.license
}

private func dateText(_ station: StationView) -> String {
  switch station.license {
  case "licensed": text(station.leaseExpires)
  case "grace": text(station.graceEnds)
  case "unlicensed", "over": "since " + text(station.unlicensedSince)
  default: "-"
  }
}

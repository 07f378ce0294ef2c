import AgentInterface
import ArgumentParser
import StationModel

struct StationExplain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Why each device is where it is, and who says so.",
    discussion: """
      Below a device stands where else it could have gone, if that is worth knowing. All of it is \
      in --json.
      """)

  @Argument(help: targetHelp) var station: Target
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let rows: [DeviceView]
        let heading: [(String, String)]
        switch try station.find(in: try await client.snapshot()) {
        case .station(let view):
          rows = try await client.explain(view.number)
          heading = [
            ("Station", "\(view.number), \(view.name)"), ("Kind", view.kind), ("Key", view.key),
            ("State", view.stateReason),
            ("Shows", view.desktop.map { "desktop " + clean($0) } ?? ""),
            ("Note", view.remarks.joined(separator: "\n")),
          ]
        case .candidate(let view):
          rows = try await client.explain(candidate: view.key)
          heading = [
            ("Candidate", view.label), ("Kind", view.kind), ("Key", view.key),
            ("State", view.stateReason),
            ("Standing", view.standing), ("Note", view.remarks.joined(separator: "\n")),
          ]
        }
        if output.json { return try writeJSON(rows) }
        writeFields(heading)
        let lines = explainLines(rows)
        if !lines.isEmpty { writeLine("") }
        for line in lines { writeLine(line) }
      }
    }
  }
}

/// A table of the devices, and below each what else was possible. Pure.
func explainLines(_ rows: [DeviceView]) -> [String] {
  var lines: [String] = []
  var told: Set<String> = []
  let table = tableLines(
    ["DEVICE", "WHAT", "RULE", "WHO", "WHY"],
    rows.map { row in
      [DevicePath(row.device).name, row.label, row.rule, row.authority, row.why].map(clean)
    })
  for (number, line) in table.enumerated() {
    lines.append(line)
    guard number > 0 else { continue }
    for alternative in rows[number - 1].alternatives where alternative.isWorthTelling {
      // What hangs on a hub lost a station for the same reason as the hub itself.
      let isShared = ["4 ", "5 "].contains { alternative.rule.hasPrefix($0) }
      if isShared, let station = alternative.station, !told.insert(station).inserted { continue }
      lines.append("    not \(placeText(alternative)): \(clean(alternative.why))")
    }
  }
  return lines
}

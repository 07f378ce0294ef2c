import AgentInterface
import ArgumentParser

struct Stations: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the stations, and what could become one.")

  @OptionGroup var output: OutputOptions
  @Flag(name: [.short, .long], help: "Only the numbers of the stations, one a line.")
  var quiet = false

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let snapshot = try await client.snapshot()
        if output.json {
          return try writeJSON(
            StationList(stations: snapshot.stations, candidates: snapshot.candidates))
        }
        if quiet {
          for station in snapshot.stations { writeLine(String(station.number)) }
        } else {
          for line in stationTable(snapshot) { writeLine(line) }
        }
      }
    }
  }
}

/// What `stations --json` and `watch --json` print.
struct StationList: Encodable {
  var stations: [StationView]
  var candidates: [CandidateView]
}

import AgentInterface
import ArgumentParser

struct StationPowerCycle: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power-cycle",
    abstract: "Take the power of a station's USB port away for 2 seconds and give it back.",
    discussion: """
      Starts a station anew that hangs, if the hub that it is plugged into can switch. Whoever works \
      there loses what is plugged in for some seconds. Refused where the host's keyboard, another \
      station or a mounted disk would go with it. A station that is not there is looked for in the port \
      that it was plugged into. Exit code 0 if the station went away and came back, \
      else 1 (/usr/share/doc/stationmaster/power.md).
      """)

  @Argument(help: "The station's number or key, or a candidate's key.") var station: Target
  @Flag(help: "Only say what would be switched.") var dryRun = false
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let view =
          switch try station.find(in: try await client.snapshot()) {
          case .station(let view):
            try await client.powerCycle(view.number, key: view.key, isDry: dryRun)
          case .candidate(let view):
            try await client.powerCycle(candidate: view.key, isDry: dryRun)
          }
        output.json ? try writeJSON(view) : writeLine(view.text)
        if view.outcome == .stayed || view.outcome == .away { throw ExitCode(1) }
      }
    }
  }
}

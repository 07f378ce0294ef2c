import AgentInterface
import ArgumentParser

/// The command line: a client of the agent like any other. Results go to standard output,
/// everything else to standard error.
@main
struct Stationctl: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stationctl",
    abstract: "Look at and manage the stations of this computer.",
    discussion: """
      Exit codes: 0 done; 1 refused, with the reason; 64 wrong usage; 65 a bad license or rig file; \
      69 the agent is not running; 77 not allowed; 78 the configuration has a mistake.
      """,
    version: productVersion,
    subcommands: [
      Status.self, Stations.self, StationCommand.self, SeatCommand.self, Devices.self,
      DesktopCommand.self, SessionCommand.self,
      PluginCommand.self, LicenseCommand.self, NoticeCommand.self, Watch.self, Doctor.self,
      RigCommand.self, MaintenanceCommand.self, ConfigCommand.self,
    ])
}

/// `--json`, which every command has.
struct OutputOptions: ParsableArguments {
  @Flag(
    help: """
      Print JSON with stable keys (/usr/share/doc/stationmaster/json.md) instead of text for people.
      """)
  var json = false
}

import AgentInterface
import ArgumentParser
import Glibc
import StationModel

struct MaintenanceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "maintenance", abstract: "Work on this computer without upsetting its licenses.",
    discussion: """
      While maintenance is on, no new licenses are given and none goes back for want of use, notices \
      about licenses wait, and nobody is refused for want of a license. Graces go on and are shown.
      """,
    subcommands: [MaintenanceShow.self, MaintenanceOn.self, MaintenanceOff.self],
    defaultSubcommand: MaintenanceShow.self)
}

struct MaintenanceShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Is maintenance on?")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in try tell(try await client.snapshot().host, output) }
    }
  }
}

struct MaintenanceOn: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "on", abstract: "Begin maintenance, or change when it ends.")

  @Option(
    name: [.customLong("until"), .customLong("for")],
    help: """
      When it ends by itself: 45m, 2h or 3d from now; 18:00 by this computer's clock; 2026-12-24 (to \
      the end of that day) or 2026-12-24T18:00Z, both UTC. Default: only by command.
      """)
  var until: String?
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      let end = try until.map { text in
        try Moment.read(text, now: Timestamp(seconds: Int64(time(nil))))
      }
      try await withAgent { client in
        // People say times by this computer's clock, and the agent may know that it is wrong.
        let behind = Span(
          milliseconds: -Int64(try await client.snapshot().host.clockDifference))
        try await client.beginMaintenance(until: WireTime(end.map { $0 + behind }))
        try tell(try await client.snapshot().host, output)
      }
    }
  }
}

struct MaintenanceOff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "off", abstract: "End maintenance.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        try await client.endMaintenance()
        try tell(try await client.snapshot().host, output)
      }
    }
  }
}

/// What `maintenance --json` prints.
private struct MaintenanceAnswer: Encodable {
  var maintenanceSince: WireTime?
  var maintenanceUntil: WireTime?
}

private func tell(_ host: HostView, _ output: OutputOptions) throws {
  if output.json {
    return try writeJSON(
      MaintenanceAnswer(
        maintenanceSince: host.maintenanceSince, maintenanceUntil: host.maintenanceUntil))
  }
  writeLine(maintenanceText(host).map { "Maintenance is \($0)." } ?? "Maintenance is off.")
}

/// As the rest of a sentence; nil while it is off.
func maintenanceText(_ host: HostView) -> String? {
  guard let since = host.maintenanceSince else { return nil }
  let end = host.maintenanceUntil.map { "until \(text($0))" } ?? "until somebody ends it"
  return "on since \(text(since)), \(end): no new licenses are given, and notices about licenses "
    + "wait"
}

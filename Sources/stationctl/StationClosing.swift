import AgentInterface
import ArgumentParser

struct StationDisable: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable", abstract: "Let nobody new sign in at a station.",
    discussion: """
      Who is signed in there stays so. The station keeps its number, its name and its license. \
      Given again, the command changes the message.
      """)

  @Argument(help: "The station's number or key.") var station: Target
  @Option(help: "What whoever tries to sign in reads: 200 characters at most.") var message = ""
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let view = try station.station(in: try await client.snapshot())
        try await client.disable(view.number, message: message)
        try report(
          view.key, try await client.snapshot(), output,
          "is disabled: nobody new may sign in there", before: view)
        if output.json { return }
        if view.license == "licensed" {
          writeError(
            "It keeps its number, its name and its license. To free the license: "
              + "stationctl license revoke \(view.number)")
        }
        writeError("Whether sign-ins are checked on this computer says: stationctl doctor")
      }
    }
  }
}

struct StationEnable: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enable", abstract: "Let people sign in at a disabled station again.")

  @Argument(help: "The station's number or key.") var station: Target
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await changing(station, output, "is enabled: people may sign in there") {
      client, number in
      try await client.enable(number)
    }
  }
}

import AgentInterface
import ArgumentParser

struct Devices: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every device, and which station has it.",
    discussion: "With --tree, as a tree, with the reason for each and what else was possible.")

  @Flag(help: "As a tree, with reasons.") var tree = false
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let devices = try await client.devices()
        if output.json { return try writeJSON(devices) }
        for line in tree ? deviceTreeLines(devices) : deviceTable(devices) { writeLine(line) }
      }
    }
  }
}

import AgentInterface
import ArgumentParser

struct DesktopAssign: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Show a desktop at a station.",
    discussion: """
      A station shows one desktop. The two count as one: while the station counts, its desktop needs no \
      license of its own. Of a template, a new desktop is made for the station.
      """)

  @Argument(help: desktopHelp) var desktop: DesktopTarget
  @Argument(help: "The station's number or key.") var station: Target
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await operating(desktop, output, "is assigned to station \(station.text)") {
      client, snapshot, view in
      try await client.assign(view, to: try station.station(in: snapshot).number)
    }
  }
}

struct DesktopUnassign: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unassign", abstract: "Show a desktop at its station no longer.")

  @Argument(help: desktopHelp) var desktop: DesktopTarget
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await operating(desktop, output, "is assigned to no station") { client, _, view in
      try await client.unassign(view)
    }
  }
}

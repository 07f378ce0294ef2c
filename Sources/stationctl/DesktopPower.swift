import AgentInterface
import ArgumentParser

struct DesktopStart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Start a desktop.",
    discussion: """
      Refused if the desktop, or the station that it is shown at, has neither a license nor a grace. \
      One that runs is never stopped for that.
      """)

  @Argument(help: desktopHelp) var desktop: DesktopTarget
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await operating(desktop, output, "is being started") { client, _, view in
      try await client.start(view)
    }
  }
}

struct DesktopStop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Ask a desktop to shut down, or switch it off.",
    discussion: "Refused while somebody is on it, unless --even-if-used is given.")

  @Argument(help: desktopHelp) var desktop: DesktopTarget
  @Flag(help: "Switch it off instead of asking it: what was not saved is lost.") var force = false
  @Flag(help: "Although somebody is on it.") var evenIfUsed = false
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let done = force ? "is being switched off" : "is asked to shut down"
    try await operating(desktop, output, done) { client, _, view in
      try await client.stop(view, force: force, used: evenIfUsed)
    }
  }
}

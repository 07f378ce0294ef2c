import AgentInterface
import ArgumentParser

struct DesktopList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "All desktops that the plugins list.")

  @Option(help: "Only those of this plugin.") var plugin: String?
  @OptionGroup var output: OutputOptions
  @Flag(name: [.short, .long], help: "Only the names of the desktops, one a line.")
  var quiet = false

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let snapshot = try await client.snapshot()
        var desktops = snapshot.desktops
        if let plugin {
          _ = try PluginTarget(plugin).find(in: snapshot.plugins)
          desktops = desktops.filter { $0.plugin == plugin }
        }
        if output.json { return try writeJSON(desktops) }
        if quiet {
          for desktop in desktops { writeLine(desktop.word) }
        } else {
          for line in desktopTable(desktops) { writeLine(line) }
        }
      }
    }
  }
}

/// The table of desktops. Pure.
func desktopTable(_ desktops: [DesktopView]) -> [String] {
  tableLines(
    ["DESKTOP", "NAME", "KIND", "STATE", "HEALTH", "USER", "STATION", "SHOWN AT"],
    desktops.map { desktop in
      [
        desktop.word, desktop.name, desktop.template ? desktop.kind + " template" : desktop.kind,
        desktop.stale && desktop.state != "unknown" ? desktop.state + " (stale)" : desktop.state,
        desktop.health, userText(desktop), desktop.station.map(String.init) ?? "-",
        desktop.boundTo.map(String.init) ?? desktop.boundKey ?? "-",
      ].map(clean)
    })
}

/// Who is on it, and from where.
func userText(_ desktop: DesktopView) -> String {
  guard let user = desktop.user else { return "-" }
  return desktop.client.map { "\(user) from \($0)" } ?? user
}

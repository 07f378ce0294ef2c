import AgentInterface
import ArgumentParser

struct PluginList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The installed plugins, and how they are.")

  @OptionGroup var output: OutputOptions
  @Flag(name: [.short, .long], help: "Only the names of the plugins, one a line.")
  var quiet = false

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let snapshot = try await client.snapshot()
        if output.json { return try writeJSON(snapshot.plugins) }
        if quiet {
          for plugin in snapshot.plugins { writeLine(plugin.name) }
        } else {
          for line in pluginTable(snapshot) { writeLine(line) }
        }
      }
    }
  }
}

/// The table of plugins, and below it why some do not run. Pure.
func pluginTable(_ snapshot: AgentSnapshot) -> [String] {
  let desktops = Dictionary(snapshot.desktops.map { ($0.plugin, 1) }, uniquingKeysWith: +)
  return tableLines(
    ["PLUGIN", "VERSION", "PHASE", "HEALTH", "DESKTOPS", "RESTARTS"],
    snapshot.plugins.map { plugin in
      [
        plugin.name, plugin.version ?? "-", plugin.phase, healthText(plugin),
        desktops[plugin.name].map(String.init) ?? "-", String(plugin.restarts),
      ].map(clean)
    })
    + snapshot.plugins.compactMap { plugin in
      let why =
        plugin.phase == "failed" || plugin.phase == "refused"
        ? plugin.reason : plugin.phase == "ready" ? plugin.healthReason : nil
      return why.map { clean("\(plugin.name): \($0)") }
    }
}

/// What does not run has no health.
func healthText(_ plugin: PluginView) -> String { plugin.phase == "ready" ? plugin.health : "-" }

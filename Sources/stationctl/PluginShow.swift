import AgentInterface
import ArgumentParser

struct PluginShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Everything about one plugin.")

  @Argument(help: "The plugin's name.") var plugin: PluginTarget
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let snapshot = try await client.snapshot()
        let view = try plugin.find(in: snapshot.plugins)
        if output.json { return try writeJSON(view) }
        writeFields(pluginFields(view, in: snapshot))
      }
    }
  }
}

/// What `plugin show` prints. Pure.
func pluginFields(_ view: PluginView, in snapshot: AgentSnapshot) -> [(String, String)] {
  let desktops = snapshot.desktops.count { $0.plugin == view.name }
  return [
    ("Plugin", view.name), ("Version", view.version ?? ""), ("Phase", view.phase),
    (
      "Health",
      view.phase == "ready" ? view.healthReason.map { "\(view.health): \($0)" } ?? view.health : ""
    ),
    (view.phase == "ready" ? "Last trouble" : "Trouble", view.reason ?? ""),
    ("Can do", view.capabilities.joined(separator: ", ")),
    ("Contract", view.protocol.map { "version \($0)" } ?? ""), ("Desktops", String(desktops)),
    ("Process", view.processID.map(String.init) ?? "none"), ("Runs as", view.user ?? "the agent"),
    ("Restarts", String(view.restarts)), ("Folder", view.folder),
  ].map { ($0.0, clean($0.1)) }
}

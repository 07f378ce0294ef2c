import AgentInterface
import ArgumentParser

struct PluginRestart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restart", abstract: "Start a plugin anew, also one that has failed.")

  @Argument(help: "The plugin's name.") var plugin: PluginTarget
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await arranging(plugin, output, "is being restarted") { client, name in
      try await client.restart(plugin: name)
    }
  }
}

struct PluginEnable: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enable", abstract: "Start a plugin that was disabled.")

  @Argument(help: "The plugin's name.") var plugin: PluginTarget
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await arranging(plugin, output, "is enabled") { client, name in
      try await client.setEnabled(true, plugin: name)
    }
  }
}

struct PluginDisable: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable", abstract: "Stop a plugin until it is enabled again.",
    discussion: """
      It stays stopped when the agent is started anew. Its desktops go on running; nothing is known of \
      them any more, and their licenses are kept as for stations that are away.
      """)

  @Argument(help: "The plugin's name.") var plugin: PluginTarget
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await arranging(plugin, output, "is disabled") { client, name in
      try await client.setEnabled(false, plugin: name)
    }
  }
}

private func arranging(
  _ target: PluginTarget, _ output: OutputOptions, _ done: String,
  _ change: @Sendable (AgentClient, String) async throws -> Void
) async throws {
  try await PluginCommand().reportingFailures {
    try await withAgent { client in
      let view = try target.find(in: try await client.snapshot().plugins)
      try await change(client, view.name)
      if output.json {
        let after = try await client.snapshot().plugins
        try writeJSON(after.first { $0.name == view.name } ?? view)
      } else {
        writeLine("Plugin \(view.name) \(done).")
      }
    }
  }
}

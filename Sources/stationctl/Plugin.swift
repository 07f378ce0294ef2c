import ArgumentParser

struct PluginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin",
    abstract: "Write plugins, and check what they do.",
    subcommands: [PluginCheck.self, PluginNew.self])
}

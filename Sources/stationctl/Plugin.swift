import AgentInterface
import ArgumentParser

struct PluginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin",
    abstract: "Look at plugins, switch them on and off, check and write them.",
    subcommands: [
      PluginList.self, PluginShow.self, PluginRestart.self, PluginEnable.self, PluginDisable.self,
      PluginLogCommand.self, PluginCheck.self, PluginNew.self,
    ])
}

/// A plugin by its name.
struct PluginTarget: ExpressibleByArgument {
  var name: String
  init(_ name: String) { self.name = name }
  init?(argument: String) {
    if argument.isEmpty { return nil }
    name = argument
  }

  func find(in plugins: [PluginView]) throws -> PluginView {
    if let plugin = plugins.first(where: { $0.name == name }) { return plugin }
    throw Failure(
      .refused, "There is no plugin \(clean(name)).",
      nextStep: plugins.isEmpty
        ? "No plugin is installed. The folders are in the configuration: stationd --print-config"
        : "There " + (plugins.count == 1 ? "is: " : "are: ") + someOf(plugins.map(\.name)))
  }
}

// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let inSwiftSourcesMainSwift = TemplateFile(
    path: "Sources/Main.swift", isProgram: false,
    text: ##"""
import PluginKit

/// A plugin for Stationmaster: the desktops of a text file. PluginKit speaks the contract.
@main
struct Main {
  static func main() async {
    await PluginMain.run(FileProvider(surroundings: .current))
  }
}

"""##)
}

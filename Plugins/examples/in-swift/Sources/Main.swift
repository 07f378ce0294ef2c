import PluginKit

/// A plugin for Stationmaster: the desktops of a text file. PluginKit speaks the contract.
@main
struct Main {
  static func main() async {
    await PluginMain.run(FileProvider(surroundings: .current))
  }
}

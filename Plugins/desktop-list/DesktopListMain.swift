import Glibc
import PluginKit
import PluginProtocol

@main
struct DesktopListMain {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.dropFirst().first, arguments.count) {
    case (nil, nil, 0):
      await PluginMain.run(FileProvider(file: "desktops.json"))
    case ("--file", let file?, 2):
      await PluginMain.run(FileProvider(file: file))
    default:
      PluginLog.write(.error, "usage: desktop-list [--file PATH]")
      exit(2)
    }
  }
}

import EventLoop
import Glibc
import PluginKit
import PluginProtocol

@main
struct SessionsMain {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    let file: String
    switch (arguments.first, arguments.dropFirst().first, arguments.count) {
    case (nil, nil, 0): file = "sessions.json"
    case ("--file", let given?, 2): file = given
    default:
      PluginLog.write(.error, "usage: sessions [--file PATH]")
      exit(2)
    }
    do {
      let path = Surroundings.current.configurationPath(file)
      let configuration =
        try ConfigurationFile.read(path, as: SessionsConfiguration.self) ?? SessionsConfiguration()
      let provider = SessionsProvider(configuration: configuration, loop: try Loop())
      await PluginMain.run(provider)
    } catch {
      PluginLog.write(.error, "\(error)")
      exit(1)
    }
  }
}

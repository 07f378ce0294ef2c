import Glibc
import PluginKit
import PluginProtocol

@main
struct LibvirtMain {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    let file: String
    switch (arguments.first, arguments.dropFirst().first, arguments.count) {
    case (nil, nil, 0): file = "libvirt.json"
    case ("--file", let path?, 2): file = path
    default:
      PluginLog.write(.error, "usage: libvirt [--file PATH]")
      exit(2)
    }
    let path = Surroundings.current.configurationPath(file)
    ConfigurationFile.waitUntilThere(path)
    do throws(FileTrouble) {
      guard let settings = try ConfigurationFile.read(path, as: Settings.self) else {
        throw FileTrouble(path, "is missing")
      }
      await PluginMain.run(LibvirtProvider(settings: settings))
    } catch {
      PluginLog.write(.error, error.description)
      exit(1)
    }
  }
}

import EventLoop
import Glibc
import PluginKit
import PluginProtocol

@main
struct MachinesMain {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    let file: String
    switch (arguments.first, arguments.dropFirst().first, arguments.count) {
    case (nil, nil, 0): file = "machines.json"
    case ("--file", let given?, 2): file = given
    default:
      PluginLog.write(.error, "usage: machines [--file PATH]")
      exit(2)
    }
    do {
      let surroundings = Surroundings.current
      let path = surroundings.configurationPath(file)
      ConfigurationFile.waitUntilThere(path)
      guard let configuration = try ConfigurationFile.read(path, as: MachinesConfiguration.self)
      else { throw FileTrouble(path, "is missing: it says which machines are desktops") }
      let room = MachineRoom(
        loop: try Loop(), configuration: configuration,
        file: AssignmentFile(folder: surroundings.stateFolder))
      await PluginMain.run(MachinesProvider(room: room))
    } catch {
      PluginLog.write(.error, "\(error)")
      exit(1)
    }
  }
}

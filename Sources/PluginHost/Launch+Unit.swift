import Glibc
import PluginProtocol

/// Plugins that run as a unit of systemd, with a user of their own.
extension Launch {
  /// They are the agent's children by this program, which stands in for them.
  private static let linkName = "plugin-link"

  /// Beside the running program where it was built, else where packages have it.
  private static let link: String = {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &path, path.count)
    let own = String(
      decoding: path[..<max(0, length)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    let beside = own.prefix(through: own.lastIndex(of: "/") ?? own.startIndex) + linkName
    return access(String(beside), X_OK) == 0 ? String(beside) : "/usr/lib/stationmaster/" + linkName
  }()

  /// Without it the plugin is not started rather than let loose.
  func checkUnit(_ runtimeFolder: String?) throws(SystemTrouble) {
    guard runtimeFolder != nil else {
      throw SystemTrouble(
        "the manifest wants a sandbox of systemd's, and the agent does not run as a service of systemd"
      )
    }
    guard access(Self.link, X_OK) == 0 else {
      throw SystemTrouble(
        Self.link, "is needed for the sandbox that the manifest wants, and cannot be run")
    }
  }

  func link(_ workingFolder: String, _ runtimeFolder: String?) -> Command {
    var environment = Self.systemEnvironment
    let bus = "DBUS_SYSTEM_BUS_ADDRESS"
    if let address = getenv(bus) { environment[bus] = String(cString: address) }
    // By which one that an agent left behind is found.
    environment[Contract.Variable.state] = workingFolder
    return Command(
      program: Self.link, arguments: [name, (runtimeFolder ?? "") + "/plugins"],
      environment: environment, workingFolder: workingFolder,
      ownFolder: SandboxUnit.stateFolder(name), user: SandboxUnit.user(name))
  }
}

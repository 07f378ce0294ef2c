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

/// The other end: what `stationmaster-plugin@.service` runs (Packaging/systemd).
public enum SandboxedPlugin {
  /// Becomes the program of the plugin's manifest. Which one that is, root's files say and not whoever
  /// started the unit. Returns only if it cannot, with the reason.
  ///
  /// - Parameter stateFolder: the plugin's own folder, made by systemd.
  public static func become(
    _ name: String, of folders: [String], stateFolder: String
  ) -> SystemTrouble {
    guard let plugin = InstalledPlugin.find(in: folders).plugins.first(where: { $0.name == name })
    else {
      return SystemTrouble("there is no plugin \(name) in \(folders.joined(separator: ", "))")
    }
    let launch: Launch
    do throws(SystemTrouble) { launch = try plugin.examine(user: 0) } catch { return error }
    guard launch.sandbox == .unit else {
      return SystemTrouble("the plugin \(name) does not ask for a unit: \"sandbox\" is not true")
    }
    guard chdir(stateFolder) == 0 else { return SystemTrouble(stateFolder, "cannot be entered") }
    let environment = launch.environment(stateFolder: stateFolder).map { "\($0.key)=\($0.value)" }
    var arguments = ([launch.program] + launch.arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    // As a program expects it; stationd itself ignores it.
    signal(SIGPIPE, SIG_DFL)
    execve(launch.program, &arguments, &variables)
    return SystemTrouble(launch.program, "cannot be run")
  }
}

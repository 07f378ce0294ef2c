import Glibc
import PluginProtocol

/// A plugin whose program may be run by its unit: root's files say which one that is, and not whoever started
/// the unit.
public struct SandboxedPlugin: Sendable {
  private let launch: Launch

  public init(_ name: String, of folders: [String]) throws(SystemTrouble) {
    guard let plugin = InstalledPlugin.find(in: folders).plugins.first(where: { $0.name == name })
    else {
      throw SystemTrouble("there is no plugin \(name) in \(folders.joined(separator: ", "))")
    }
    launch = try plugin.examine(user: 0)
    guard launch.sandbox == .unit else {
      throw SystemTrouble("the plugin \(name) does not ask for a unit: \"sandbox\" is not true")
    }
  }

  /// Becomes its program, with the standard streams of this process. Returns only if it cannot, with the
  /// reason.
  ///
  /// - Parameter stateFolder: the plugin's own folder, made by systemd.
  public func become(stateFolder: String) -> SystemTrouble {
    guard chdir(stateFolder) == 0 else { return SystemTrouble(stateFolder, "cannot be entered") }
    let environment = launch.environment(stateFolder: stateFolder).map { "\($0.key)=\($0.value)" }
    var arguments = ([launch.program] + launch.arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    // As a program expects it: this process ignores SIGPIPE, and its threads block every signal.
    signal(SIGPIPE, SIG_DFL)
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    execve(launch.program, &arguments, &variables)
    return SystemTrouble(launch.program, "cannot be run")
  }
}

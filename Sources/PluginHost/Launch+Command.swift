import Glibc
import PluginProtocol
import Synchronization

extension Launch {
  static let systemdRun = "/usr/bin/systemd-run"

  /// A sandbox cannot be had without systemd: then the plugin is not started rather than let loose.
  static func checkSandbox(_ program: String = systemdRun) throws(SystemTrouble) {
    guard access(program, X_OK) == 0 else {
      throw SystemTrouble(
        "the manifest wants a sandbox, and \(program) is not there: install the package systemd, "
          + "or take \"sandbox\" out of plugin.json")
    }
  }

  /// How to start it.
  ///
  /// - Parameters:
  ///   - run: tells the services of one plugin apart, of this agent's and of an earlier one's.
  ///   - user: the agent's user id; root's plugins are services of the system, others' of the user.
  func command(
    stateFolder: String, runtimeFolder: String? = nil, patience: Patience,
    run: String = Self.nextRun(),
    user: UInt32 = geteuid()
  ) -> Command {
    let own = environment(stateFolder: stateFolder)
    let sandbox: [String]
    switch self.sandbox {
    case .unit: return link(stateFolder, runtimeFolder)
    case .properties(let properties): sandbox = properties
    case nil:
      return Command(
        program: program, arguments: arguments, environment: own, workingFolder: stateFolder,
        user: identity?.name, identity: identity)
    }
    // Names have no dots, so no plugin's pattern meets another's service.
    let family = "stationmaster-plugin-\(name)."
    let unit = Command.Unit(
      name: family + run + ".service", family: family + "*.service", isUsers: user != 0)
    var words = unit.isUsers ? ["--user"] : []
    words += ["--pipe", "--quiet", "--collect", "--wait", "--service-type=exec"]
    words += ["--unit=" + unit.name, "--working-directory=" + stateFolder]
    words += own.sorted { $0.key < $1.key }.map { "--setenv=" + $0.key + "=" + $0.value }
    let properties = [
      // SIGKILL after that: what `systemctl stop` needs to end it by the contract's times.
      "TimeoutStopSec=\(patience.terminating.components.seconds + 1)",
      "KillMode=control-group",
    ]
    words += (properties + sandbox).flatMap { ["-p", $0] }
    if let identity { words += ["-p", "User=" + identity.name] }
    // Services expand variables in their arguments; a plugin gets them as they are.
    words += ["--"] + ([program] + arguments).map(Self.withoutVariables)
    return Command(
      program: Self.systemdRun, arguments: words,
      environment: unit.isUsers ? Self.usersEnvironment(user) : Self.systemEnvironment,
      workingFolder: stateFolder, user: identity?.name, unit: unit)
  }

  /// All that a plugin finds in its environment.
  func environment(stateFolder: String) -> [String: String] {
    [
      "PATH": Self.path, "LANG": "C.UTF-8", "HOME": stateFolder,
      Contract.Variable.state: stateFolder, Contract.Variable.configuration: folder,
    ]
  }

  private static let runs = Atomic<UInt64>(0)

  private static func nextRun() -> String {
    String(getpid()) + "-" + String(runs.wrappingAdd(1, ordering: .relaxed).newValue)
  }

  static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  static let systemEnvironment = ["PATH": path, "LANG": "C.UTF-8"]

  /// systemd-run finds the user's service manager by this.
  static func usersEnvironment(_ user: UInt32) -> [String: String] {
    systemEnvironment.merging(["XDG_RUNTIME_DIR": "/run/user/\(user)"]) { $1 }
  }

  private static func withoutVariables(_ argument: String) -> String {
    argument.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
  }
}

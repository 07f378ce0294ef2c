import Glibc
public import PluginProtocol
import StationModel

/// Finds the installed plugins, runs them, and tells what they say (docs/plugins.md).
public actor PluginHost {
  /// Pictures, statuses and log lines, for one reader. Ends after ``run()`` has returned.
  public nonisolated let events: AsyncStream<PluginEvent>

  private let folders: [String]
  private let stateFolder: String
  private let agent: Program
  private let patience: Patience
  private let keep: @Sendable (_ plugin: String) async -> [String]?
  private let mailbox = Mailbox()
  private var bells: [String: Bell] = [:]

  /// - Parameters:
  ///   - folders: each holds a folder per plugin; the first that has a name wins.
  ///   - stateFolder: the agent's; each plugin gets `plugins/<name>` below it, mode 0700.
  ///   - agentVersion: told to the plugins.
  ///   - keep: the ids of a plugin's desktops that the agent counts on (docs/plugins.md, `gc`).
  ///     Asked before each start; nil means that it is not known, and then nothing is said.
  public init(
    folders: [String], stateFolder: String, agentVersion: String, patience: Patience = Patience(),
    keep: @escaping @Sendable (_ plugin: String) async -> [String]? = { _ in nil }
  ) {
    self.folders = folders.map(Self.absolute)
    self.stateFolder = Self.absolute(stateFolder)
    agent = Program(name: "stationmaster", version: agentVersion)
    self.patience = patience
    self.keep = keep
    let mailbox = self.mailbox
    events = AsyncStream { await mailbox.next() }
  }

  /// Runs all plugins until the task is cancelled; then stops them and returns when none is left.
  /// To be called once. Ignores SIGPIPE in this process from then on: a plugin that dies while it
  /// is written to must not take the agent along.
  public func run() async {
    signal(SIGPIPE, SIG_IGN)
    let (plugins, troubles) = InstalledPlugin.find(in: folders)
    for trouble in troubles {
      await mailbox.post(.log(plugin: "", level: .error, line: trouble.description))
    }
    let supervisors = plugins.map { plugin in
      PluginSupervisor(
        plugin: plugin, stateFolder: stateFolder, agent: agent, patience: patience,
        mailbox: mailbox, bell: Bell(), keep: keep)
    }
    for supervisor in supervisors { bells[supervisor.plugin.name] = supervisor.bell }
    await withTaskGroup(of: Void.self) { group in
      for supervisor in supervisors { group.addTask { await supervisor.run() } }
    }
    bells = [:]
    await mailbox.close()
  }

  /// Starts a plugin anew, whatever it is doing: stops it if it runs, ends its back-off, forgives
  /// what it failed of, and looks again at what was refused. False if there is no such plugin.
  public func restart(_ name: String) async -> Bool {
    guard let bell = bells[name] else { return false }
    await bell.ring()
    return true
  }

  /// Looks at the folders again: starts what is new, stops and forgets what is gone.
  public func rescan() async {}

  /// Switches a plugin on or off, over restarts of the agent too. False if there is no such plugin;
  /// throws if it cannot be written down, and then nothing changed.
  public func setEnabled(
    _ isEnabled: Bool, _ name: String
  ) async throws(SystemTrouble) -> Bool { false }

  /// Asks a plugin to do something with one of its desktops. Returns when the plugin has accepted it,
  /// within `patience.operation`; what became of it is shown by the next pictures.
  public func perform(
    _ action: PluginProtocol.Operation.Action, on desktop: String, of plugin: String
  ) async throws(OperationTrouble) {
    throw OperationTrouble(.noSuchPlugin, "There is no plugin \(plugin).")
  }

  /// Plugins work in a folder of their own, where a relative path would lead elsewhere.
  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let current = getcwd(nil, 0) else { return path }
    defer { free(current) }
    return String(cString: current) + "/" + path
  }
}

import Glibc
public import PluginProtocol
import StationModel

/// Finds the installed plugins, runs them, tells what they say and asks them for what is wanted
/// (docs/plugins.md).
public actor PluginHost {
  /// Pictures, statuses and log lines, for one reader. Ends after ``run()`` has returned.
  public nonisolated let events: AsyncStream<PluginEvent>

  private let folders: [String]
  private let stateFolder: String
  private let runtimeFolder: String?
  private let agent: Program
  private let patience: Patience
  private let keep: @Sendable (_ plugin: String) async -> [String]?
  private let mailbox = Mailbox()
  private let disabled: DisabledMarks
  private let starts: AsyncStream<PluginSupervisor>
  private let start: AsyncStream<PluginSupervisor>.Continuation
  private var plugins: [String: PluginSupervisor] = [:]
  private var isRunning = false

  /// - Parameters:
  ///   - folders: each holds a folder per plugin; the first that has a name wins.
  ///   - stateFolder: the agent's; each plugin gets `plugins/<name>` below it, mode 0700.
  ///   - runtimeFolder: the agent's, for the sockets of plugins that have units of systemd; nil where there
  ///     can be none.
  ///   - agentVersion: told to the plugins.
  ///   - keep: the ids of a plugin's desktops that the agent counts on (docs/plugins.md, `gc`).
  ///     Asked before each start; nil means that it is not known, and then nothing is said.
  public init(
    folders: [String], stateFolder: String, runtimeFolder: String? = nil, agentVersion: String,
    patience: Patience = Patience(),
    keep: @escaping @Sendable (_ plugin: String) async -> [String]? = { _ in nil }
  ) {
    self.folders = folders.map(Self.absolute)
    self.stateFolder = Self.absolute(stateFolder)
    self.runtimeFolder = runtimeFolder
    agent = Program(name: "stationmaster", version: agentVersion)
    self.patience = patience
    self.keep = keep
    disabled = DisabledMarks(stateFolder: self.stateFolder)
    (starts, start) = AsyncStream.makeStream()
    let mailbox = self.mailbox
    events = AsyncStream { await mailbox.next() }
  }

  /// Runs all plugins until the task is cancelled; then stops them and returns when none is left.
  /// To be called once. Ignores SIGPIPE in this process from then on: a plugin that dies while it
  /// is written to must not take the agent along.
  public func run() async {
    signal(SIGPIPE, SIG_IGN)
    isRunning = true
    rescan()
    await withDiscardingTaskGroup { group in
      for await supervisor in starts { group.addTask { await supervisor.run() } }
    }
    isRunning = false
    plugins = [:]
    mailbox.close()
  }

  /// Looks at the folders again: starts what is new, stops and forgets what is gone.
  public func rescan() {
    guard isRunning else { return }
    let (found, troubles) = InstalledPlugin.find(in: folders)
    for trouble in troubles {
      mailbox.post(.log(plugin: "", level: .error, line: trouble.description))
    }
    for plugin in found {
      let wanted: Orders.Wanted = disabled.holds(plugin.name) ? .rest(plugin) : .run(plugin)
      if let known = plugins[plugin.name] {
        if known.orders.current.wanted != wanted { known.orders.give(wanted) }
      } else {
        begin(plugin.name, wanted)
      }
    }
    // A folder that cannot be read now says nothing about what was in it.
    guard troubles.isEmpty else { return }
    let names = Set(found.map(\.name))
    for (name, known) in plugins
    where !names.contains(name) && known.orders.current.wanted != .nothing {
      known.orders.give(.nothing)
    }
  }

  /// Starts a plugin anew, whatever it is doing: stops it if it runs, ends its back-off, forgives
  /// what it failed of, and looks again at what was refused or installed since. A disabled one stays
  /// so. False if there is no such plugin.
  public func restart(_ name: String) -> Bool {
    let before = plugins[name]?.orders.current.number
    rescan()
    guard let orders = plugins[name]?.orders, orders.current.wanted != .nothing else {
      return false
    }
    // What was just found begins by itself.
    if orders.current.number == before { orders.give(orders.current.wanted) }
    return true
  }

  /// Switches a plugin on or off, over restarts of the agent too. False if there is no such plugin;
  /// throws if it cannot be written down, and then nothing changed.
  public func setEnabled(_ isEnabled: Bool, _ name: String) throws(SystemTrouble) -> Bool {
    rescan()
    guard let orders = plugins[name]?.orders, let plugin = orders.current.wanted.plugin else {
      return false
    }
    try disabled.set(!isEnabled, name)
    let wanted: Orders.Wanted = isEnabled ? .run(plugin) : .rest(plugin)
    if orders.current.wanted != wanted { orders.give(wanted) }
    return true
  }

  /// Asks a plugin to do something with one of its desktops. Returns when the plugin has accepted it,
  /// within `patience.operation`; what became of it is shown by the next pictures. Cancel the task
  /// to give it up.
  public nonisolated func perform(
    _ action: PluginProtocol.Operation.Action, on desktop: String, of plugin: String
  ) async throws(OperationTrouble) {
    guard let desk = await plugins[plugin]?.desk else {
      throw OperationTrouble.noSuchPlugin(plugin)
    }
    try await desk.perform(Operation(id: OperationID.next(), desktop: desktop, action: action))
  }

  private func begin(_ name: String, _ wanted: Orders.Wanted) {
    let supervisor = PluginSupervisor(
      name: name, orders: Orders(wanted), stateFolder: stateFolder, runtimeFolder: runtimeFolder,
      agent: agent,
      patience: patience, mailbox: mailbox, keep: keep,
      leave: { [weak self] name in await self?.forget(name) ?? true })
    plugins[name] = supervisor
    start.yield(supervisor)
  }

  /// The last step of a plugin that is not wanted any more, unless it is wanted again by now.
  private func forget(_ name: String) async -> Bool {
    guard let known = plugins[name] else { return true }
    // First: a picture that is lost after the plugin is gone would bring it back.
    await known.showcase.close()
    await known.desk.close(.noSuchPlugin(name))
    guard known.orders.current.wanted == .nothing else {
      await known.desk.away()
      return false
    }
    plugins[name] = nil
    mailbox.post(.gone(plugin: name))
    return true
  }

  /// Plugins work in a folder of their own, where a relative path would lead elsewhere.
  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let current = getcwd(nil, 0) else { return path }
    defer { free(current) }
    return String(cString: current) + "/" + path
  }
}

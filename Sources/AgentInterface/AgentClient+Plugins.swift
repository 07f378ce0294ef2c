public import DBus

/// Virtual desktops and their plugins. What a plugin is asked for returns when it has accepted; what
/// became of it is seen in the snapshots that follow.
extension AgentClient {
  /// Refused where the rules of licensing forbid it.
  public func start(_ desktop: DesktopView) async throws(DBusError) {
    try await on(desktop, "Start")
  }

  /// - Parameters:
  ///   - force: switches it off instead of asking it to shut down.
  ///   - used: although somebody is on it.
  public func stop(_ desktop: DesktopView, force: Bool, used: Bool) async throws(DBusError) {
    try await on(desktop, "Stop", [.bool(force), .bool(used)])
  }

  /// Shows it at the station with this number; of a template, a new desktop.
  public func assign(_ desktop: DesktopView, to station: Int) async throws(DBusError) {
    try await on(desktop, "Assign", [.uint32(UInt32(clamping: station))])
  }

  public func unassign(_ desktop: DesktopView) async throws(DBusError) {
    try await on(desktop, "Unassign")
  }

  public func restart(plugin: String) async throws(DBusError) {
    _ = try await onPlugin(plugin, "Restart")
  }

  /// A disabled plugin is stopped and stays so, over restarts of the agent too.
  public func setEnabled(_ isEnabled: Bool, plugin: String) async throws(DBusError) {
    _ = try await onPlugin(plugin, isEnabled ? "Enable" : "Disable")
  }

  /// The last lines, the oldest first; the agent keeps 500.
  public func log(of plugin: String, lines: Int) async throws(DBusError) -> [PluginLogLine] {
    let answer = try await onPlugin(plugin, "Log", [.uint32(UInt32(clamping: lines))])
    guard let list = answer.first?.asList else { throw .otherVersion }
    return list.compactMap(PluginLogLine.init)
  }

  private func on(
    _ desktop: DesktopView, _ method: String, _ arguments: [Value] = []
  ) async throws(DBusError) {
    _ = try await call(
      BusName.path("desktop", desktop.plugin + "/" + desktop.id), BusName.desktop,
      method, arguments, timeoutMilliseconds: Self.operation)
  }

  private func onPlugin(
    _ name: String, _ method: String, _ arguments: [Value] = []
  ) async throws(DBusError) -> [Value] {
    try await call(BusName.path("plugin", name), BusName.plugin, method, arguments)
  }

  /// The agent asks a plugin again for 20 seconds (docs/plugins.md).
  private static let operation: UInt64 = 60_000
}

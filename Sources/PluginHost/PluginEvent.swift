public import PluginProtocol
public import StationModel

/// What the host tells the agent. Pictures and statuses are levels: of those that were not yet
/// taken, only the newest of each plugin waits.
public enum PluginEvent: Sendable, Equatable {
  /// The plugin's desktops, all of them, each time they or their freshness change.
  case picture(DesktopPicture)
  case status(PluginStatus)
  /// The plugin is not installed any more: nothing of it is left, and its last picture is void.
  case gone(plugin: String)
  /// A line of the plugin's standard error, or of the host about the plugin. Fit for a terminal.
  case log(plugin: String, level: LogLevel, line: String)
  /// The plugin broke the contract; the host left the message out and went on.
  case violation(plugin: String, what: String)
}

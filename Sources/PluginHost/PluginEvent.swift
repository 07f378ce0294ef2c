public import PluginProtocol
public import StationModel

/// What the host tells the agent. Pictures and statuses are levels: of those that were not yet
/// taken, only the newest of each plugin waits.
public enum PluginEvent: Sendable, Equatable {
  /// The plugin's desktops, all of them, each time they or their freshness change.
  case picture(DesktopPicture)
  case status(PluginStatus)
  /// A line of the plugin's standard error, or of the host about the plugin. Fit for a terminal.
  case log(plugin: String, level: LogLevel, line: String)
  /// The plugin broke the contract; the host left the message out and went on.
  case violation(plugin: String, what: String)
}

/// How one plugin is doing.
public struct PluginStatus: Sendable, Equatable {
  public var name: String
  public var phase: Phase
  /// How often it was started again since the host began.
  public var restarts: Int
  /// The last thing that went wrong, as a sentence; stays when it is solved.
  public var lastError: String?
  /// The plugin's own version, once it said so.
  public var version: String?

  public enum Phase: Sendable, Equatable {
    /// It runs and has not yet delivered its desktops.
    case starting
    case ready
    /// It ended and will be started again after this time.
    case restarting(after: Duration)
    /// It ended too often. Only ``PluginHost/restart(_:)`` starts it again.
    case failed(why: String)
    /// It may not be started. ``PluginHost/restart(_:)`` looks again.
    case refused(why: String)
  }

  public init(
    name: String, phase: Phase, restarts: Int = 0, lastError: String? = nil, version: String? = nil
  ) {
    self.name = name
    self.phase = phase
    self.restarts = restarts
    self.lastError = lastError
    self.version = version
  }
}

public import PluginProtocol
public import StationModel

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
  /// What the plugin says of itself, `starting` before it did; `degraded` also while it floods.
  public var health: Health
  /// What it can be asked for, once it said so.
  public var capabilities: Set<Contract.Capability>
  /// Of the process that runs now; nil if none does. With a sandbox, it is systemd-run's or plugin-link's.
  public var processID: Int32?
  /// Where its manifest lies.
  public var folder: String
  /// The system user that its manifest names, or its unit has; nil is the agent's own, or not yet known.
  public var user: String?
  /// The version of the contract that it picked, once it did.
  public var protocolVersion: Int?

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
    /// An administrator has switched it off with ``PluginHost/setEnabled(_:_:)``.
    case disabled
  }

  /// The health of a plugin that has not spoken yet.
  public static let unheard = Health(.starting, why: "it has not said yet how it is")

  public init(
    name: String, phase: Phase, restarts: Int = 0, lastError: String? = nil,
    version: String? = nil, health: Health = PluginStatus.unheard,
    capabilities: Set<Contract.Capability> = [], processID: Int32? = nil, folder: String = "",
    user: String? = nil, protocolVersion: Int? = nil
  ) {
    self.name = name
    self.phase = phase
    self.restarts = restarts
    self.lastError = lastError
    self.version = version
    self.health = health
    self.capabilities = capabilities
    self.processID = processID
    self.folder = folder
    self.user = user
    self.protocolVersion = protocolVersion
  }
}

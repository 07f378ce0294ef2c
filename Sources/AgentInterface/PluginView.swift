public import DBus

/// A plugin, and how it is.
public struct PluginView: WireView {
  public var name: String
  /// starting, ready, restarting, failed, refused or disabled.
  public var phase: String
  /// Nil until the plugin has said it.
  public var version: String?
  public var restarts: Int
  /// The last thing that went wrong.
  public var reason: String?
  /// By its own word: starting, ready, degraded or failed. Says nothing while it does not run.
  public var health: String
  /// The plugin's own sentence; nil while it is ready.
  public var healthReason: String?
  /// What it can do: assign, clone, desktops, power.
  public var capabilities: [String]
  /// Nil while it does not run.
  public var processID: Int?
  /// Where its manifest lies.
  public var folder: String
  /// The system user that it runs as; nil is the agent's own.
  public var user: String?
  /// The version of the contract that it speaks; nil until that is settled.
  public var `protocol`: Int?

  public init(
    name: String, phase: String, version: String?, restarts: Int, reason: String?,
    health: String, healthReason: String?, capabilities: [String], processID: Int?,
    folder: String, user: String?, protocol: Int?
  ) {
    self.name = name
    self.phase = phase
    self.version = version
    self.restarts = restarts
    self.reason = reason
    self.health = health
    self.healthReason = healthReason
    self.capabilities = capabilities
    self.processID = processID
    self.folder = folder
    self.user = user
    self.protocol = `protocol`
  }

  public var properties: [String: Value] {
    [
      "Name": .string(name), "Phase": .string(phase), "Version": .string(version ?? ""),
      "Restarts": .uint32(UInt32(clamping: restarts)), "Reason": .string(reason ?? ""),
      "Health": .string(health), "HealthReason": .string(healthReason ?? ""),
      "Capabilities": .strings(capabilities),
      "ProcessID": .uint32(UInt32(clamping: processID ?? 0)), "Folder": .string(folder),
      "User": .string(user ?? ""), "Protocol": .uint32(UInt32(clamping: `protocol` ?? 0)),
    ]
  }

  public init?(properties: [String: Value]) {
    var wire = WireReader(properties)
    name = wire.text("Name")
    phase = wire.text("Phase")
    version = wire.optionalText("Version")
    restarts = wire.number("Restarts")
    reason = wire.optionalText("Reason")
    health = wire.text("Health")
    healthReason = wire.optionalText("HealthReason")
    capabilities = wire.texts("Capabilities")
    processID = wire.positive("ProcessID")
    folder = wire.text("Folder")
    user = wire.optionalText("User")
    `protocol` = wire.positive("Protocol")
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.plugin,
    methods: [
      .init("Restart"), .init("Enable"), .init("Disable"),
      .init(
        "Log", in: [.init("lines", "u")],
        out: [.init("log", "a" + PluginLogLine.signature)]),
    ],
    properties: [
      .init("Name", "s", isConstant: true), .init("Phase", "s"), .init("Version", "s"),
      .init("Restarts", "u"), .init("Reason", "s"), .init("Health", "s"),
      .init("HealthReason", "s"), .init("Capabilities", "as"), .init("ProcessID", "u"),
      .init("Folder", "s"), .init("User", "s"), .init("Protocol", "u"),
    ])
}

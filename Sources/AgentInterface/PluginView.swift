public import DBus

/// A plugin, and how it is.
public struct PluginView: WireView {
  public var name: String
  /// starting, ready, restarting, failed or refused.
  public var phase: String
  /// Nil until the plugin has said it.
  public var version: String?
  public var restarts: Int
  /// The last thing that went wrong.
  public var reason: String?

  public init(name: String, phase: String, version: String?, restarts: Int, reason: String?) {
    self.name = name
    self.phase = phase
    self.version = version
    self.restarts = restarts
    self.reason = reason
  }

  public var properties: [String: Value] {
    [
      "Name": .string(name), "Phase": .string(phase), "Version": .string(version ?? ""),
      "Restarts": .uint32(UInt32(clamping: restarts)), "Reason": .string(reason ?? ""),
    ]
  }

  public init?(properties: [String: Value]) {
    var wire = WireReader(properties)
    name = wire.text("Name")
    phase = wire.text("Phase")
    version = wire.optionalText("Version")
    restarts = wire.number("Restarts")
    reason = wire.optionalText("Reason")
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.plugin,
    properties: [
      .init("Name", "s", isConstant: true), .init("Phase", "s"), .init("Version", "s"),
      .init("Restarts", "u"), .init("Reason", "s"),
    ])
}

/// A virtual desktop as its plugin describes it.
public struct DesktopView: WireView {
  public var plugin: String
  public var id: String
  public var name: String
  public var kind: String
  /// stopped, starting, running or failed.
  public var state: String
  public var template: Bool
  public var stale: Bool
  /// The number of its station; nil while it is none.
  public var station: Int?

  public init(
    plugin: String, id: String, name: String, kind: String, state: String, template: Bool,
    stale: Bool, station: Int?
  ) {
    self.plugin = plugin
    self.id = id
    self.name = name
    self.kind = kind
    self.state = state
    self.template = template
    self.stale = stale
    self.station = station
  }

  public var properties: [String: Value] {
    [
      "Plugin": .string(plugin), "ID": .string(id), "Name": .string(name),
      "Kind": .string(kind), "State": .string(state), "Template": .bool(template),
      "Stale": .bool(stale), "Station": .int32(Int32(clamping: station ?? -1)),
    ]
  }

  public init?(properties: [String: Value]) {
    var wire = WireReader(properties)
    plugin = wire.text("Plugin")
    id = wire.text("ID")
    name = wire.text("Name")
    kind = wire.text("Kind")
    state = wire.text("State")
    template = wire.flag("Template")
    stale = wire.flag("Stale")
    let number = wire.number("Station")
    station = number < 0 ? nil : number
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.desktop,
    properties: [
      .init("Plugin", "s", isConstant: true), .init("ID", "s", isConstant: true),
      .init("Name", "s"), .init("Kind", "s"), .init("State", "s"), .init("Template", "b"),
      .init("Stale", "b"), .init("Station", "i"),
    ])
}

public import DBus

/// A virtual desktop as its plugin describes it.
public struct DesktopView: WireView {
  public var plugin: String
  public var id: String
  public var name: String
  public var kind: String
  /// stopped, starting, running or failed; unknown once its plugin is away for too long.
  public var state: String
  public var template: Bool
  /// A remote session on this host: it counts as a network station.
  public var network: Bool
  public var stale: Bool
  /// The number of its station; nil while it is none.
  public var station: Int?
  /// The number of the station that it is shown at, if that is one here.
  public var boundTo: Int?
  /// The key of that station; nil while it is bound to none.
  public var boundKey: String?
  /// Who uses it; nil if nobody does or it is not known.
  public var user: String?
  /// From where.
  public var client: String?
  /// Where a viewer reaches it, as a URL.
  public var address: String?
  /// By its plugin's word: starting, ready, degraded or failed.
  public var health: String
  public var healthReason: String?
  /// Its plugin's words, which its station began with.
  public var labels: [String]

  public init(
    plugin: String, id: String, name: String, kind: String, state: String, template: Bool,
    network: Bool, stale: Bool, station: Int?, boundTo: Int?, boundKey: String?, user: String?,
    client: String?, address: String?, health: String, healthReason: String?, labels: [String]
  ) {
    self.plugin = plugin
    self.id = id
    self.name = name
    self.kind = kind
    self.state = state
    self.template = template
    self.network = network
    self.stale = stale
    self.station = station
    self.boundTo = boundTo
    self.boundKey = boundKey
    self.user = user
    self.client = client
    self.address = address
    self.health = health
    self.healthReason = healthReason
    self.labels = labels
  }

  public var properties: [String: Value] {
    [
      "Plugin": .string(plugin), "ID": .string(id), "Name": .string(name),
      "Kind": .string(kind), "State": .string(state), "Template": .bool(template),
      "Network": .bool(network), "Stale": .bool(stale),
      "Station": .int32(Int32(clamping: station ?? -1)),
      "BoundTo": .int32(Int32(clamping: boundTo ?? -1)), "BoundKey": .string(boundKey ?? ""),
      "User": .string(user ?? ""), "Client": .string(client ?? ""),
      "Address": .string(address ?? ""), "Health": .string(health),
      "HealthReason": .string(healthReason ?? ""), "Labels": .strings(labels),
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
    network = wire.flag("Network")
    stale = wire.flag("Stale")
    station = wire.natural("Station")
    boundTo = wire.natural("BoundTo")
    boundKey = wire.optionalText("BoundKey")
    user = wire.optionalText("User")
    client = wire.optionalText("Client")
    address = wire.optionalText("Address")
    health = wire.text("Health")
    healthReason = wire.optionalText("HealthReason")
    labels = wire.texts("Labels")
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.desktop,
    methods: [
      .init("Start"),
      .init("Stop", in: [.init("force", "b"), .init("used", "b")]),
      .init("Assign", in: [.init("station", "u")]),
      .init("Unassign"),
    ],
    properties: [
      .init("Plugin", "s", isConstant: true), .init("ID", "s", isConstant: true),
      .init("Name", "s"), .init("Kind", "s"), .init("State", "s"), .init("Template", "b"),
      .init("Network", "b"), .init("Stale", "b"), .init("Station", "i"), .init("BoundTo", "i"),
      .init("BoundKey", "s"), .init("User", "s"), .init("Client", "s"), .init("Address", "s"),
      .init("Health", "s"), .init("HealthReason", "s"), .init("Labels", "as"),
    ])
}

/// A virtual desktop as its plugin last described it (docs/plugins.md).
public struct Desktop: Sendable, Equatable {
  /// Stable within the plugin.
  public var id: String
  public var name: String
  /// The plugin's own word for it: `vm`, `container`, `session`.
  public var kind: String
  public var state: State
  /// A template is never used by a person, so it never needs a license.
  public var isTemplate: Bool
  /// A remote session on this host: a network station, whose user sits at another computer.
  public var isNetwork: Bool
  /// The station that it is bound to, as the plugin remembers it.
  public var station: StationKey?
  /// Who uses it, by the name on this host or in the desktop; nil if nobody does or it is not known.
  public var user: String?
  /// From where: the name or address of the user's computer, as far as it is known.
  public var client: String?
  /// Where a viewer reaches it; nil if nowhere, or not now.
  public var address: DesktopAddress?
  public var health: Health
  /// Words of whoever made the desktop: `room-3`, `exam`. Sorted, each once.
  public var labels: [String]

  public enum State: String, Sendable, Codable, CaseIterable {
    case stopped, starting, running, failed
  }

  public init(
    id: String, name: String, kind: String, state: State, isTemplate: Bool = false,
    isNetwork: Bool = false, station: StationKey? = nil, user: String? = nil,
    client: String? = nil, address: DesktopAddress? = nil, health: Health = .ready,
    labels: [String] = []
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.state = state
    self.isTemplate = isTemplate
    self.isNetwork = isNetwork
    self.station = station
    self.user = user
    self.client = client
    self.address = address
    self.health = health
    self.labels = labels
  }
}

/// Where a viewer reaches a desktop.
public struct DesktopAddress: Sendable, Hashable {
  public var type: Kind
  public var place: Place

  public enum Kind: String, Sendable, Codable, CaseIterable { case vnc, spice, rdp }

  public enum Place: Sendable, Hashable {
    /// A host's name or address, and a port from 1 to 65535.
    case network(host: String, port: Int)
    /// The absolute path of a Unix socket.
    case socket(String)
  }

  public init(_ type: Kind, _ place: Place) {
    self.type = type
    self.place = place
  }

  /// As a URL: `vnc://127.0.0.1:5901`, `spice://[::1]:5902`, `vnc+unix:///run/desk.sock`.
  public var url: String {
    switch place {
    case .network(let host, let port):
      type.rawValue + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + String(port)
    case .socket(let path): type.rawValue + "+unix://" + path
    }
  }
}

/// How well something outside works. Every state but `ready` has its reason as a sentence.
public struct Health: Sendable, Hashable {
  public var state: State
  public var why: String?

  public enum State: String, Sendable, Codable, CaseIterable {
    /// It does not work yet.
    case starting
    case ready
    /// It works, but not as it should.
    case degraded
    /// It does not work now. It may come back by itself at any time.
    case failed
  }

  public init(_ state: State, why: String? = nil) {
    self.state = state
    self.why = why
  }

  public static let ready = Health(.ready)
}

/// The desktops of one plugin, and whether they are still vouched for.
public struct DesktopPicture: Sendable, Equatable {
  public var plugin: String
  public var desktops: [Desktop]
  public var freshness: Freshness

  public enum Freshness: Sendable, Equatable {
    /// The plugin stands by it.
    case fresh
    /// The plugin went away, or does not know, for a minute at most: its desktops may still run, so
    /// they keep their leases.
    case stale
    /// For longer than that: nothing can be said of the desktops.
    case lost
  }

  public var isStale: Bool { freshness != .fresh }

  public init(plugin: String, desktops: [Desktop], freshness: Freshness = .fresh) {
    self.plugin = plugin
    self.desktops = desktops
    self.freshness = freshness
  }
}

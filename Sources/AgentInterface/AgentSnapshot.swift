public import DBus

/// Everything that the agent shows, at one moment.
public struct AgentSnapshot: Sendable, Equatable, Codable {
  public var host: HostView
  public var licensing: LicensingView
  /// By number.
  public var stations: [StationView]
  /// By key.
  public var candidates: [CandidateView]
  public var packs: [PackView]
  /// The gravest first.
  public var notices: [NoticeView]
  public var plugins: [PluginView]
  public var desktops: [DesktopView]
  /// Of people, by id.
  public var sessions: [SessionView]

  public init(
    host: HostView, licensing: LicensingView, stations: [StationView], candidates: [CandidateView],
    packs: [PackView],
    notices: [NoticeView], plugins: [PluginView], desktops: [DesktopView],
    sessions: [SessionView] = []
  ) {
    self.host = host
    self.licensing = licensing
    self.stations = stations
    self.candidates = candidates
    self.packs = packs
    self.notices = notices
    self.plugins = plugins
    self.desktops = desktops
    self.sessions = sessions
  }

  /// The objects to publish: path → interface → properties.
  public var objects: [String: ObjectState] {
    var objects: [String: ObjectState] = [:]
    func put<View: WireView>(_ path: String, _ view: View) {
      objects[path] = [View.interface.name: view.properties]
    }
    objects[BusName.root] = [
      HostView.interface.name: host.properties, LicensingView.interface.name: licensing.properties,
    ]
    for view in stations { put(BusName.path("station", String(view.number)), view) }
    for view in candidates { put(BusName.path("candidate", view.key), view) }
    for view in packs { put(BusName.path("pack", view.id), view) }
    for view in notices { put(BusName.path("notice", view.id), view) }
    for view in plugins { put(BusName.path("plugin", view.name), view) }
    for view in desktops { put(BusName.path("desktop", view.plugin + "/" + view.id), view) }
    for view in sessions { put(BusName.path("session", view.id), view) }
    return objects
  }

  /// Reads what `GetManagedObjects` and the root's own properties said. Objects of interfaces
  /// that are not known here are passed over; nil if one that is known cannot be read: a station left
  /// out would look like a station that is not there.
  init?(host: [String: Value], licensing: [String: Value], managed: [Value]) {
    guard let host = HostView(properties: host),
      let licensing = LicensingView(properties: licensing)
    else { return nil }
    self.init(
      host: host, licensing: licensing, stations: [], candidates: [], packs: [], notices: [],
      plugins: [], desktops: [])
    for object in managed {
      guard case .entry(_, .array(_, let interfaces)) = object else { continue }
      for interface in interfaces {
        guard case .entry(.string(let name), let values) = interface,
          let properties = values.asDictionary
        else { continue }
        guard add(name, properties) else { return nil }
      }
    }
    stations.sort { $0.number < $1.number }
    candidates.sort { $0.key < $1.key }
    packs.sort { $0.id < $1.id }
    let gravity = ["critical": 0, "warning": 1, "info": 2]
    notices.sort {
      (gravity[$0.severity] ?? 3, $0.id) < (gravity[$1.severity] ?? 3, $1.id)
    }
    plugins.sort { $0.name < $1.name }
    desktops.sort { ($0.plugin, $0.id) < ($1.plugin, $1.id) }
    sessions.sort { $0.id < $1.id }
  }

  /// False if the object is of another version.
  private mutating func add(_ interface: String, _ properties: [String: Value]) -> Bool {
    func append<View: WireView>(_ list: inout [View]) -> Bool {
      guard let view = View(properties: properties) else { return false }
      list.append(view)
      return true
    }
    return switch interface {
    case BusName.station: append(&stations)
    case BusName.candidate: append(&candidates)
    case BusName.pack: append(&packs)
    case BusName.notice: append(&notices)
    case BusName.plugin: append(&plugins)
    case BusName.desktop: append(&desktops)
    case BusName.session: append(&sessions)
    default: true
    }
  }

  /// All interfaces of the contract.
  public static let interfaces = [
    HostView.interface, LicensingView.interface, StationView.interface, CandidateView.interface,
    PackView.interface,
    NoticeView.interface, PluginView.interface, DesktopView.interface, SessionView.interface,
  ]
}

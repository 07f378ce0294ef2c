import StationModel

/// A desktop as it travels. The first five fields are always there; every field is checked.
struct WireDesktop: Codable {
  var id: String
  var name: String
  var kind: String
  var state: String
  var template: Bool
  var network: Bool?
  var station: String?
  var user: String?
  var client: String?
  var address: WireAddress?
  var health: WireHealth?
  var labels: [String]?

  init(_ desktop: Desktop) {
    id = desktop.id
    name = desktop.name
    kind = desktop.kind
    state = desktop.state.rawValue
    template = desktop.isTemplate
    network = desktop.isNetwork ? true : nil
    station = desktop.station?.text
    user = desktop.user
    client = desktop.client
    address = desktop.address.map(WireAddress.init)
    health = desktop.health == .ready ? nil : WireHealth(desktop.health)
    labels = desktop.labels.isEmpty ? nil : desktop.labels
  }

  /// The desktop, if all its fields keep the rules of docs/plugins.md; `place` is for the message.
  func desktop(at place: String) throws(PluginError) -> Desktop {
    guard Self.isID(id) else {
      throw PluginError(
        .invalidParams, place + ".id is not 1 to 128 printable ASCII characters without / and space"
      )
    }
    try Self.checkText(name, limit: 256, place + ".name")
    guard Contract.isLabel(kind) else {
      throw PluginError(.invalidParams, place + ".kind is not 1 to 32 of a-z, 0-9 and -")
    }
    guard let state = Desktop.State(rawValue: state) else {
      throw PluginError(notOneOf: Desktop.State.self, state, at: place + ".state")
    }
    if let station { try Self.checkText(station, limit: 256, place + ".station") }
    if let user { try Self.checkText(user, limit: 256, place + ".user") }
    if let client { try Self.checkText(client, limit: 256, place + ".client") }
    let labels = labels ?? []
    guard labels.count <= 16 else {
      throw PluginError(.invalidParams, place + ".labels holds more than 16")
    }
    for (index, label) in labels.enumerated() {
      guard Contract.isLabel(label) else {
        throw PluginError(
          .invalidParams, place + ".labels[\(index)] is not 1 to 32 of a-z, 0-9 and -")
      }
    }
    return Desktop(
      id: id, name: name, kind: kind, state: state, isTemplate: template,
      isNetwork: network ?? false, station: station.map(StationKey.init), user: user,
      client: client, address: try address?.address(at: place + ".address"),
      health: try health?.health(at: place + ".health") ?? .ready, labels: Set(labels).sorted())
  }

  /// The id becomes the end of a station's key (`desktop:<plugin>/<id>`), hence no slash.
  static func isID(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") }
  }

  static func isLowercaseOrHyphen(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
  }

  static func checkText(_ text: String, limit: Int, _ field: String) throws(PluginError) {
    guard !text.isEmpty, text.utf8.count <= limit,
      text.unicodeScalars.allSatisfy(PlainText.isHarmless)
    else {
      throw PluginError(
        .invalidParams, field + " is not 1 to \(limit) bytes without control characters")
    }
  }
}

/// `{"type": "vnc", "host": "127.0.0.1", "port": 5901}` or `{"type": "spice", "socket": "/run/…"}`.
struct WireAddress: Codable {
  var type: String
  var host: String?
  var port: Int?
  var socket: String?

  init(_ address: DesktopAddress) {
    type = address.type.rawValue
    switch address.place {
    case .network(let host, let port): (self.host, self.port) = (host, port)
    case .socket(let path): socket = path
    }
  }

  func address(at field: String) throws(PluginError) -> DesktopAddress {
    guard let kind = DesktopAddress.Kind(rawValue: type) else {
      throw PluginError(notOneOf: DesktopAddress.Kind.self, type, at: field + ".type")
    }
    switch (host, port, socket) {
    case (let host?, let port?, nil):
      // The characters of names and addresses only: it goes into URLs and a viewer's arguments.
      guard (1...253).contains(host.utf8.count), host.first != "-",
        host.utf8.allSatisfy(Self.isHost)
      else { throw PluginError(.invalidParams, field + ".host is not a host's name or address") }
      guard (1...65535).contains(port) else {
        throw PluginError(.invalidParams, field + ".port is not between 1 and 65535")
      }
      return DesktopAddress(kind, .network(host: host, port: port))
    case (nil, nil, let path?):
      try WireDesktop.checkText(path, limit: 255, field + ".socket")
      guard path.hasPrefix("/") else {
        throw PluginError(.invalidParams, field + ".socket is not an absolute path")
      }
      return DesktopAddress(kind, .socket(path))
    default:
      throw PluginError(.invalidParams, field + " has neither host and port nor socket")
    }
  }

  private static func isHost(_ byte: UInt8) -> Bool {
    WireDesktop.isLowercaseOrHyphen(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || [UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "%")].contains(byte)
  }
}

/// `{"state": "degraded", "why": "…"}`; `why` belongs to every state but `ready`.
struct WireHealth: Codable {
  var state: String
  var why: String?

  init(_ health: Health) {
    state = health.state.rawValue
    why = health.why
  }

  func health(at field: String) throws(PluginError) -> Health {
    guard let state = Health.State(rawValue: state) else {
      throw PluginError(notOneOf: Health.State.self, state, at: field + ".state")
    }
    if let why {
      try WireDesktop.checkText(why, limit: 500, field + ".why")
    } else if state != .ready {
      throw PluginError(.invalidParams, field + ".why is missing: every state but ready has one")
    }
    return Health(state, why: state == .ready ? nil : why)
  }
}

extension PluginError {
  /// "desktops[3].state is "paused", not one of stopped, starting, running, failed".
  init<Known: CaseIterable & RawRepresentable<String>>(
    notOneOf known: Known.Type, _ text: String, at field: String
  ) {
    let words = Known.allCases.map(\.rawValue).joined(separator: ", ")
    self.init(
      .invalidParams, field + " is \"" + PlainText.line(text, limit: 40) + "\", not one of " + words
    )
  }
}

extension Contract {
  /// The rule for labels, and for kinds.
  package static func isLabel(_ text: String) -> Bool {
    (1...32).contains(text.utf8.count)
      && text.utf8.allSatisfy(WireDesktop.isLowercaseOrHyphen)
  }
}

/// What a station is remembered by: its place, not its hardware and not its number.
///
/// - the host: `host`
/// - a physical station: `<controller ID_PATH>/<USB2 route of the anchor hub>`, `pci-0000:00:14.0/1.4`
/// - a virtual desktop: `desktop:<plugin>/<desktop id>`
///
/// A license is bound to this key, so that replaced keyboards and renamed stations keep theirs.
public struct StationKey: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static let host = StationKey("host")

  public static func physical(controller: String, route: [Int]) -> StationKey {
    StationKey(controller + "/" + route.map(String.init).joined(separator: "."))
  }

  public static func desktop(plugin: String, id: String) -> StationKey {
    StationKey(desktopPrefix + plugin + "/" + id)
  }

  /// A virtual desktop's plugin and its id there; nil for any other key.
  public var desktop: (plugin: String, id: String)? {
    guard text.hasPrefix(Self.desktopPrefix) else { return nil }
    let rest = text.dropFirst(Self.desktopPrefix.count)
    guard let slash = rest.firstIndex(of: "/") else { return nil }
    return (String(rest[..<slash]), String(rest[rest.index(after: slash)...]))
  }

  public var isDesktop: Bool { text.hasPrefix(Self.desktopPrefix) }

  private static let desktopPrefix = "desktop:"

  /// A physical station's controller and route; nil for any other key.
  public var place: (controller: String, route: String)? {
    guard self != .host, !isDesktop, let slash = text.lastIndex(of: "/") else {
      return nil
    }
    return (String(text[..<slash]), String(text[text.index(after: slash)...]))
  }

  public var description: String { text }

  public static func < (left: StationKey, right: StationKey) -> Bool { left.text < right.text }

  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// A display by its place: the card's `ID_PATH`, and one socket of it where that matters.
///
/// Kernel names (`card1`) depend on the order in which drivers load and are never stored.
/// Text form: `pci-0000:02:00.0` for all of a card, `pci-0000:02:00.0/HDMI-A-1` for one socket.
public struct DisplayPlace: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  public var card: String
  public var connector: String?

  public init(card: String, connector: String? = nil) {
    self.card = card
    self.connector = connector
  }

  public init(_ text: String) {
    if let slash = text.firstIndex(of: "/") {
      self.init(card: String(text[..<slash]), connector: String(text[text.index(after: slash)...]))
    } else {
      self.init(card: text)
    }
  }

  public var description: String { connector.map { card + "/" + $0 } ?? card }

  /// True if both name at least one socket in common.
  public func overlaps(_ other: DisplayPlace) -> Bool {
    card == other.card
      && (connector == nil || other.connector == nil || connector == other.connector)
  }

  public static func < (left: DisplayPlace, right: DisplayPlace) -> Bool {
    left.description < right.description
  }

  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

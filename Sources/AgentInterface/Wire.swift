public import DBus
public import StationModel

/// A view that crosses the bus as the properties of one interface, and is shown by `--json`.
public protocol WireView: Sendable, Equatable, Codable {
  static var interface: Interface { get }
  var properties: [String: Value] { get }
  /// Nil if a property is missing or of another type: another version of the agent.
  init?(properties: [String: Value])
}

/// A point in time as programs read it: ISO 8601 in JSON, milliseconds since 1970 on the bus.
public struct WireTime: Sendable, Equatable, Codable, Comparable {
  public var time: Timestamp
  public init(_ time: Timestamp) { self.time = time }
  public init?(_ time: Timestamp?) {
    guard let time else { return nil }
    self.time = time
  }

  init?(_ value: Value) {
    guard let number = value.asInt, number != -1 else { return nil }
    time = Timestamp(milliseconds: Int64(number))
  }

  /// D-Bus has no null: -1 is "there is no date".
  static func value(_ time: WireTime?) -> Value { .int64(time?.time.milliseconds ?? -1) }

  public static func < (left: WireTime, right: WireTime) -> Bool { left.time < right.time }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let time = Timestamp(iso: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not an ISO 8601 time in UTC")
    }
    self.time = time
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(time.iso)
  }
}

/// Reads typed properties; remembers whether anything was missing.
struct WireReader {
  private let properties: [String: Value]
  private(set) var isWhole = true

  init(_ properties: [String: Value]) { self.properties = properties }

  mutating func text(_ name: String) -> String { take(name, \.asString, "") }
  mutating func texts(_ name: String) -> [String] { take(name, \.asStrings, []) }
  mutating func number(_ name: String) -> Int { take(name, \.asInt, 0) }
  mutating func flag(_ name: String) -> Bool { take(name, \.asBool, false) }
  mutating func list(_ name: String) -> [Value] { take(name, \.asList, []) }

  /// Empty text means that there is none.
  mutating func optionalText(_ name: String) -> String? {
    let value = text(name)
    return value.isEmpty ? nil : value
  }

  /// Nil below 0.
  mutating func natural(_ name: String) -> Int? {
    let value = number(name)
    return value < 0 ? nil : value
  }

  /// 0 means that there is none.
  mutating func positive(_ name: String) -> Int? {
    let value = number(name)
    return value > 0 ? value : nil
  }

  mutating func time(_ name: String) -> WireTime? {
    let value = number(name)
    return value == -1 ? nil : WireTime(Timestamp(milliseconds: Int64(value)))
  }

  private mutating func take<T>(_ name: String, _ read: (Value) -> T?, _ fallback: T) -> T {
    if let value = properties[name], let result = read(value) { return result }
    isWhole = false
    return fallback
  }
}

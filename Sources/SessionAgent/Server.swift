import DBus

/// The desktop's notification server, by the Desktop Notifications Specification 1.2.
struct Server {
  static let name = "org.freedesktop.Notifications"
  private static let path = "/org/freedesktop/Notifications"
  /// A server that is installed but has no display can keep a caller waiting for over a minute.
  private static let patience: UInt64 = 10_000

  private let bus: Connection
  /// The unique name. Calls go there and not to the well-known name, so that an id of one server
  /// never reaches the next one.
  let owner: String
  private var capabilities: [String]?

  private init(bus: Connection, owner: String) {
    self.bus = bus
    self.owner = owner
  }

  /// The server that is there, or the one that the bus can start.
  static func find(on bus: Connection) async throws(DBusError) -> Server {
    do throws(DBusError) {
      return Server(bus: bus, owner: try await currentOwner(on: bus))
    } catch {
      guard error.isServiceUnknown else { throw error }
    }
    _ = try await ask(bus, "StartServiceByName", [.string(name), .uint32(0)])
    return Server(bus: bus, owner: try await currentOwner(on: bus))
  }

  private static func currentOwner(on bus: Connection) async throws(DBusError) -> String {
    let answer = try await ask(bus, "GetNameOwner", [.string(name)])
    guard let owner = answer.first?.asString else {
      throw DBusError(
        name: "org.freedesktop.DBus.Error.InvalidArgs",
        message: "the bus answered GetNameOwner without a name")
    }
    return owner
  }

  private static func ask(
    _ bus: Connection, _ method: String, _ arguments: [Value]
  ) async throws(DBusError) -> [Value] {
    try await bus.call(
      "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, arguments,
      timeoutMilliseconds: patience)
  }

  private mutating func has(_ capability: String) async throws(DBusError) -> Bool {
    if let capabilities { return capabilities.contains(capability) }
    let answer = try await call("GetCapabilities")
    let result = answer.first?.asStrings ?? []
    capabilities = result
    return result.contains(capability)
  }

  /// The buttons as the server wants them: each one's name, then what is written on it.
  private static func buttons(_ actions: [String]) -> [String] {
    let words = ["enroll": "Enroll", "ignore": "Ignore"]
    return actions.flatMap { action in words[action].map { [action, $0] } ?? [] }
  }

  /// Shows it and returns the server's id for it.
  ///
  /// - Parameter milliseconds: how long, where the server heeds that; nil leaves it to the server.
  mutating func show(
    _ content: Screen.Content, replacing: UInt32, for milliseconds: Int32? = nil
  ) async throws(DBusError) -> UInt32 {
    let markup = try await has("body-markup")
    let buttons = try await has("actions") ? Self.buttons(content.actions) : []
    let answer = try await call(
      "Notify",
      [
        .string("Stationmaster"), .uint32(replacing), .string("dialog-information"),
        .string(content.summary), .string(markup ? escape(content.body) : content.body),
        .strings(buttons),
        .properties([
          "urgency": .byte(urgency(content.severity)), "category": .string("device"),
        ]),
        .int32(milliseconds ?? (content.severity == "critical" ? 0 : -1)),
      ])
    guard let id = answer.first?.asInt else {
      throw DBusError(
        name: "org.freedesktop.DBus.Error.InvalidArgs",
        message: "the notification server answered Notify without an id")
    }
    return UInt32(clamping: id)
  }

  /// True once it is off the screen, which includes that the server does not know it: then it
  /// answers with an error, of a name that no specification fixes.
  func close(_ id: UInt32) async -> Bool {
    do throws(DBusError) {
      _ = try await call("CloseNotification", [.uint32(id)])
      return true
    } catch {
      return !isUnanswered(error)
    }
  }

  private func call(_ method: String, _ arguments: [Value] = []) async throws(DBusError) -> [Value]
  {
    try await bus.call(
      owner, Self.path, Self.name, method, arguments, timeoutMilliseconds: Self.patience)
  }

  private func urgency(_ severity: String) -> UInt8 {
    switch severity {
    case "critical": 2
    case "warning": 1
    default: 0
    }
  }
}

/// Whether a call failed on its way, so that the other side may never have seen it. (A server that
/// went away is among these: the bus says so by another signal.)
func isUnanswered(_ error: DBusError) -> Bool {
  let prefix = "org.freedesktop.DBus.Error."
  return error.isOwnerGone
    || ["Timeout", "TimedOut", "Disconnected", "LimitsExceeded", "NoMemory"].contains {
      error.name == prefix + $0
    }
}

/// For a body in which the server understands markup.
func escape(_ text: String) -> String {
  var result = ""
  for character in text {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    default: result.append(character)
    }
  }
  return result
}

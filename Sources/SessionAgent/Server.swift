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
  private let capabilities: Set<String>

  /// Whether there is one to ask.
  enum Presence: Equatable, Sendable {
    case there
    /// The bus can start it.
    case onDemand
    case missing
  }

  static func presence(on bus: Connection) async throws(DBusError) -> Presence {
    if try await currentOwner(on: bus) != nil { return .there }
    return try await canStart(name, on: bus) ? .onDemand : .missing
  }

  /// Somebody has the name, or the bus can start a program that takes it.
  static func isReachable(_ name: String, on bus: Connection) async -> Bool {
    do throws(DBusError) {
      let answer = try await ask(bus, "NameHasOwner", [.string(name)])
      if answer.first?.asBool == true { return true }
      return try await canStart(name, on: bus)
    } catch {
      return false
    }
  }

  private static func canStart(_ name: String, on bus: Connection) async throws(DBusError) -> Bool {
    try await ask(bus, "ListActivatableNames", []).first?.asStrings?.contains(name) ?? false
  }

  /// The server that is there, or the one that the bus can start.
  static func find(on bus: Connection) async throws(DBusError) -> Server {
    var owner = try await currentOwner(on: bus)
    if owner == nil {
      _ = try await ask(bus, "StartServiceByName", [.string(name), .uint32(0)])
      owner = try await currentOwner(on: bus)
    }
    guard let owner else {
      throw DBusError(
        name: "org.freedesktop.DBus.Error.NameHasNoOwner",
        message: "the notification server ended as soon as it was started")
    }
    let answer = try await bus.call(
      owner, path, name, "GetCapabilities", timeoutMilliseconds: patience)
    return Server(bus: bus, owner: owner, capabilities: Set(answer.first?.asStrings ?? []))
  }

  /// Nil if there is none.
  static func currentOwner(on bus: Connection) async throws(DBusError) -> String? {
    do throws(DBusError) {
      return try await ask(bus, "GetNameOwner", [.string(name)]).first?.asString
    } catch {
      if error.isServiceUnknown { return nil }
      throw error
    }
  }

  private static func ask(
    _ bus: Connection, _ method: String, _ arguments: [Value]
  ) async throws(DBusError) -> [Value] {
    try await bus.call(
      "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, arguments,
      timeoutMilliseconds: patience)
  }

  /// Shows it and returns the server's id for it.
  ///
  /// - Parameter milliseconds: how long, where the server heeds that; nil goes by the content.
  func show(
    _ content: Content, replacing: UInt32, for milliseconds: Int32? = nil
  ) async throws(DBusError) -> UInt32 {
    let words = ServerWords(content, capabilities)
    let answer = try await call(
      "Notify",
      [
        .string("Stationmaster"), .uint32(replacing), .string("stationmaster"),
        .string(words.summary), .string(words.body), .strings(words.buttons),
        .properties(words.hints), .int32(milliseconds ?? words.timeout),
      ])
    guard let id = answer.first?.asInt, id > 0 else {
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

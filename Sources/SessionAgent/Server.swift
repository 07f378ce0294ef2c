import DBus

/// The desktop's notification server, by the Desktop Notifications Specification 1.2.
struct Server {
  static let name = "org.freedesktop.Notifications"
  private static let path = "/org/freedesktop/Notifications"
  /// A server that is installed but has no display can keep a caller waiting for over a minute.
  private static let patience: UInt64 = 10_000

  let bus: Connection

  func understandsMarkup() async throws(DBusError) -> Bool {
    let answer = try await call("GetCapabilities")
    return answer.first?.asStrings?.contains("body-markup") ?? false
  }

  /// Shows it and returns the server's id for it.
  func show(
    _ content: Screen.Content, replacing: UInt32, markup: Bool
  ) async throws(DBusError) -> UInt32 {
    let answer = try await call(
      "Notify",
      [
        .string("Stationmaster"), .uint32(replacing), .string("dialog-information"),
        .string(content.summary), .string(markup ? escape(content.body) : content.body),
        .strings([]),
        .properties([
          "urgency": .byte(urgency(content.severity)), "category": .string("device"),
        ]),
        .int32(content.severity == "critical" ? 0 : -1),
      ])
    guard let id = answer.first?.asInt else {
      throw DBusError(
        name: "org.freedesktop.DBus.Error.InvalidArgs",
        message: "the notification server answered Notify without an id")
    }
    return UInt32(clamping: id)
  }

  func close(_ id: UInt32) async throws(DBusError) {
    _ = try await call("CloseNotification", [.uint32(id)])
  }

  private func call(_ method: String, _ arguments: [Value] = []) async throws(DBusError) -> [Value]
  {
    try await bus.call(
      Self.name, Self.path, Self.name, method, arguments, timeoutMilliseconds: Self.patience)
  }

  private func urgency(_ severity: String) -> UInt8 {
    switch severity {
    case "critical": 2
    case "warning": 1
    default: 0
    }
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

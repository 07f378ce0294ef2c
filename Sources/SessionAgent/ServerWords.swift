import DBus

/// A content as one server wants it, by what it says that it can do.
struct ServerWords: Equatable, Sendable {
  var summary: String
  var body: String
  /// Each button's name, then what is written on it.
  var buttons: [String]
  var hints: [String: Value]
  /// In milliseconds; -1 leaves it to the server, 0 is until the person takes it away.
  var timeout: Int32

  init(_ content: Content, _ capabilities: Set<String>) {
    summary = content.summary
    body = content.body
    if !capabilities.contains("body") {
      // All in the one line that it shows.
      let rest = body.split(separator: "\n").joined(separator: " ")
      if !rest.isEmpty { summary += " — " + rest }
      body = ""
    } else if capabilities.contains("body-markup") {
      body = escape(body)
    }
    buttons =
      capabilities.contains("actions")
      ? content.buttons.flatMap { [$0.action.rawValue, $0.label] } : []
    let urgency: UInt8 =
      switch content.severity {
      case "critical": 2
      case "warning": 1
      default: 0
      }
    hints = [
      "urgency": .byte(urgency), "category": .string(content.category),
      "desktop-entry": .string("station-notifier"),
    ]
    switch content.life {
    case .bySeverity: timeout = urgency == 0 ? -1 : 0
    case .lasting: timeout = 0
    case .passing:
      timeout = -1
      hints["transient"] = .bool(true)
    }
  }
}

/// For a body in which the server understands markup.
func escape(_ text: String) -> String {
  var result = ""
  for character in text.unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}

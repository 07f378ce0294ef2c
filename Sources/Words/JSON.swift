/// As much of JSON as sayings need: no fractions, no true, false or null.
enum JSON: Equatable {
  case text(String)
  case number(Int64)
  case list([JSON])
  /// In this order; of two with one name the first counts.
  case object([Member])

  struct Member: Equatable {
    var name: String
    var value: JSON
  }

  subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  var asText: String? { if case .text(let text) = self { text } else { nil } }
  var asNumber: Int64? { if case .number(let number) = self { number } else { nil } }
  var asList: [JSON]? { if case .list(let list) = self { list } else { nil } }

  /// Without white space, in ASCII where it must be.
  func write(to result: inout String) {
    switch self {
    case .text(let text): Self.write(text, to: &result)
    case .number(let number): result += "\(number)"
    case .list(let list):
      result += "["
      for (index, value) in list.enumerated() {
        if index > 0 { result += "," }
        value.write(to: &result)
      }
      result += "]"
    case .object(let members):
      result += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { result += "," }
        Self.write(member.name, to: &result)
        result += ":"
        member.value.write(to: &result)
      }
      result += "}"
    }
  }

  private static func write(_ text: String, to result: inout String) {
    result += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 32:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    result += "\""
  }
}

/// A small JSON object with sorted members, the same bytes for the same contents on every run.
struct Detail {
  private var members: [String: String] = [:]

  init() {}

  mutating func put(_ name: String, _ text: String?) {
    if let text { members[name] = Self.quoted(text) }
  }

  mutating func put(_ name: String, _ number: Int64?) {
    if let number { members[name] = String(number) }
  }

  /// Members that are nil are left out.
  var json: String {
    let parts = members.sorted { $0.key < $1.key }.map { Self.quoted($0.key) + ":" + $0.value }
    return "{" + parts.joined(separator: ",") + "}"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

import StationModel

/// A small JSON object with sorted members, the same bytes for the same contents on every run.
struct Detail {
  private enum Value {
    case text(String)
    case number(Int64)
  }

  private var members: [(name: String, value: Value)] = []

  init() { members.reserveCapacity(8) }

  /// Each name once. Members that are nil are left out.
  mutating func put(_ name: String, _ text: String?) {
    if let text { members.append((name, .text(text))) }
  }

  mutating func put(_ name: String, _ number: Int64?) {
    if let number { members.append((name, .number(number))) }
  }

  mutating func put(_ name: String, _ time: Timestamp?) { put(name, time?.milliseconds) }

  /// UTF-8.
  var json: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    var separator = UInt8(ascii: "{")
    for member in members.sorted(by: { $0.name < $1.name }) {
      bytes.append(separator)
      separator = UInt8(ascii: ",")
      Self.quote(member.name, into: &bytes)
      bytes.append(UInt8(ascii: ":"))
      switch member.value {
      case .text(let text): Self.quote(text, into: &bytes)
      case .number(let number): bytes += String(number).utf8
      }
    }
    if members.isEmpty { bytes.append(UInt8(ascii: "{")) }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  /// A JSON string (RFC 8259, section 7) without any byte below 0x20.
  static func quote(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    if !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
      bytes += text.utf8
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "\n"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: "n"))
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += "\\u00".utf8
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
  }
}

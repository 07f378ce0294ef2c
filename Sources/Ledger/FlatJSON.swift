/// What ``Detail`` writes, read again: one object of texts and whole numbers. Strict: whatever it
/// would not have written is nil.
struct FlatJSON {
  enum Value: Equatable {
    case text(String)
    case number(Int64)
  }

  private let bytes: [UInt8]
  private var position = 0

  static func object(_ bytes: [UInt8]) -> [String: Value]? {
    var reader = FlatJSON(bytes: bytes)
    guard let members = reader.object(), reader.position == bytes.count else { return nil }
    return members
  }

  /// One JSON string and nothing else.
  static func text(_ text: some StringProtocol) -> String? {
    var reader = FlatJSON(bytes: Array(text.utf8))
    guard let text = reader.text(), reader.position == reader.bytes.count else { return nil }
    return text
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func take(_ byte: Character) -> Bool {
    guard position < bytes.count, bytes[position] == byte.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func object() -> [String: Value]? {
    guard take("{") else { return nil }
    var members: [String: Value] = [:]
    if take("}") { return members }
    repeat {
      guard let name = text(), take(":"), let value = value(),
        members.updateValue(value, forKey: name) == nil
      else { return nil }
    } while take(",")
    return take("}") ? members : nil
  }

  private mutating func value() -> Value? {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      return text().map { .text($0) }
    }
    let start = position
    while position < bytes.count, bytes[position] == 0x2D || (0x30...0x39) ~= bytes[position] {
      position += 1
    }
    return Int64(String(decoding: bytes[start..<position], as: UTF8.self)).map { .number($0) }
  }

  private mutating func text() -> String? {
    guard take("\"") else { return nil }
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = escaped() else { return nil }
        text.append(escaped)
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escaped() -> UInt8? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "u"):
      guard position + 4 <= bytes.count,
        let code = UInt8(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
      else { return nil }
      position += 4
      return code < 0x20 ? code : nil
    default: return nil
    }
  }
}

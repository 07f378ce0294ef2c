/// Reads one JSON text from its front. Everything is nil once something is wrong.
struct DetailScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The whole text as one object.
  mutating func object() -> [(name: String, value: DetailValue)]? {
    guard let members = members(depth: 0) else { return nil }
    skipSpace()
    return position == bytes.count ? members : nil
  }

  private mutating func members(depth: Int) -> [(name: String, value: DetailValue)]? {
    guard take("{") else { return nil }
    var members: [(name: String, value: DetailValue)] = []
    if take("}") { return members }
    members.reserveCapacity(8)
    repeat {
      skipSpace()
      guard let name = string(), take(":"), let value = value(depth: depth) else { return nil }
      members.append((name, value))
    } while take(",")
    return take("}") ? members : nil
  }

  private mutating func value(depth: Int) -> DetailValue? {
    skipSpace()
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "\""): return string().map(DetailValue.text)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    // Nothing that the ledger writes is nested; a bound keeps what is not its from the stack.
    case UInt8(ascii: "{") where depth < 8: return members(depth: depth + 1).map { _ in .other }
    case UInt8(ascii: "[") where depth < 8: return list(depth: depth + 1)
    default: return nil
    }
  }

  private mutating func list(depth: Int) -> DetailValue? {
    guard take("[") else { return nil }
    if take("]") { return .other }
    repeat {
      guard value(depth: depth) != nil else { return nil }
    } while take(",")
    return take("]") ? .other : nil
  }

  private mutating func word(_ word: StaticString) -> DetailValue? {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count,
      word.withUTF8Buffer({ bytes[position..<end].elementsEqual($0) })
    else { return nil }
    position = end
    return .other
  }

  /// A number beyond 64 bits, or one with a fraction or an exponent, is `other`.
  private mutating func number() -> DetailValue? {
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let start = position
    var value: Int64? = 0
    while position < bytes.count, let digit = digit(bytes[position]) {
      value = value.flatMap { $0.appending(isNegative ? -digit : digit) }
      position += 1
    }
    guard position > start, bytes[start] != UInt8(ascii: "0") || position == start + 1
    else { return nil }
    var isWhole = true
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      guard skipDigits() else { return nil }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      position += 1
      if position < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position]) {
        position += 1
      }
      guard skipDigits() else { return nil }
    }
    return isWhole ? value.map(DetailValue.number) ?? .other : .other
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while position < bytes.count, digit(bytes[position]) != nil { position += 1 }
    return position > start
  }

  private mutating func string() -> String? {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
    position += 1
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        position += 1
        return text
      case UInt8(ascii: "\\"): return escapedString(from: start)
      case 0..<0x20: return nil
      default: position += 1
      }
    }
    return nil
  }

  /// The rest of a string whose first escape is at the position.
  private mutating func escapedString(from start: Int) -> String? {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        text.append(contentsOf: String(Character(scalar)).utf8)
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let unit = fourHexDigits() else { return nil }
      guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) }
      guard word("\\u") != nil, let second = fourHexDigits(), UTF16.isTrailSurrogate(second)
      else { return nil }
      return Unicode.Scalar(0x10000 + UInt32(unit & 0x3ff) << 10 + UInt32(second & 0x3ff))
    default: return nil
    }
  }

  private mutating func fourHexDigits() -> UInt16? {
    guard position + 4 <= bytes.count else { return nil }
    var value: UInt16 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = hexDigit(byte) else { return nil }
      value = value << 4 | digit
    }
    position += 4
    return value
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
}

private func digit(_ byte: UInt8) -> Int64? {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    ? Int64(byte - UInt8(ascii: "0")) : nil
}

private func hexDigit(_ byte: UInt8) -> UInt16? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}

extension Int64 {
  /// The number with one digit more, which has its sign; nil beyond 64 bits.
  fileprivate func appending(_ digit: Int64) -> Int64? {
    let (product, overflow) = multipliedReportingOverflow(by: 10)
    let (sum, overflows) = product.addingReportingOverflow(digit)
    return overflow || overflows ? nil : sum
  }
}

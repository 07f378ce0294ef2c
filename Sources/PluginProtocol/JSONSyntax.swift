/// Finds where JSON (RFC 8259) breaks off. The decoder only says that it does, which is no help to
/// somebody who wrote the file by hand.
struct JSONSyntax {
  private let bytes: [UInt8]
  private var at = 0
  private var open: [UInt8] = []

  /// "line 3, column 7: a value is missing"; nil if nothing is found to be wrong.
  static func firstError(in bytes: [UInt8]) -> String? {
    var syntax = JSONSyntax(bytes: bytes)
    guard let what = syntax.scan() else { return nil }
    let before = bytes[..<min(syntax.at, bytes.count)]
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = before.count { $0 == 0x0A } + 1
    return "line \(line), column \(before.count - start + 1): \(what)"
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func scan() -> String? {
    repeat {
      if let wrong = key() ?? value() { return wrong }
      guard isAfterValue else { continue }
      if let wrong = afterValue() { return wrong }
    } while !open.isEmpty
    return peek() == nil ? nil : "something follows the end"
  }

  /// False just after an opening bracket, where a first value is still to come.
  private var isAfterValue = true

  private mutating func key() -> String? {
    guard open.last == UInt8(ascii: "{") else { return nil }
    guard peek() == UInt8(ascii: "\"") else { return "a name in quotes is missing" }
    if let wrong = string() { return wrong }
    return take(":") ? nil : "a colon is missing"
  }

  private mutating func value() -> String? {
    isAfterValue = true
    switch peek() {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let bracket = bytes[at]
      at += 1
      open.append(bracket)
      isAfterValue =
        peek() == (bracket == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]"))
      return nil
    case UInt8(ascii: "\""): return string()
    case nil: return "it ends too early"
    default:
      let word = bytes[at...].prefix { !Array(",:[]{}\" \t\r\n".utf8).contains($0) }
      let text = String(decoding: word, as: UTF8.self)
      let isNumber = word.first.map { $0 == 0x2D || (0x30...0x39).contains($0) } ?? false
      guard ["true", "false", "null"].contains(text) || isNumber && Double(text) != nil else {
        return word.isEmpty ? "a value is missing" : "this is not a value"
      }
      at += word.count
      return nil
    }
  }

  /// A comma, or the closing brackets that end here.
  private mutating func afterValue() -> String? {
    while let bracket = open.last {
      if take(",") { return nil }
      guard take(bracket == UInt8(ascii: "{") ? "}" : "]") else {
        return peek() == nil ? "it ends too early" : "a comma or a closing bracket is missing"
      }
      open.removeLast()
    }
    return nil
  }

  private mutating func string() -> String? {
    at += 1
    while at < bytes.count, bytes[at] >= 0x20 {
      if bytes[at] == UInt8(ascii: "\"") {
        at += 1
        return nil
      }
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return "the text is not closed on its line"
  }

  private mutating func peek() -> UInt8? {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    return at < bytes.count ? bytes[at] : nil
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }
}

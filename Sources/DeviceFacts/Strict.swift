/// Strict readers of words from outside: what does not fit is nil, never a guess.
enum Strict {
  /// A name that becomes part of keys and places: printable ASCII without blanks and slashes.
  static func token(_ text: String?) -> String? {
    guard let text, !text.isEmpty, text.utf8.count <= 255 else { return nil }
    let isPlain = text.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "/") }
    return isPlain ? text : nil
  }

  static func nodeName(_ text: String?) -> String? {
    guard let text, text.hasPrefix("/dev/"), text.utf8.count <= 255 else { return nil }
    return text.utf8.allSatisfy { (0x21...0x7e).contains($0) } ? text : nil
  }

  static func isNumbered(_ name: String, after prefix: String) -> Bool {
    name.hasPrefix(prefix) && decimal(name.dropFirst(prefix.count)) != nil
  }

  static func decimal(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  static func isHex(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { $0.properties.isASCIIHexDigit }
  }

  static func hexWord(_ text: String?) -> UInt16? {
    guard let text, text.utf8.count == 4, isHex(text) else { return nil }
    return UInt16(text, radix: 16)
  }

  /// `1.4` as [1, 4]. USB allows seven tiers and 255 ports; anything beyond is not a route.
  static func ports(_ text: some StringProtocol) -> [Int]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 7 else { return nil }
    var ports: [Int] = []
    for part in parts {
      guard let port = decimal(part), (1...255).contains(port) else { return nil }
      ports.append(port)
    }
    return ports
  }

  /// The kernel writes 1.5, 12, 480, 5000 and so on; `Double` alone would also take "nan" and "1e9".
  static func megabits(_ text: String) -> Double? {
    guard text.utf8.count <= 8,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    return Double(text)
  }
}

/// A UUID in its canonical form: 36 characters, lower case, with hyphens.
struct UUIDText: Sendable, Hashable {
  let text: String

  /// Nil for what is not one. Upper case is taken.
  init?(_ text: String) {
    let groups = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
    guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12],
      groups.joined().utf8.allSatisfy({ byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      })
    else { return nil }
    self.text = groups.joined(separator: "-")
  }

  /// A new one, at random (RFC 9562, version 4).
  init() {
    var bytes = (0..<16).map { _ in UInt8.random(in: 0...255) }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    text = [digits[0..<4], digits[4..<6], digits[6..<8], digits[8..<10], digits[10..<16]]
      .map { $0.joined() }.joined(separator: "-")
  }
}

/// Text from outside, made fit for one line of a log or a terminal.
public enum PlainText {
  /// The text with every character that could move a cursor, start a line or turn the writing
  /// direction replaced by U+FFFD, cut after `limit` characters.
  public static func line(_ text: some StringProtocol, limit: Int) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < limit else {
        result.append("…")
        break
      }
      result.append(isHarmless(scalar) || scalar == "\t" ? scalar : "\u{FFFD}")
      count += 1
    }
    return String(result)
  }

  /// The same for bytes, read as UTF-8; what is not UTF-8 becomes U+FFFD.
  public static func line(_ bytes: some Collection<UInt8>, limit: Int) -> String {
    line(String(decoding: bytes.prefix(limit &* 4), as: UTF8.self), limit: limit)
  }

  /// False for control characters, line and paragraph separators, and bidirectional controls.
  public static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: false
    // Unicode's Bidi_Control: they can make one name read as another.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false
    default: true
    }
  }
}

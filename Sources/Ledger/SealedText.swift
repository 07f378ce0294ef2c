import Seal

/// A small text file of lines, the last of which is the hash of those before it: what was cut off or
/// changed on the disk does not pass for what was written.
enum SealedText {
  /// The first line names the form.
  static func bytes(_ lines: [String]) -> [UInt8] {
    let text = Array((lines.joined(separator: "\n") + "\n").utf8)
    return text + Array("sum \(Seal.hex(Seal.sha256(text)))\n".utf8)
  }

  /// The lines without the last; nil if they are not what was written.
  static func lines(_ bytes: [UInt8]) -> [String]? {
    let sum = "sum ".utf8.count + Seal.hashLength * 2 + 1
    guard bytes.count > sum, String(validating: bytes, as: UTF8.self) != nil else { return nil }
    let text = Array(bytes.dropLast(sum))
    guard bytes.suffix(sum).elementsEqual("sum \(Seal.hex(Seal.sha256(text)))\n".utf8) else {
      return nil
    }
    return text.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// One word of a line for any text: as JSON, so without line breaks.
  static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    Detail.quote(text, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

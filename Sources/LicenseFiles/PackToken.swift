import Seal

/// A pack's file taken apart: three base64url parts with dots between them (RFC 7515, 7.1). What is
/// in them was not looked at yet.
struct PackToken {
  /// Without the white space around it.
  var text: String
  var header: [UInt8]
  var payload: [UInt8]
  var signature: [UInt8]
  /// What the signature is of.
  var signed: [UInt8]

  init(_ bytes: [UInt8]) throws(PackError) {
    guard bytes.count <= PackFile.maximumSize else { throw .tooLarge }
    let token = Self.trimmed(bytes)
    if let why = Self.whatElse(token, in: bytes) ?? Self.strangeByte(token) {
      throw .notAToken(why)
    }
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3 else {
      throw .notAToken("it has \(parts.count) part\(parts.count == 1 ? "" : "s"), not 3")
    }
    header = try Self.part("header", parts[0])
    payload = try Self.part("contents", parts[1])
    signature = parts[2].isEmpty ? [] : try Self.part("signature", parts[2])
    signed = Array(token[..<parts[1].endIndex])
    text = String(decoding: token, as: UTF8.self)
  }

  private static func part(
    _ name: String, _ text: ArraySlice<UInt8>
  ) throws(PackError) -> [UInt8] {
    guard !text.isEmpty else { throw .notAToken("the part for its \(name) is empty") }
    guard let bytes = Base64URL.decode(text) else {
      throw .notAToken("the part for its \(name) breaks off within a byte")
    }
    return bytes
  }

  private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return bytes[first...last]
  }

  /// What people take for a pack by mistake.
  private static func whatElse(_ token: ArraySlice<UInt8>, in bytes: [UInt8]) -> String? {
    if bytes.isEmpty { return "it is empty" }
    if token.isEmpty { return "there is nothing but white space in it" }
    if token.starts(with: [0xEF, 0xBB, 0xBF]) { return "it begins with a byte order mark" }
    if token.first == UInt8(ascii: "{") { return "it is JSON, not one line of three parts" }
    let lines = token.split(separator: UInt8(ascii: "\n"))
    for (version, what) in KeyFile.kinds where lines.contains(where: { $0.starts(with: version) }) {
      return "it is \(what)"
    }
    let words = token.split(whereSeparator: isSpace)
    let packs = words.filter { word in word.count { $0 == UInt8(ascii: ".") } == 2 }
    if packs.count > 1, packs.count == words.count {
      return "there are \(packs.count) packs in it, and each needs a file of its own"
    }
    return nil
  }

  /// The first byte that no token has, with its place; nil if there is none.
  private static func strangeByte(_ token: ArraySlice<UInt8>) -> String? {
    guard let index = token.firstIndex(where: { !isTokenByte($0) }) else { return nil }
    let byte = token[index]
    let place = "at byte \(index + 1)"
    if byte == 0 { return "there is a zero byte in it, \(place)" }
    if byte == UInt8(ascii: "=") { return "there is padding in it, \(place)" }
    if isSpace(byte) { return "there is white space within it, \(place)" }
    if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") {
      return "it is written in base64 and not in base64url, \(place)"
    }
    // At most four bytes: the rest of the file may be anything.
    for length in 1...4 {
      if let text = String(validating: token[index...].prefix(length), as: UTF8.self),
        let scalar = text.unicodeScalars.first
      {
        return "there is \(codePoint(scalar)) in it, \(place)"
      }
    }
    return "there is the byte 0x\(String(byte, radix: 16)) in it, which is no text, \(place)"
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x0A, 0x0D].contains(byte)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}

import LicenseFiles
import Seal
import StationModel

extension BadPack {
  /// Files that are no token.
  static let forms = [
    BadPack("empty", "", .notAToken("it is empty")),
    BadPack(
      "white space only", " \n\t\r\n", .notAToken("there is nothing but white space in it")),
    BadPack("too large", bytes: [UInt8](repeating: 0x41, count: 65_537), .tooLarge),
    BadPack(
      "too large by white space", fault: "too large",
      Good.token + String(repeating: " ", count: 65_536), .tooLarge),
    BadPack(
      "largest, but no token", fault: "one part", bytes: [UInt8](repeating: 0x41, count: 65_536),
      .notAToken("it has 1 part, not 3")),
    BadPack(
      "cut within the header", fault: "one part", String(Good.parts[0].dropLast(7)),
      .notAToken("it has 1 part, not 3")),
    BadPack("cut after the header", fault: "two parts", Good.parts[0] + ".", twoParts),
    BadPack("cut within the contents", fault: "two parts", cutContents, twoParts),
    BadPack("no signature part", fault: "two parts", Good.unsigned, twoParts),
    BadPack("a JWE's five parts", Good.token + ".AA.AA", .notAToken("it has 5 parts, not 3")),
    BadPack(
      "full stop at the end", fault: "four parts", Good.token + ".",
      .notAToken("it has 4 parts, not 3")),
    BadPack(
      "empty header", "." + Good.parts[1] + "." + Good.parts[2],
      .notAToken("the part for its header is empty")),
    BadPack(
      "empty contents", Good.parts[0] + ".." + Good.parts[2],
      .notAToken("the part for its contents is empty")),
    BadPack(
      "header cut within a byte", "A." + Good.parts[1] + "." + Good.parts[2],
      .notAToken("the part for its header breaks off within a byte")),
    BadPack(
      "contents with bits left over", Good.parts[0] + ".Zh." + Good.parts[2],
      .notAToken("the part for its contents breaks off within a byte")),
    BadPack(
      "signature with bits left over", fault: "signature within a byte",
      String(Good.token.dropLast()) + "B",
      .notAToken("the part for its signature breaks off within a byte")),
    BadPack(
      "cut within the signature, within a byte", fault: "signature within a byte",
      String(Good.token.dropLast()),
      .notAToken("the part for its signature breaks off within a byte")),
    BadPack("padding", Good.token + "==", strange("there is padding in it", Good.length + 1)),
    BadPack(
      "base64 with + and /", fault: "base64", "-_+/.AA.AA",
      strange("it is written in base64 and not in base64url", 3)),
    BadPack(
      "line break inside", fault: "white space inside", Good.token.with(".", ".\n"),
      strange("there is white space within it", Good.parts[0].utf8.count + 2)),
    BadPack(
      "tab inside", fault: "white space inside", "A\tA.AA.AA",
      strange("there is white space within it", 2)),
    BadPack(
      "byte order mark", "\u{FEFF}" + Good.token,
      .notAToken("it begins with a byte order mark")),
    BadPack(
      "UTF-16", fault: "zero byte", bytes: Good.token.utf16.flatMap { [UInt8($0 & 255), 0] },
      strange("there is a zero byte in it", 2)),
    BadPack(
      "zero byte at the end", fault: "zero byte", Good.token + "\0",
      strange("there is a zero byte in it", Good.length + 1)),
    BadPack(
      "two packs in one file", Good.token + "\n" + Good.token,
      .notAToken("there are 2 packs in it, and each needs a file of its own")),
    BadPack(
      "a wide letter among the others", "\u{FF25}" + Good.token.dropFirst(),
      strange("there is U+FF25 in it", 1)),
    BadPack(
      "a zero width space inside", Good.token.with(".", ".\u{200B}"),
      strange("there is U+200B in it", Good.parts[0].utf8.count + 2)),
    BadPack("quotes around it", "\"\(Good.token)\"", strange("there is U+0022 in it", 1)),
    BadPack(
      "a picture", bytes: [0x89, 0x50, 0x4E, 0x47, 0, 0xFF, 0xFE],
      strange("there is the byte 0x89 in it, which is no text", 1)),
    BadPack(
      "a dot in two bytes (overlong UTF-8)",
      bytes: Array(Good.parts[0].utf8) + [0xC0, 0xAE] + Array(Good.parts[1].utf8),
      strange("there is the byte 0xc0 in it, which is no text", Good.parts[0].utf8.count + 1)),
    BadPack(
      "half of a surrogate pair in UTF-8", bytes: [0xED, 0xA0, 0x80] + Array(Good.token.utf8),
      strange("there is the byte 0xed in it, which is no text", 1)),
    BadPack("noise", bytes: noise, strange("there is the byte 0xac in it, which is no text", 1)),
    BadPack(
      "JSON serialization", #"{"payload":"AA","signature":"AA"}"#,
      .notAToken("it is JSON, not one line of three parts")),
    BadPack(
      "a public key", keyFile("stationmaster-public-key-v1 0 A B"),
      .notAToken("it is a public key, which goes into the folder of trusted keys")),
    BadPack(
      "a private key", keyFile("stationmaster-private-key-v1 0 A"),
      .notAToken("it is an issuer's private key, which belongs to nobody else")),
    BadPack(
      "a revoked key", keyFile("stationmaster-revoked-key-v1 0 2026-01-01 B"),
      .notAToken("it is a revoked key, which goes into the folder of trusted keys")),
  ]

  private static let twoParts = PackError.notAToken("it has 2 parts, not 3")
  private static let cutContents = Good.parts[0] + "." + Good.parts[1].dropLast(9)
  private static func strange(_ what: String, _ place: Int) -> PackError {
    .notAToken("\(what), at byte \(place)")
  }
  private static func keyFile(_ line: String) -> String { "# Stationmaster: a key.\n\(line)\n" }
  /// The same in every run.
  private static let noise = (0..<4096).map {
    UInt8(truncatingIfNeeded: ($0 &* 167 &+ 172) ^ $0 >> 3)
  }
}

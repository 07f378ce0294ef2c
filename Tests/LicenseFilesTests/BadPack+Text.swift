import LicenseFiles
import Seal
import StationModel

extension BadPack {
  /// Texts that people or programs would take for another, rightly signed.
  static let texts = [
    BadPack("id of other letters that look the same", payload: "P-1", "Р-1", notAnID("Р-1")),
    BadPack("id with a wide digit", payload: "P-1", "P-１", notAnID("P-１")),
    BadPack("id with a zero width joiner", payload: "P-1", "P\u{200D}-1", notAnID("P?-1")),
    BadPack("id with a zero byte in escapes", payload: "P-1", #"P-1\u0000"#, notAnID("P-1?")),
    BadPack("zero byte in the contents", payload: "P-1", "P-1\0", "it has a zero byte in it"),
    BadPack(
      "line break within a text", payload: "P-1", "P-\n1",
      "it has a control character within a text"),
    BadPack("issuer turned round", payload: Issuer.name, #"a\u202eb"#, notAnIssuer("a?b")),
    BadPack(
      "issuer with a mark of direction", payload: Issuer.name, "\u{2067}Acme", notAnIssuer("?Acme")),
    BadPack(
      "issuer with a zero width space", payload: Issuer.name, "Ac\u{200B}me", notAnIssuer("Ac?me")),
    BadPack(
      "issuer with a byte order mark", payload: Issuer.name, "Acme\u{FEFF}", notAnIssuer("Acme?")),
    BadPack(
      "issuer with a tag", payload: Issuer.name, "Acm\u{E0065}e", notAnIssuer("Acm?e")),
    BadPack("issuer with a space behind", payload: Issuer.name, "Acme ", notAnIssuer("Acme ")),
    BadPack(
      "issuer with two lines", payload: Issuer.name, #"Acme\nSons"#, notAnIssuer("Acme?Sons")),
    BadPack(
      "contents in overlong UTF-8", fault: "no UTF-8",
      Issuer.trusted.token(
        header: Array(Issuer.trusted.header.utf8),
        payload: Array(#"{"v":1,"id":""#.utf8) + [0xC1, 0x90] + Array(#"-1"}"#.utf8)),
      .badPayload("it is not UTF-8 text")),
    BadPack(
      "contents with half of a surrogate pair in UTF-8", fault: "no UTF-8",
      Issuer.trusted.token(
        header: Array(Issuer.trusted.header.utf8),
        payload: Array(#"{"v":1,"id":""#.utf8) + [0xED, 0xA0, 0x80] + Array(#""}"#.utf8)),
      .badPayload("it is not UTF-8 text")),
    BadPack(
      "contents in UTF-16 behind a mark", fault: "zero byte in the contents",
      Issuer.trusted.token(
        header: Array(Issuer.trusted.header.utf8),
        payload: [0xFF, 0xFE] + Issuer.payload.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
      .badPayload("it has a zero byte in it")),
    BadPack(
      "contents behind a byte order mark", payload: "{", "\u{FEFF}{",
      "it begins with a byte order mark"),
  ]

  private static func notAnIssuer(_ name: String) -> String {
    "the issuer \"\(name)\" is not 1 to 64 plain characters"
  }
}

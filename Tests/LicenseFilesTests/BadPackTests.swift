import LicenseFiles
import Seal
import StationModel
import Testing

struct BadPack: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var bytes: [UInt8]
  var error: PackError

  init(_ name: String, _ text: String, _ error: PackError) {
    self.init(name, bytes: Array(text.utf8), error)
  }
  init(_ name: String, bytes: [UInt8], _ error: PackError) {
    testDescription = name
    self.bytes = bytes
    self.error = error
  }
  /// With a changed header, rightly signed.
  init(_ name: String, header old: String, _ new: String, _ error: PackError) {
    let issuer = Issuer.trusted
    self.init(name, issuer.token(header: issuer.header.with(old, new)), error)
  }
  /// With a changed payload, rightly signed.
  init(_ name: String, payload old: String, _ new: String, _ why: String) {
    let payload = Issuer.payload.with(old, new)
    self.init(name, Issuer.trusted.token(payload: payload), .badPayload(why))
  }
}

private let good = Issuer.trusted.token()
private let parts = good.split(separator: ".").map(String.init)
private let unsigned = parts[0] + "." + parts[1]
private let strangerID = Issuer.stranger.key.verifyingKey.id
private let altered =
  parts[0] + "." + Base64URL.encode(Array(Issuer.payload.with("2", "9").utf8)) + "." + parts[2]

private let badForms = [
  BadPack("empty", "", .notAToken),
  BadPack("white space only", " \n\t\r\n", .notAToken),
  BadPack("too large", bytes: [UInt8](repeating: 0x41, count: 65_537), .tooLarge),
  BadPack("too large by white space", good + String(repeating: " ", count: 65_536), .tooLarge),
  BadPack("largest, but no token", bytes: [UInt8](repeating: 0x41, count: 65_536), .notAToken),
  BadPack("a picture", bytes: [0x89, 0x50, 0x4E, 0x47, 0, 0xFF, 0xFE], .notAToken),
  BadPack("a JWE's five parts", good + ".AA.AA", .notAToken),
  BadPack("no signature part", unsigned, .notAToken),
  BadPack("empty header", "." + parts[1] + "." + parts[2], .notAToken),
  BadPack("empty payload", parts[0] + ".." + parts[2], .notAToken),
  BadPack("padding", good + "==", .notAToken),
  BadPack("line break inside", good.with(".", ".\n"), .notAToken),
  BadPack("byte order mark", "\u{FEFF}" + good, .notAToken),
  BadPack("two packs in one file", good + "\n" + good, .notAToken),
  BadPack("zero byte at the end", good + "\0", .notAToken),
  BadPack("full stop at the end", good + ".", .notAToken),
  BadPack("JSON serialization", #"{"payload":"AA","signature":"AA"}"#, .notAToken),
]

private let badHeaders = [
  BadPack("alg none", unsigned.noneToken(), .wrongAlgorithm("none")),
  BadPack("alg NONE", header: "EdDSA", "nOnE", .wrongAlgorithm("nOnE")),
  BadPack("alg HS256", header: "EdDSA", "HS256", .wrongAlgorithm("HS256")),
  BadPack("alg RS256", header: "EdDSA", "RS256", .wrongAlgorithm("RS256")),
  BadPack("alg in other case", header: "EdDSA", "eddsa", .wrongAlgorithm("eddsa")),
  BadPack("alg empty", header: "EdDSA", "", .wrongAlgorithm("")),
  BadPack(
    "alg missing", header: #""alg":"EdDSA","#, "",
    .badHeader(#"the member "alg" is missing"#)),
  BadPack(
    "alg a list", header: #""EdDSA""#, #"["EdDSA"]"#,
    .badHeader(#"the member "alg" has a value of the wrong kind"#)),
  BadPack(
    "alg twice", header: #"{"alg""#, #"{"alg":"none","alg""#,
    .badHeader(#"the member "alg" is there twice"#)),
  BadPack(
    "alg twice, once in escapes", header: #"{"alg""#, #"{"\u0061lg":"none","alg""#,
    .badHeader(#"the member name "\u0061lg" has an escape in it"#)),
  BadPack(
    "typ JWT", header: "stationmaster-pack+jws", "JWT",
    .badHeader(#"the type is "JWT", not "stationmaster-pack+jws""#)),
  BadPack(
    "typ missing", header: #","typ":"stationmaster-pack+jws""#, "",
    .badHeader(#"the member "typ" is missing"#)),
  BadPack(
    "kid missing", Issuer.trusted.token(header: #"{"alg":"EdDSA","typ":"stationmaster-pack+jws"}"#),
    .badHeader(#"the member "kid" is missing"#)),
  BadPack(
    "kid a path", header: Issuer.trusted.key.verifyingKey.id, "../../etc/passwd",
    .badHeader(#""../../etc/passwd" is not a key id of 16 hexadecimal digits"#)),
  BadPack(
    "kid with a terminal's escape", header: Issuer.trusted.key.verifyingKey.id, #"\u001b[2J"#,
    .badHeader(#""?[2J" is not a key id of 16 hexadecimal digits"#)),
  BadPack(
    "header no JSON", Issuer.trusted.token(header: "EdDSA"),
    .badHeader("it is not a JSON object")),
  BadPack(
    "header a broken object", Issuer.trusted.token(header: #"{"alg":"EdDSA""#),
    .badHeader("it is not JSON")),
  BadPack(
    "header ends within a text", Issuer.trusted.token(header: #"{"alg":"EdDSA\"#),
    .badHeader("it ends within a text")),
  BadPack(
    "header no UTF-8",
    Issuer.trusted.token(header: [0x7B, 0xFF, 0x7D], payload: Array(Issuer.payload.utf8)),
    .badHeader("it is not UTF-8 text")),
]

private let refusedMembers = ["crit", "b64", "jwk", "jku", "x5u", "x5c"].map { name in
  BadPack(
    "header with \(name)", header: #"{"alg""#, #"{"\#(name)":null,"alg""#,
    .badHeader(#"the member "\#(name)" is not accepted"#))
}

private let badSignatures = [
  BadPack("a stranger's key", Issuer.stranger.token(), .unknownKey(strangerID)),
  BadPack(
    "a stranger's signature under a trusted id",
    Issuer.stranger.token(header: Issuer.trusted.header), .badSignature),
  BadPack("empty signature", unsigned + ".", .badSignature),
  BadPack("short signature", String(good.dropLast(2)), .badSignature),
  BadPack("long signature", good + "AA", .badSignature),
  BadPack("signature of zeros", unsigned + "." + String(repeating: "A", count: 86), .badSignature),
  BadPack("altered payload", altered, .badSignature),
  BadPack(
    "altered header",
    Base64URL.encode(Array(Issuer.trusted.header.with("}", #","x":1}"#).utf8)) + "." + parts[1]
      + "." + parts[2], .badSignature),
  BadPack(
    "altered to something that is no pack: the signature is told, not the contents",
    parts[0] + "." + Base64URL.encode(Array("nonsense".utf8)) + "." + parts[2], .badSignature),
]

private let badPayloads = [
  BadPack(
    "payload no object", Issuer.trusted.token(payload: "[1]"),
    .badPayload("it is not a JSON object")),
  BadPack("payload broken", payload: "}", "", "it is not JSON"),
  BadPack("payload with more behind", payload: "}", "} {}", "it is not JSON"),
  BadPack(
    "payload UTF-16",
    Issuer.trusted.token(
      header: Array(Issuer.trusted.header.utf8),
      payload: Issuer.payload.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
    .badPayload("it is not UTF-8 text")),
  BadPack(
    "another version", payload: #""v":1"#, #""v":2,"new":3"#,
    "it is of version 2, this agent knows version 1"),
  BadPack("no version", payload: #""v":1,"#, "", #"the member "v" is missing"#),
  BadPack(
    "version a text", payload: #""v":1"#, #""v":"1""#,
    #"the member "v" has a value of the wrong kind"#),
  BadPack(
    "unknown member", payload: #""v":1"#, #""v":1,"host":"a""#, #"the member "host" is not known"#),
  BadPack(
    "count twice", payload: #""count":2"#, #""count":2,"count":9"#,
    #"the member "count" is there twice"#),
  BadPack(
    "count zero", payload: #""count":2"#, #""count":0"#, "the count 0 is not between 1 and 1000000"),
  BadPack(
    "count negative", payload: #""count":2"#, #""count":-5"#,
    "the count -5 is not between 1 and 1000000"),
  BadPack(
    "count too large", payload: #""count":2"#, #""count":1000001"#,
    "the count 1000001 is not between 1 and 1000000"),
  BadPack(
    "count huge", payload: #""count":2"#, #""count":99999999999999999999999"#,
    #"the member "count" has a value out of range"#),
  BadPack(
    "count beyond a double", payload: #""count":2"#, #""count":1e999"#,
    #"the member "count" has a value out of range"#),
  BadPack(
    "count a fraction", payload: #""count":2"#, #""count":2.5"#,
    #"the member "count" has a value out of range"#),
  BadPack(
    "count a text", payload: #""count":2"#, #""count":"2""#,
    #"the member "count" has a value of the wrong kind"#),
  BadPack(
    "count true", payload: #""count":2"#, #""count":true"#,
    #"the member "count" has a value of the wrong kind"#),
  BadPack(
    "count null", payload: #""count":2"#, #""count":null"#,
    #"the member "count" has a value of the wrong kind"#),
  BadPack("id empty", payload: "P-1", "", #"the id "" is not 1 to 64 of A-Z a-z 0-9 . _ -"#),
  BadPack(
    "id with a slash", payload: "P-1", "../P", #"the id "../P" is not 1 to 64 of A-Z a-z 0-9 . _ -"#
  ),
  BadPack(
    "id of other letters that look the same", payload: "P-1", "Р-1",
    #"the id "Р-1" is not 1 to 64 of A-Z a-z 0-9 . _ -"#),
  BadPack(
    "id too long", payload: "P-1", String(repeating: "x", count: 65),
    #"the id "\#(String(repeating: "x", count: 60))…" is not 1 to 64 of A-Z a-z 0-9 . _ -"#),
  BadPack(
    "issuer turned round", payload: Issuer.name, #"a\u202eb"#,
    #"the issuer "a?b" is not 1 to 64 plain characters"#),
  BadPack("covers nothing", payload: #"["host","physical"]"#, "[]", "it covers no kind of station"),
  BadPack(
    "covers a text", payload: #"["host","physical"]"#, #""host""#,
    #"the member "covers" has a value of the wrong kind"#),
  BadPack(
    "covers the unknown", payload: "physical", "moon",
    #"it covers "moon", which is no kind of station"#),
  BadPack("covers twice", payload: "physical", "host", "it covers one kind of station twice"),
  BadPack("ends as it begins", payload: "1798761600", "1767225600", "it ends before it begins"),
  BadPack(
    "end null", payload: "1798761600", "null", #"the member "exp" has a value of the wrong kind"#),
  BadPack(
    "end in milliseconds", payload: "1798761600", "1798761600000",
    #"the date "exp" is not between the years 1970 and 9998"#),
  BadPack(
    "begin before 1970", payload: "1767225600", "-1",
    #"the date "nbf" is not between the years 1970 and 9998"#),
  BadPack("begin missing", payload: #""nbf":1767225600,"#, "", #"the member "nbf" is missing"#),
  BadPack(
    "issued in the year 9999", payload: #""iat":1767225600"#, #""iat":253370764800"#,
    #"the date "iat" is not between the years 1970 and 9998"#),
  BadPack(
    "deep nesting", payload: #""v":1"#,
    #""v":1,"x":"# + String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000),
    "it is not JSON"),
]

private let badMatches = [
  BadPack(
    "another issuer's name",
    Issuer.trusted.token(payload: Issuer.payload.with(Issuer.name, "Acme")),
    .wrongIssuer(found: "Acme", trusted: Issuer.name)),
  BadPack(
    "the issuer's name in another spelling",
    Issuer.trusted.token(payload: Issuer.payload.with("é", "e\u{301}")),
    .wrongIssuer(found: Issuer.name.with("é", "e\u{301}"), trusted: Issuer.name)),
  BadPack(
    "ran out", Issuer.trusted.token(payload: Issuer.payload.with("1798761600", "1780000000")),
    .expired(Issuer.now)),
  BadPack(
    "not yet", Issuer.trusted.token(payload: Issuer.payload.with("1767225600", "1780000001")),
    .notYetValid(Timestamp(seconds: 1_780_000_001))),
  BadPack(
    "there already", Issuer.trusted.token(payload: Issuer.payload.with("P-1", "P-0")),
    .duplicate("P-0")),
  BadPack(
    "there already, and ran out",
    Issuer.trusted.token(
      payload: Issuer.payload.with("P-1", "P-0").with("1798761600", "1780000000")),
    .duplicate("P-0")),
]

extension String {
  fileprivate func noneToken() -> String {
    let header = Issuer.trusted.header.with("EdDSA", "none")
    let payload = split(separator: ".")[1]
    return Base64URL.encode(Array(header.utf8)) + "." + payload + "."
  }
}

@Suite struct BadPackTests {
  @Test(
    arguments: badForms + badHeaders + refusedMembers + badSignatures + badPayloads + badMatches)
  func isRefusedForItsOwnReason(_ bad: BadPack) throws {
    let trusted = try trustedKeys()
    #expect(throws: bad.error) {
      try PackFile.read(bad.bytes, trusted: trusted, now: Issuer.now, known: ["P-0"])
    }
    #expect(!bad.error.message.isEmpty && !bad.error.nextStep.isEmpty)
  }

  /// The table's own ground: what its packs were made from is accepted.
  @Test func theUnchangedPackIsAccepted() throws {
    let read = try PackFile.read(
      Array(good.utf8), trusted: try trustedKeys(), now: Issuer.now, known: ["P-0"])
    #expect(read.token == good)
  }

  @Test func noChangedOrMissingByteIsAccepted() throws {
    let trusted = try trustedKeys()
    let bytes = Array(good.utf8)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      #expect(throws: PackError.self) {
        try PackFile.read(changed, trusted: trusted, now: Issuer.now, known: [])
      }
      #expect(throws: PackError.self) {
        try PackFile.read(Array(bytes[..<index]), trusted: trusted, now: Issuer.now, known: [])
      }
    }
  }
}

import LicenseFiles
import Seal
import StationModel

extension BadPack {
  /// Headers of another algorithm, type or form, rightly signed.
  static let headers = [
    BadPack("alg HS512", header: "EdDSA", "HS512", .wrongAlgorithm("HS512")),
    BadPack("alg RS256", header: "EdDSA", "RS256", .wrongAlgorithm("RS256")),
    BadPack("alg ES256", header: "EdDSA", "ES256", .wrongAlgorithm("ES256")),
    BadPack("alg Ed448", header: "EdDSA", "Ed448", .wrongAlgorithm("Ed448")),
    BadPack("alg in other case", header: "EdDSA", "eddsa", .wrongAlgorithm("eddsa")),
    BadPack(
      "alg with a letter that looks the same", header: "EdDSA", "\u{0415}dDSA",
      .wrongAlgorithm("\u{0415}dDSA")),
    BadPack(
      "HMAC with the public key", hmacWithPublicKey, .wrongAlgorithm("HS256")),
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
      "kid missing",
      Issuer.trusted.token(header: #"{"alg":"EdDSA","typ":"stationmaster-pack+jws"}"#),
      .badHeader(#"the member "kid" is missing"#)),
    BadPack(
      "kid twice", header: #""kid""#, #""kid":"\#(Issuer.other.id)","kid""#,
      .badHeader(#"the member "kid" is there twice"#)),
    BadPack(
      "kid a path", header: Issuer.trusted.id, "../../etc/passwd",
      .badHeader(#""../../etc/passwd" is not a key id of 16 hexadecimal digits"#)),
    BadPack(
      "kid in upper case", header: Issuer.trusted.id, Issuer.trusted.id.uppercased(),
      .badHeader(
        #""\#(Issuer.trusted.id.uppercased())" is not a key id of 16 hexadecimal digits"#)),
    BadPack(
      "kid with a terminal's escape", header: Issuer.trusted.id, #"\u001b[2J"#,
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
    BadPack(
      "header with a zero byte", header: "EdDSA", "EdDSA\0",
      .badHeader("it has a zero byte in it")),
    BadPack(
      "a nesting bomb in the header", header: #"{"alg""#,
      #"{"x":"# + String(repeating: "[", count: 9) + String(repeating: "]", count: 9) + #","alg""#,
      .badHeader("it is nested more than 8 levels deep")),
  ]

  /// Members that would bring their own key or change how the token is read.
  static let refusedMembers = ["crit", "b64", "jwk", "jku", "x5u", "x5c"].map { name in
    BadPack(
      "header with \(name)", header: #"{"alg""#, #"{"\#(name)":null,"alg""#,
      .badHeader(#"the member "\#(name)" is not accepted"#))
  }

  /// No signature at all, in the spellings that other readers fell for.
  static let nones = [
    "none", "None", "NONE", "nOnE", "nonE", "NoNe", "none ", " none", "n\\u006fne", "null", "",
    "nοne",
  ].map { word in
    let read = word.with("\\u006f", "o")
    return BadPack(
      "alg \"\(word)\"", fault: "alg \"\(read)\"",
      Good.part(Issuer.trusted.header.with("EdDSA", word)) + "." + Good.parts[1] + ".",
      .wrongAlgorithm(read))
  }

  /// The public key is no secret: whoever takes it for one lets anybody sign.
  private static var hmacWithPublicKey: String {
    let signed = Good.part(Issuer.trusted.header.with("EdDSA", "HS256")) + "." + Good.parts[1]
    let code = Seal.hmacSHA256(Array(signed.utf8), key: Issuer.trusted.key.publicKey)
    return signed + "." + Base64URL.encode(code)
  }
}

import FoundationEssentials

/// The protected header of a pack's token (RFC 7515, 4.1; RFC 8037, 3.1).
struct PackHeader {
  static let algorithm = "EdDSA"
  static let type = "stationmaster-pack+jws"
  /// Members that would change how the token is read, or name a key that nobody trusted.
  static let refused = ["crit", "b64", "jwk", "jku", "x5u", "x5c"]

  var keyID: String

  init(keyID: String) { self.keyID = keyID }

  /// The exact bytes that are signed.
  var json: [UInt8] {
    Array(#"{"alg":"\#(Self.algorithm)","typ":"\#(Self.type)","kid":"\#(keyID)"}"#.utf8)
  }

  init(_ json: [UInt8]) throws(PackError) {
    let names: Set<String>
    do { names = try MemberNames(of: json, numbers: .any).names } catch {
      throw .badHeader(error.why)
    }
    let fields: Fields
    do { fields = try JSONDecoder().decode(Fields.self, from: Data(json)) } catch {
      throw .badHeader(jsonProblem(error))
    }
    for name in Self.refused where names.contains(name) {
      throw .badHeader("the member \(quoted(name)) is not accepted")
    }
    guard isSame(fields.alg, Self.algorithm) else { throw .wrongAlgorithm(fields.alg) }
    guard isSame(fields.typ, Self.type) else {
      throw .badHeader("the type is \(quoted(fields.typ)), not \(quoted(Self.type))")
    }
    guard isKeyID(fields.kid) else {
      throw .badHeader("\(quoted(fields.kid)) is not a key id of 16 hexadecimal digits")
    }
    keyID = fields.kid
  }

  private struct Fields: Decodable { var alg, typ, kid: String }
}

/// 16 lower-case hexadecimal digits.
func isKeyID(_ text: String) -> Bool { isHex(text, digits: 16) }

/// JSONDecoder's complaint in words that do not change with its version.
func jsonProblem(_ error: any Error) -> String {
  guard let error = error as? DecodingError else { return "it is not JSON" }
  func place(_ path: [any CodingKey], _ last: String? = nil) -> String {
    quoted((path.map(\.stringValue) + (last.map { [$0] } ?? [])).joined(separator: "."))
  }
  switch error {
  case .keyNotFound(let key, let context):
    return "the member \(place(context.codingPath, key.stringValue)) is missing"
  case .typeMismatch(_, let context), .valueNotFound(_, let context):
    return "the member \(place(context.codingPath)) has a value of the wrong kind"
  case .dataCorrupted(let context) where !context.codingPath.isEmpty:
    return "the member \(place(context.codingPath)) has a value out of range"
  default: return "it is not JSON"
  }
}

import LicenseFiles
import Seal
import StationModel

/// A key pair that is the same in every run, and ways to make tokens that the product would not.
struct Issuer: Sendable {
  static let name = "Université d'Exemple"
  static let start = Timestamp(seconds: 1_767_225_600)  // 2026-01-01
  static let end = Timestamp(seconds: 1_798_761_600)  // 2027-01-01
  static let now = Timestamp(seconds: 1_780_000_000)

  let key: SigningKey

  init(_ number: UInt8) {
    // 32 bytes always make a key.
    key = SigningKey(seed: [UInt8](repeating: number, count: 32)).unsafelyUnwrapped
  }

  static let trusted = Issuer(1)
  static let stranger = Issuer(2)

  var header: String {
    #"{"alg":"EdDSA","typ":"stationmaster-pack+jws","kid":"\#(key.verifyingKey.id)"}"#
  }
  static let payload = """
    {"v":1,"id":"P-1","iss":"\(name)","count":2,"covers":["host","physical"],\
    "nbf":1767225600,"exp":1798761600,"iat":1767225600}
    """

  func token(header: String? = nil, payload: String = Issuer.payload) -> String {
    token(header: Array((header ?? self.header).utf8), payload: Array(payload.utf8))
  }

  func token(header: [UInt8], payload: [UInt8]) -> String {
    let signed = Base64URL.encode(header) + "." + Base64URL.encode(payload)
    return signed + "." + Base64URL.encode(key.sign(Array(signed.utf8)))
  }

  func publicFile(as issuer: String = Issuer.name) throws -> String {
    try KeyFile.publicText(key.verifyingKey, issuer: issuer)
  }
}

func trustedKeys() throws -> TrustedKeys {
  try TrustedKeys(files: [("exemple.pub", try Issuer.trusted.publicFile())])
}

let order = PackOrder(
  id: "P-1", issuer: Issuer.name, count: 2, coverage: [.host, .physical], validFrom: Issuer.start,
  validUntil: Issuer.end, issuedAt: Issuer.start)

extension String {
  /// With the first occurrence of `old` replaced; the same text if it is not there.
  func with(_ old: String, _ new: String) -> String {
    guard let place = firstRange(of: old) else { return self }
    return String(self[..<place.lowerBound]) + new + String(self[place.upperBound...])
  }
}

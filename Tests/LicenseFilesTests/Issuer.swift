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
  /// A second issuer that is trusted.
  static let other = Issuer(3)
  static let otherName = "Acme"
  /// Trusted once, and revoked.
  static let revoked = Issuer(4)

  var id: String { key.verifyingKey.id }

  var header: String {
    #"{"alg":"EdDSA","typ":"stationmaster-pack+jws","kid":"\#(id)"}"#
  }
  static let payload = """
    {"v":1,"id":"P-1","iss":"\(name)","count":2,"covers":["host","physical"],\
    "nbf":1767225600,"exp":1798761600,"iat":1767225600}
    """
  /// All that version 2 can say.
  static let payload2 = """
    {"v":2,"id":"P-2","iss":"\(name)","kind":"device","count":2,"covers":["host","physical"],\
    "nbf":1767225600,"exp":1798761600,"iat":1767225600,"product":1,\
    "features":["kiosk","reports.v-2"],"host":"\(here)","replaces":["P-1","p_9"],\
    "convertible":true}
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

let here = "0123456789abcdef0123456789abcdef"
let elsewhere = "ffffffffffffffffffffffffffffffff"
let place = PackPlace(host: here, site: "Room 1", product: 1)

/// What lies in the folder of trusted keys: two issuers, one of whose keys was revoked.
func trustedKeys() throws -> TrustedKeys {
  try TrustedKeys(files: [
    ("exemple.pub", try Issuer.trusted.publicFile()),
    ("acme.pub", try Issuer.other.publicFile(as: Issuer.otherName)),
    ("acme-old.pub", try Issuer.revoked.publicFile(as: Issuer.otherName)),
    (
      "acme-old.revoked",
      try KeyFile.revokedText(
        RevokedKey(id: Issuer.revoked.id, since: Issuer.start, reason: "the laptop was stolen"))
    ),
  ])
}

let order = PackOrder(
  id: "P-1", issuer: Issuer.name, count: 2, coverage: [.host, .physical], validFrom: Issuer.start,
  validUntil: Issuer.end, issuedAt: Issuer.start)

/// With all that version 2 can say.
let order2 = PackOrder(
  id: "P-2", issuer: Issuer.name, kind: .user, count: 30, coverage: [.network, .desktop],
  validFrom: Issuer.start, validUntil: Issuer.end, issuedAt: Issuer.start, product: 1,
  features: ["kiosk", "reports.v-2"], binding: .host(here), replaces: ["P-1", "p_9"],
  isConvertible: true)

/// A pack as the tests' host reads it.
func read(
  _ token: String, place: PackPlace = place, now: Timestamp = Issuer.now, known: Set<String> = []
) throws -> PackFile.Signed {
  try PackFile.read(
    Array(token.utf8), trusted: try trustedKeys(), place: place, now: now, known: known)
}

extension String {
  /// With the first occurrence of `old` replaced; the same text if it is not there.
  func with(_ old: String, _ new: String) -> String {
    guard let place = firstRange(of: old) else { return self }
    return String(self[..<place.lowerBound]) + new + String(self[place.upperBound...])
  }
}

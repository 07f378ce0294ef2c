import LicenseFiles
import Seal
import StationModel

extension BadPack {
  /// Wrong keys and wrong signatures.
  static let signatures = [
    BadPack("a stranger's key", Issuer.stranger.token(), .unknownKey(Issuer.stranger.id)),
    BadPack(
      "signed with a revoked key",
      Issuer.revoked.token(payload: Issuer.payload.with(Issuer.name, Issuer.otherName)),
      .revokedKey(Issuer.revoked.id, since: Issuer.start, reason: "the laptop was stolen")),
    BadPack(
      "the id of zeros", fault: "a key that nobody has",
      header: Issuer.trusted.id, "0000000000000000", .unknownKey("0000000000000000")),
    BadPack(
      "the key of zeros, of which all that is signed is good elsewhere",
      weak([UInt8](repeating: 0, count: 32)),
      .unknownKey(Seal.hex(Seal.sha256([UInt8](repeating: 0, count: 32)).prefix(8)))),
    BadPack(
      "the neutral point as key", weak([1] + [UInt8](repeating: 0, count: 31)),
      .unknownKey(Seal.hex(Seal.sha256([1] + [UInt8](repeating: 0, count: 31)).prefix(8)))),
    BadPack(
      "cut after the contents", Good.unsigned + ".", .cutSignature(bytes: 0)),
    BadPack("short signature", String(Good.token.dropLast(2)), .cutSignature(bytes: 63)),
    BadPack(
      "half a signature",
      Good.unsigned + "."
        + Base64URL.encode(Array((Base64URL.decode(Good.parts[2]) ?? []).prefix(32))),
      .cutSignature(bytes: 32)),
    BadPack(
      "HMAC with the public key, said to be EdDSA", fault: "half a signature",
      Good.unsigned + "."
        + Base64URL.encode(
          Seal.hmacSHA256(Array(Good.unsigned.utf8), key: Issuer.trusted.key.publicKey)),
      .cutSignature(bytes: 32)),
    BadPack("long signature", Good.token + "AA", .cutSignature(bytes: 66)),
    BadPack(
      "a stranger's signature under a trusted id", fault: forged,
      Issuer.stranger.token(header: Issuer.trusted.header), .badSignature),
    BadPack(
      "signed by one trusted key under the id of another", fault: forged,
      Issuer.trusted.token(header: Issuer.other.header), .badSignature),
    BadPack(
      "signature of zeros", fault: forged,
      Good.unsigned + "." + String(repeating: "A", count: 86), .badSignature),
    BadPack(
      "signature of ones", fault: forged,
      Good.unsigned + "." + Base64URL.encode([UInt8](repeating: 255, count: 64)), .badSignature),
    BadPack("the second form of the signature (S + L)", fault: forged, malleable, .badSignature),
    BadPack(
      "the signature of another pack", fault: forged,
      Good.unsigned + "."
        + Base64URL.encode(Issuer.trusted.key.sign(Array("P-9".utf8))), .badSignature),
    BadPack(
      "the contents signed without the header", fault: forged,
      Good.unsigned + "." + Base64URL.encode(Issuer.trusted.key.sign(Array(Issuer.payload.utf8))),
      .badSignature),
    BadPack(
      "altered contents", fault: forged,
      Good.parts[0] + "." + Good.part(Issuer.payload.with("2", "9")) + "." + Good.parts[2],
      .badSignature),
    BadPack(
      "altered header", fault: forged,
      Good.part(Issuer.trusted.header.with("}", #","x":1}"#)) + "." + Good.parts[1] + "."
        + Good.parts[2], .badSignature),
    BadPack(
      "altered to something that is no pack: the signature is told, not the contents",
      fault: forged, Good.parts[0] + "." + Good.part("nonsense") + "." + Good.parts[2],
      .badSignature),
  ]

  private static let forged = "not signed by that key"

  /// What a reader that takes any 32 bytes for a key would find well signed: R and A are neutral
  /// points, S is zero.
  private static func weak(_ key: [UInt8]) -> String {
    let id = Seal.hex(Seal.sha256(key).prefix(8))
    let signature = [1] + [UInt8](repeating: 0, count: 63)
    return Good.part(Issuer.trusted.header.with(Issuer.trusted.id, id)) + "." + Good.parts[1] + "."
      + Base64URL.encode(signature)
  }

  /// The same signature with the order of the group added to its second half (RFC 8032, 8.4).
  private static var malleable: String {
    let order: [UInt8] =
      [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14,
      ] + [UInt8](repeating: 0, count: 15) + [0x10]
    var signature = Base64URL.decode(Good.parts[2]) ?? []
    var carry = 0
    for (index, byte) in order.enumerated() where signature.count == 64 {
      let sum = Int(signature[32 + index]) + Int(byte) + carry
      signature[32 + index] = UInt8(sum & 255)
      carry = sum >> 8
    }
    return Good.unsigned + "." + Base64URL.encode(signature)
  }
}

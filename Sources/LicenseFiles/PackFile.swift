public import Seal
public import StationModel

/// Signed packs: a JWS in compact form (RFC 7515) with an Ed25519 signature (RFC 8037).
public enum PackFile {
  /// 64 KiB. A pack has less than 1 KiB.
  public static let maximumSize = 65_536

  /// A pack that was read, and the token to keep with it.
  public struct Signed: Sendable, Equatable {
    public var pack: Pack
    /// Without the white space around it; what `verifyStored` checks later.
    public var token: String
  }

  /// A new pack as the text of its file. Refuses (`badPayload`) what `read` would refuse.
  public static func issue(_ order: PackOrder, with key: SigningKey) throws(PackError) -> String {
    let payload = PackPayload(order)
    try payload.check()
    let header = PackHeader(keyID: key.verifyingKey.id)
    let signed = Base64URL.encode(header.json) + "." + Base64URL.encode(try payload.json())
    return signed + "." + Base64URL.encode(key.sign(Array(signed.utf8))) + "\n"
  }

  /// A pack from the bytes of its file, with `addedAt` = `now`. `known` are the ids of packs that
  /// were added before. The signature is verified before the contents are looked at.
  public static func read(
    _ bytes: [UInt8], trusted: TrustedKeys, now: Timestamp, known: Set<String>
  ) throws(PackError) -> Signed {
    let (payload, key, token) = try verify(bytes, trusted: trusted)
    guard !known.contains(payload.id) else { throw .duplicate(payload.id) }
    let pack = payload.pack(keyID: key.id, addedAt: now)
    if let end = pack.validUntil, end <= now { throw .expired(end) }
    guard pack.validFrom <= now else { throw .notYetValid(pack.validFrom) }
    return Signed(pack: pack, token: token)
  }

  /// Checks a pack of the ledger against its own token: signed by a key that is still trusted, and
  /// saying what the ledger says. Dates do not matter here: a pack that ran out is still a pack.
  public static func verifyStored(
    _ token: String, as pack: Pack, trusted: TrustedKeys
  ) throws(PackError) {
    let (payload, key, _) = try verify(Array(token.utf8), trusted: trusted)
    guard payload.pack(keyID: key.id, addedAt: pack.addedAt) == pack else {
      throw .badPayload("the ledger says something else than the signed pack \(payload.id)")
    }
  }

  private static func verify(
    _ bytes: [UInt8], trusted: TrustedKeys
  ) throws(PackError) -> (PackPayload, TrustedKey, String) {
    guard bytes.count <= maximumSize else { throw .tooLarge }
    let token = trimmed(bytes)
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let headerJSON = Base64URL.decode(parts[0]),
      let payloadJSON = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2]),
      !headerJSON.isEmpty, !payloadJSON.isEmpty
    else { throw .notAToken }
    let header = try PackHeader(headerJSON)
    guard let key = trusted[header.keyID] else { throw .unknownKey(header.keyID) }
    let signed = Array(token[..<parts[1].endIndex])
    guard key.key.verify(signature: signature, message: signed) else { throw .badSignature }
    let payload = try PackPayload(payloadJSON)
    guard isSame(payload.iss, key.issuer) else {
      throw .wrongIssuer(found: payload.iss, trusted: key.issuer)
    }
    return (payload, key, String(decoding: token, as: UTF8.self))
  }

  private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return bytes[first...last]
  }
}

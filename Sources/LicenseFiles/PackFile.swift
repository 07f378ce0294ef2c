public import Seal
public import StationModel

/// Signed packs: a JWS in compact form (RFC 7515) with an Ed25519 signature (RFC 8037).
public enum PackFile {
  /// 64 KiB. A pack has less than 16 KiB.
  public static let maximumSize = 65_536

  /// A pack that was read, and the token to keep with it.
  public struct Signed: Sendable, Equatable {
    public var pack: Pack
    /// Without the white space around it; what `verifyStored` checks later.
    public var token: String
  }

  /// What a pack says of itself, before anybody asked who signed it: to be shown, never to be counted.
  public struct Unverified: Sendable, Equatable {
    public var order: PackOrder
    public var version: Int
    public var keyID: String
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
  /// were added before. The signature is verified before the contents are looked at. A pack that
  /// is not valid yet is read like any other: renewals are added ahead.
  public static func read(
    _ bytes: [UInt8], trusted: TrustedKeys, place: PackPlace, now: Timestamp, known: Set<String>
  ) throws(PackError) -> Signed {
    let token = try PackToken(bytes)
    let (payload, key) = try verify(token, trusted: trusted)
    guard !known.contains(payload.id) else { throw .duplicate(payload.id) }
    let pack = payload.pack(keyID: key.id, addedAt: now)
    try place.check(pack)
    if let end = pack.validUntil, end <= now { throw .expired(end) }
    return Signed(pack: pack, token: token.text)
  }

  /// Checks a pack of the ledger against its own token: signed by a key that is still trusted,
  /// saying what the ledger says, and for this place. Dates do not matter here: a pack that ran out
  /// is still a pack. `removed` and `converted` are the administrators' and not signed.
  public static func verifyStored(
    _ token: String, as pack: Pack, trusted: TrustedKeys, place: PackPlace
  ) throws(PackError) {
    let (payload, key) = try verify(try PackToken(Array(token.utf8)), trusted: trusted)
    var signed = payload.pack(keyID: key.id, addedAt: pack.addedAt)
    for (what, count) in [("removed", pack.removed), ("converted", pack.converted)] {
      guard (0...signed.count).contains(count) else {
        throw .badPayload(
          "the ledger says that \(count) of the \(signed.count) licenses of \(signed.id) are \(what)"
        )
      }
    }
    guard pack.converted == 0 || signed.isConvertible else {
      throw .badPayload("the ledger converted licenses of \(signed.id), which does not allow it")
    }
    signed.removed = pack.removed
    signed.converted = pack.converted
    guard signed == pack else {
      throw .badPayload("the ledger says something else than the signed pack \(signed.id)")
    }
    try place.check(signed)
  }

  /// The token in a file's bytes, or why there is none in it; what it says is not looked at.
  public static func token(in bytes: [UInt8]) throws(PackError) -> String {
    try PackToken(bytes).text
  }

  /// What is in the file, whoever signed it.
  public static func look(_ bytes: [UInt8]) throws(PackError) -> Unverified {
    let token = try PackToken(bytes)
    let header = try PackHeader(token.header)
    let payload = try PackPayload(token.payload)
    return Unverified(order: payload.order, version: payload.v, keyID: header.keyID)
  }

  /// Whose pack it is: one of the trusted keys, whose signature is good and whose issuer it names.
  public static func signer(
    of bytes: [UInt8], trusted: TrustedKeys
  ) throws(PackError) -> TrustedKey {
    try verify(try PackToken(bytes), trusted: trusted).1
  }

  private static func verify(
    _ token: PackToken, trusted: TrustedKeys
  ) throws(PackError) -> (PackPayload, TrustedKey) {
    let header = try PackHeader(token.header)
    if let revoked = trusted.revocation(of: header.keyID) {
      throw .revokedKey(revoked.id, since: revoked.since, reason: revoked.reason)
    }
    guard let key = trusted[header.keyID] else { throw .unknownKey(header.keyID) }
    guard token.signature.count == Seal.signatureLength else {
      throw .cutSignature(bytes: token.signature.count)
    }
    guard key.key.verify(signature: token.signature, message: token.signed) else {
      throw .badSignature
    }
    let payload = try PackPayload(token.payload)
    guard isSame(payload.iss, key.issuer) else {
      throw .wrongIssuer(found: payload.iss, trusted: key.issuer)
    }
    return (payload, key)
  }
}

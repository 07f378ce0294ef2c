public import StationModel

/// Why a pack is refused. A refused pack changes nothing.
public enum PackError: Error, Sendable, Equatable {
  /// Larger than `PackFile.maximumSize`.
  case tooLarge
  /// Not three base64url parts with dots between them (RFC 7515, 7.1).
  case notAToken(String)
  case badHeader(String)
  /// Any algorithm but EdDSA, `none` above all.
  case wrongAlgorithm(String)
  /// Signed with a key that no trusted file holds.
  case unknownKey(String)
  /// Signed with a key that a file among the trusted ones revokes.
  case revokedKey(String, since: Timestamp, reason: String)
  /// The signature has not the length of one.
  case cutSignature(bytes: Int)
  case badSignature
  /// Signed by a trusted key, but not a pack that this version understands.
  case badPayload(String)
  /// The pack names one issuer and the trusted key another.
  case wrongIssuer(found: String, trusted: String)
  /// Bound to another computer; `here` is this one's id, if it has one.
  case otherHost(String, here: String?)
  /// Bound to another site; `here` is the one that the configuration names, if it does.
  case otherSite(String, here: String?)
  /// For older versions of this product only.
  case otherProduct(forVersion: Int, this: Int)
  case expired(Timestamp)
  /// A pack with this id was added before.
  case duplicate(String)
}

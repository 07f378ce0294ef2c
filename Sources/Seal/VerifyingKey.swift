import CSodium

/// An Ed25519 public key (RFC 8032).
public struct VerifyingKey: Sendable, Hashable {
  /// `Seal.keyLength` bytes.
  public let bytes: [UInt8]

  /// Nil unless there are `Seal.keyLength` bytes. Whether they can be a key is
  /// said by ``isSound``; those that cannot verify nothing.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Seal.keyLength else { return nil }
    self.bytes = bytes
  }

  /// The first 16 hexadecimal digits of the key's SHA-256: the `kid` of its tokens.
  public var id: String { Seal.hex(Seal.sha256(bytes).prefix(8)) }

  /// False for bytes that are no public key: no point, or one of a small group, of which anybody
  /// could make signatures that some programs accept (RFC 8032, 8.9). Every key of a seed is sound.
  public var isSound: Bool {
    Seal.isReady && crypto_core_ed25519_is_valid_point(bytes) == 1
  }

  /// True only for this key's signature of exactly this message. A signature of another length,
  /// a weak key and the second form of a signature (RFC 8032, 8.4) are all false.
  public func verify(signature: [UInt8], message: [UInt8]) -> Bool {
    guard signature.count == Seal.signatureLength, Seal.isReady else { return false }
    return crypto_sign_verify_detached(signature, message, UInt64(message.count), bytes) == 0
  }
}

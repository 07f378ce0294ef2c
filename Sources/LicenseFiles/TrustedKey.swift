public import Seal

/// A public key whose packs are accepted, and whose it is.
public struct TrustedKey: Sendable, Hashable {
  public var key: VerifyingKey
  /// 1 to 64 plain characters.
  public var issuer: String

  /// The first 16 hexadecimal digits of the key's SHA-256.
  public var id: String { key.id }
}

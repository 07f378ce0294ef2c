import CSodium

/// An Ed25519 private key (RFC 8032). It never prints itself.
public struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// The private key: `Seal.seedLength` bytes that must stay secret.
  public let seed: [UInt8]
  public let verifyingKey: VerifyingKey
  /// libsodium's form: the seed followed by the public key.
  private let secret: [UInt8]

  /// Nil unless the seed has `Seal.seedLength` bytes.
  public init?(seed: [UInt8]) {
    guard seed.count == Seal.seedLength, Seal.isReady else { return nil }
    var publicKey = [UInt8](repeating: 0, count: Seal.keyLength)
    var secret = [UInt8](repeating: 0, count: Seal.seedLength + Seal.keyLength)
    guard crypto_sign_seed_keypair(&publicKey, &secret, seed) == 0,
      let verifyingKey = VerifyingKey(publicKey)
    else { return nil }
    self.seed = seed
    self.secret = secret
    self.verifyingKey = verifyingKey
  }

  /// A new key from the system's random source. Nil only if there is no such source.
  public static func generate() -> SigningKey? {
    guard Seal.isReady else { return nil }
    var seed = [UInt8](repeating: 0, count: Seal.seedLength)
    randombytes_buf(&seed, seed.count)
    return SigningKey(seed: seed)
  }

  /// `Seal.keyLength` bytes.
  public var publicKey: [UInt8] { verifyingKey.bytes }

  /// `Seal.signatureLength` bytes; the same message always has the same signature.
  public func sign(_ message: [UInt8]) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: Seal.signatureLength)
    _ = crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret)
    return signature
  }

  public var description: String { "private key of \(verifyingKey.id)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

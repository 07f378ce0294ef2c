import CSodium

/// Hashes, signatures and their text forms. The only room that speaks to libsodium.
///
/// The system's libsodium and not a Swift package: it costs the process no resident memory worth
/// naming, and Debian keeps it patched.
public enum Seal {
  /// Bytes of a SHA-256 hash.
  public static let hashLength = 32
  /// Bytes of an Ed25519 seed, which is the private key (RFC 8032, 5.1.5).
  public static let seedLength = 32
  /// Bytes of an Ed25519 public key.
  public static let keyLength = 32
  /// Bytes of an Ed25519 signature.
  public static let signatureLength = 64

  /// SHA-256 (FIPS 180-4) of the bytes: always `hashLength` bytes.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: hashLength)
    _ = crypto_hash_sha256(&hash, bytes, UInt64(bytes.count))
    return hash
  }

  /// HMAC-SHA256 (RFC 2104, RFC 4231): always `hashLength` bytes. The key may have any length.
  public static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var state = crypto_auth_hmacsha256_state()
    var code = [UInt8](repeating: 0, count: hashLength)
    _ = crypto_auth_hmacsha256_init(&state, key, key.count)
    _ = crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
    _ = crypto_auth_hmacsha256_final(&state, &code)
    return code
  }

  /// Lower-case hexadecimal text.
  public static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// libsodium picks its fastest code and opens the random source once; safe from any thread.
  /// Negative only where the system has no random source, and then `randombytes` itself aborts.
  static let isReady = sodium_init() >= 0
}

public import Seal

/// The texts of key files: comment lines, then one line with a version, the key's id and the key.
public enum KeyFile {
  static let privateVersion = "stationmaster-private-key-v1"
  static let publicVersion = "stationmaster-public-key-v1"
  static let revokedVersion = "stationmaster-revoked-key-v1"
  static let maximumSize = 4096

  /// How each kind begins, and what to call it.
  static let kinds: [(version: [UInt8], name: String)] = [
    (Array(privateVersion.utf8), "an issuer's private key, which belongs to nobody else"),
    (Array(publicVersion.utf8), "a public key, which goes into the folder of trusted keys"),
    (Array(revokedVersion.utf8), "a revoked key, which goes into the folder of trusted keys"),
  ]

  /// Write it to a file of mode 0600.
  public static func privateText(_ key: SigningKey) -> String {
    """
    # Stationmaster: the private key of an issuer of license packs.
    # Keep it secret: whoever has this line can issue license packs.
    \(privateVersion) \(key.verifyingKey.id) \(Base64URL.encode(key.seed))

    """
  }

  /// The issuer's name is what administrators will see beside each of its packs.
  public static func publicText(
    _ key: VerifyingKey, issuer: String
  ) throws(KeyFileError) -> String {
    guard isPlainName(issuer) else {
      throw KeyFileError(file: "of \(key.id)", why: badIssuer(issuer))
    }
    return """
      # Stationmaster: the public key of an issuer of license packs.
      # A host accepts its packs while this file is in the folder of trusted keys.
      \(publicVersion) \(key.id) \(Base64URL.encode(key.bytes)) \(issuer)

      """
  }

  public static func readPrivate(_ text: String, file: String) throws(KeyFileError) -> SigningKey {
    let fields = try fields(of: text, version: privateVersion, count: 3, file: file)
    guard let seed = Base64URL.decode(fields[2]), let key = SigningKey(seed: seed) else {
      throw KeyFileError(file: file, why: "its key is not 32 bytes in base64url")
    }
    try check(fields[1], is: key.verifyingKey, file: file)
    return key
  }

  public static func readPublic(_ text: String, file: String) throws(KeyFileError) -> TrustedKey {
    let fields = try fields(of: text, version: publicVersion, count: 4, file: file)
    guard let bytes = Base64URL.decode(fields[2]), let key = VerifyingKey(bytes) else {
      throw KeyFileError(file: file, why: "its key is not 32 bytes in base64url")
    }
    try check(fields[1], is: key, file: file)
    guard key.isSound else {
      throw KeyFileError(
        file: file, why: "its key is none that a program makes: anybody could sign with it")
    }
    guard isPlainName(fields[3]) else {
      throw KeyFileError(file: file, why: badIssuer(fields[3]))
    }
    return TrustedKey(key: key, issuer: fields[3])
  }

  /// The one line that is neither empty nor a comment, at its first `count - 1` spaces.
  static func fields(
    of text: String, version: String, count: Int, file: String
  ) throws(KeyFileError) -> [String] {
    guard text.utf8.count <= maximumSize else {
      throw KeyFileError(file: file, why: "it is larger than 4 KiB")
    }
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
    guard let line = lines.first else { throw KeyFileError(file: file, why: "it has no key line") }
    guard lines.count == 1 else {
      throw KeyFileError(file: file, why: "it has more than one key line")
    }
    let fields = line.split(
      separator: " ", maxSplits: count - 1, omittingEmptySubsequences: false
    ).map(String.init)
    guard fields[0] == version else {
      throw KeyFileError(
        file: file, why: "it begins with \(quoted(fields[0])), not with \(quoted(version))")
    }
    guard fields.count == count else {
      throw KeyFileError(file: file, why: "its key line has \(fields.count) fields of \(count)")
    }
    return fields
  }

  private static func check(
    _ id: String, is key: VerifyingKey, file: String
  ) throws(KeyFileError) {
    guard id == key.id else {
      throw KeyFileError(file: file, why: "its key has the id \(key.id), not \(quoted(id))")
    }
  }

  private static func badIssuer(_ name: String) -> String {
    "the issuer's name \(quoted(name)) is not 1 to 64 plain characters"
  }
}

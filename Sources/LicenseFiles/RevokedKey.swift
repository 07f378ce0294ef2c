public import StationModel

/// A key that its issuer or an administrator took back: nothing that it signed counts any more.
public struct RevokedKey: Sendable, Hashable {
  /// The key's id: 16 lower-case hexadecimal digits.
  public var id: String
  /// For people: a revocation is in force as soon as its file is read, for packs of any date.
  public var since: Timestamp
  /// 1 to 200 plain characters.
  public var reason: String

  public init(id: String, since: Timestamp, reason: String) {
    self.id = id
    self.since = since
    self.reason = reason
  }
}

extension KeyFile {
  /// Give the file a name that ends in `.revoked`.
  public static func revokedText(_ key: RevokedKey) throws(KeyFileError) -> String {
    guard isKeyID(key.id) else { throw KeyFileError(file: "of \(key.id)", why: badID(key.id)) }
    guard isPlainName(key.reason, most: 200) else {
      throw KeyFileError(file: "of \(key.id)", why: badReason(key.reason))
    }
    let iso = key.since.iso
    let date = iso.hasSuffix("T00:00:00.000Z") ? String(iso.prefix(10)) : iso
    guard Timestamp(iso: date) == key.since else {
      throw KeyFileError(file: "of \(key.id)", why: badDate(date))
    }
    return """
      # Stationmaster: a revoked key of an issuer of license packs.
      # A host accepts nothing that it signed while this file is in the folder of trusted keys.
      \(revokedVersion) \(key.id) \(date) \(key.reason)

      """
  }

  public static func readRevoked(_ text: String, file: String) throws(KeyFileError) -> RevokedKey {
    let fields = try fields(of: text, version: revokedVersion, count: 4, file: file)
    guard isKeyID(fields[1]) else { throw KeyFileError(file: file, why: badID(fields[1])) }
    guard let since = Timestamp(iso: fields[2]) else {
      throw KeyFileError(file: file, why: badDate(fields[2]))
    }
    guard isPlainName(fields[3], most: 200) else {
      throw KeyFileError(file: file, why: badReason(fields[3]))
    }
    return RevokedKey(id: fields[1], since: since, reason: fields[3])
  }

  /// Has the form of a key's id.
  public static func isID(_ text: String) -> Bool { isKeyID(text) }

  private static func badID(_ id: String) -> String {
    "\(quoted(id)) is not a key id of 16 hexadecimal digits"
  }
  private static func badDate(_ date: String) -> String {
    "\(quoted(date)) is no date like 2026-11-26"
  }
  private static func badReason(_ reason: String) -> String {
    "the reason \(quoted(reason)) is not 1 to 200 plain characters"
  }
}

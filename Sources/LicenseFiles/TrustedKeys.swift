/// The public keys whose packs are accepted, by their ids, and those that were revoked. An issuer may
/// have several: that is how a key is replaced (docs/keys.md).
public struct TrustedKeys: Sendable, Equatable {
  private let keys: [String: TrustedKey]
  private let revocations: [String: RevokedKey]

  /// Trusts nobody.
  public init() {
    keys = [:]
    revocations = [:]
  }

  /// With the revocations that can be read among these files, whatever else is wrong with them: a bad
  /// file beside it must not keep a revoked key in force.
  public func heeding(revocationsIn files: [(name: String, text: String)]) -> TrustedKeys {
    var revocations = revocations
    for file in files where file.name.hasSuffix(".revoked") {
      guard let key = try? KeyFile.readRevoked(file.text, file: file.name) else { continue }
      if let other = revocations[key.id], other.since <= key.since { continue }
      revocations[key.id] = key
    }
    return TrustedKeys(keys: keys, revocations: revocations)
  }

  private init(keys: [String: TrustedKey], revocations: [String: RevokedKey]) {
    self.keys = keys
    self.revocations = revocations
  }

  /// The names of the files that `init(files:)` looks at: `*.pub` and `*.revoked`.
  public static func isKeyFile(_ name: String) -> Bool {
    name.hasSuffix(".pub") || name.hasSuffix(".revoked")
  }

  /// From the texts of the key files of a folder; other files are not looked at. One bad file or a
  /// key that is there twice is an error, so that nobody believes a key to be in use. A revocation
  /// wins over the key's own file; of two for one key the earlier date counts.
  public init(files: [(name: String, text: String)]) throws(KeyFileError) {
    var keys: [String: TrustedKey] = [:]
    var revocations: [String: RevokedKey] = [:]
    var origins: [String: String] = [:]
    for file in files.sorted(by: { $0.name < $1.name }) {
      if file.name.hasSuffix(".revoked") {
        let key = try KeyFile.readRevoked(file.text, file: file.name)
        if let other = revocations[key.id], other.since <= key.since { continue }
        revocations[key.id] = key
      } else if file.name.hasSuffix(".pub") {
        let key = try KeyFile.readPublic(file.text, file: file.name)
        if let other = origins[key.id] {
          throw KeyFileError(file: file.name, why: "its key \(key.id) is also in \(other)")
        }
        keys[key.id] = key
        origins[key.id] = file.name
      }
    }
    self.keys = keys
    self.revocations = revocations
  }

  /// Nil for a key that is not known or was revoked.
  public subscript(id: String) -> TrustedKey? { revocations[id] == nil ? keys[id] : nil }

  public func revocation(of id: String) -> RevokedKey? { revocations[id] }

  /// The keys that are in force, sorted by issuer, then id.
  public var all: [TrustedKey] {
    keys.values.filter { revocations[$0.id] == nil }
      .sorted { ($0.issuer, $0.id) < ($1.issuer, $1.id) }
  }

  /// Sorted by id; also those whose key nobody has put into the folder.
  public var revoked: [RevokedKey] { revocations.values.sorted { $0.id < $1.id } }

  /// Who a revoked key belongs to, if its own file is still there.
  public func issuer(ofRevoked id: String) -> String? {
    revocations[id] == nil ? nil : keys[id]?.issuer
  }
}

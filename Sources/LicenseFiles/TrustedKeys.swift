/// The public keys whose packs are accepted, by their ids. An issuer may have several: that is how
/// a key is replaced.
public struct TrustedKeys: Sendable, Equatable {
  private let keys: [String: TrustedKey]

  /// Trusts nobody.
  public init() { keys = [:] }

  /// From the texts of the `*.pub` files of a folder; other files are not looked at. One bad file
  /// or a key that is there twice is an error, so that nobody believes a key to be in use.
  public init(files: [(name: String, text: String)]) throws(KeyFileError) {
    var keys: [String: TrustedKey] = [:]
    var origins: [String: String] = [:]
    for file in files.sorted(by: { $0.name < $1.name }) where file.name.hasSuffix(".pub") {
      let key = try KeyFile.readPublic(file.text, file: file.name)
      if let other = origins[key.id] {
        throw KeyFileError(file: file.name, why: "its key \(key.id) is also in \(other)")
      }
      keys[key.id] = key
      origins[key.id] = file.name
    }
    self.keys = keys
  }

  public subscript(id: String) -> TrustedKey? { keys[id] }

  /// Sorted by issuer, then id.
  public var all: [TrustedKey] {
    keys.values.sorted { ($0.issuer, $0.id) < ($1.issuer, $1.id) }
  }
}

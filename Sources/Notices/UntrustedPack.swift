/// A pack that gives nothing more, since the key that signed it is not trusted now.
public struct UntrustedPack: Sendable, Equatable {
  public var pack: String
  /// As the rest of a sentence: "key 0123456789abcdef was revoked".
  public var why: String

  public init(pack: String, why: String) {
    self.pack = pack
    self.why = why
  }
}

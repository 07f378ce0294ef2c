/// How a license source stands. Only a reachable one gives, renews and takes back licenses; what the
/// others gave counts until its term ends.
public enum SourceState: Sendable, Equatable {
  /// It was not asked yet.
  case unknown
  case reachable
  /// It answers, and does not let this host in.
  case denied(why: String)
  /// It answers, and speaks another version.
  case incompatible(why: String)
  case unreachable(why: String)

  public var name: String {
    switch self {
    case .unknown: "unknown"
    case .reachable: "reachable"
    case .denied: "denied"
    case .incompatible: "incompatible"
    case .unreachable: "unreachable"
    }
  }

  /// As the rest of a sentence; nil if it is reachable.
  public var why: String? {
    switch self {
    case .reachable: nil
    case .unknown: "it was not asked yet"
    case .denied(let why), .incompatible(let why), .unreachable(let why): why
    }
  }
}

/// What one license source offers at one moment. They are asked in order: the first that can give a
/// license gives it.
public struct SourcePicture: Sendable, Equatable {
  /// Unique; `local` is the pool in this host's own ledger.
  public var name: String
  public var state: SourceState
  /// All its packs as far as they are known, those of `untrusted` and `refused` too. A pack belongs
  /// to one source: of two with one id the first source's counts.
  public var packs: [Pack]
  /// Packs whose key is not trusted now, by id, with the reason. What was granted of them runs to
  /// its end; they give nothing more and show nothing as free.
  public var untrusted: [String: String]
  /// Packs that are not what their issuer signed, or not for this host, by id, with the reason. They
  /// do not count at all.
  public var refused: [String: String]

  public static let local = "local"

  public init(
    name: String = local, state: SourceState = .reachable, packs: [Pack],
    untrusted: [String: String] = [:], refused: [String: String] = [:]
  ) {
    self.name = name
    self.state = state
    self.packs = packs
    self.untrusted = untrusted
    self.refused = refused
  }
}

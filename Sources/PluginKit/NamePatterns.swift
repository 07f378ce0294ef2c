import Glibc

/// Names as administrators write them: `desktop-*`, `xrdp-sesman` (fnmatch(3)).
public struct NamePatterns: Sendable, Equatable, Decodable {
  public var patterns: [String]

  public init(_ patterns: [String]) { self.patterns = patterns }

  public init(from decoder: any Decoder) throws {
    patterns = try decoder.singleValueContainer().decode([String].self)
  }

  /// Does one of them fit the whole name?
  public func fit(_ name: String) -> Bool {
    patterns.contains { fnmatch($0, name, 0) == 0 }
  }
}

/// One text in every language, with slots in braces: `{count}`.
///
/// Each room that shows people something has its own in an extension.
public struct Term: Sendable, Equatable {
  public var english: String
  public var french: String

  public init(_ english: String, _ french: String) {
    self.english = english
    self.french = french
  }

  /// What is put in is never read for slots: it may come from outside.
  public func text(in language: Language, _ words: [String: String] = [:]) -> String {
    var result = ""
    var rest = (language == .french ? french : english)[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      result += rest[..<open]
      result += words[name] ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

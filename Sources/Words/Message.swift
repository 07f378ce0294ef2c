/// Which text: one of a circumstance, or a phrase. A closed list; what is not in it cannot be read.
public enum Message: Sendable, Hashable {
  case title(Circumstance)
  case message(Circumstance)
  case nextStep(Circumstance)
  case phrase(Phrase)

  /// Stays the same over versions as long as the text says the same: `title/exhausted`, `isWithout`.
  public var id: String {
    switch self {
    case .title(let circumstance): "title/\(circumstance)"
    case .message(let circumstance): "message/\(circumstance)"
    case .nextStep(let circumstance): "next/\(circumstance)"
    case .phrase(let phrase): "\(phrase)"
    }
  }

  /// Nil for what ``id`` does not give.
  public init?(id: String) {
    guard let message = Self.byID[id] else { return nil }
    self = message
  }

  public var term: Term {
    switch self {
    case .title(let circumstance): circumstance.terms.title
    case .message(let circumstance): circumstance.terms.message
    case .nextStep(let circumstance): circumstance.terms.nextStep
    case .phrase(let phrase): phrase.term
    }
  }

  private static let byID = Dictionary(uniqueKeysWithValues: allCases.map { ($0.id, $0) })
}

extension Message: CaseIterable {
  public static var allCases: [Message] {
    Circumstance.allCases.flatMap { [.title($0), .message($0), .nextStep($0)] }
      + Phrase.allCases.map { .phrase($0) }
  }
}

extension Message {
  /// Its text in a language, ready to be filled in.
  func template(in language: Language) -> Template {
    guard let prepared = Self.prepared[self] else { return Template(term.english) }
    return language == .french ? prepared.french : prepared.english
  }

  private static let prepared = Dictionary(
    uniqueKeysWithValues: allCases.map { message in
      let term = message.term
      return (
        message,
        (english: Template(term.english), french: Template(term.french.frenchSpaces))
      )
    })
}

import StationModel
import Testing

@testable import Words

/// All texts, in both languages.
@Suite struct CatalogTests {
  /// What is the same in both.
  private static let alike: Set<Message> = [
    .phrase(.asSaid), .phrase(.partNamed), .message(.severalSources),
    .message(.exhausted),
  ]

  @Test(arguments: Message.allCases)
  func bothLanguagesHaveTheSameSlotsAndNoneThatIsUnknown(message: Message) {
    let term = message.term
    #expect(Template(term.english).slots == Template(term.french).slots)
    for text in [term.english, term.french] {
      let braces = text.count { $0 == "{" }
      #expect(braces == text.count { $0 == "}" })
      let filled = Template(text).filled({ _, _ in "x" }, isOne: { _ in true })
      #expect(!filled.contains("{") && !filled.contains("|"), "\(text)")
      #expect(!text.isEmpty && !text.hasPrefix(" ") && !text.hasSuffix(" "))
      #expect(!text.contains("  ") && !text.contains("\u{2014}"))
    }
    if !Self.alike.contains(message) { #expect(term.english != term.french) }
  }

  @Test(arguments: Message.allCases)
  func frenchIsSetAsFrenchIs(message: Message) {
    let french = message.term.french
    #expect(!french.contains("'") && !french.contains("\""), "\(french)")
    // No contraction is left open: stations come without an article, all else in its place.
    for wrong in ["à le ", "de le ", "à les ", "de les ", "à {station}", "de {station}"] {
      #expect(!french.contains(wrong), "\(french)")
    }
    let set = french.frenchSpaces
    for mark in [" :", " ;", " !", " ?", " »", "« "] { #expect(!set.contains(mark), "\(set)") }
  }

  @Test(arguments: Message.allCases)
  func eachHasANameOfItsOwnByWhichItIsFound(message: Message) {
    #expect(Message(id: message.id) == message)
    #expect(Message.allCases.count { $0.id == message.id } == 1)
  }

  @Test(arguments: Slot.allCases)
  func eachSlotIsExplainedInBoth(slot: Slot) {
    #expect(Slot(name: slot.name) == slot)
    #expect(!slot.meaning.english.isEmpty && !slot.meaning.french.isEmpty)
  }

  /// The title and the next step are a line each; the message is whole sentences.
  @Test(arguments: Circumstance.allCases)
  func whatStandsAloneEndsAsItShould(circumstance: Circumstance) {
    for text in [circumstance.terms.title, circumstance.terms.nextStep] {
      #expect(!text.english.hasSuffix(".") && !text.french.hasSuffix("."))
    }
    let commands = { (text: String) in
      text.components(of: "stationctl ").dropFirst().map { $0.prefix { $0 != " " } }
    }
    let nextStep = circumstance.terms.nextStep
    #expect(commands(nextStep.english) == commands(nextStep.french))
  }

  @Test func theWordsOfTheBusAllHaveTerms() {
    let terms =
      Notice.Severity.allCases.map { ($0.rawValue, Term.severity($0.rawValue)) }
      + Stage.allCases.map { ($0.rawValue, Term.stage($0.rawValue)) }
      + Notice.Audience.allCases.map { ($0.rawValue, Term.audience($0.rawValue)) }
      + Mute.Audience.allCases.map { ($0.rawValue, Term.audience($0.rawValue)) }
      + Telling.State.allCases.map { ($0.rawValue, Term.state($0.rawValue)) }
      + Telling.Way.allCases.map { ($0.rawValue, Term.way($0.rawValue)) }
    for (raw, term) in terms { #expect(term.english != term.french, "\(raw)") }
    #expect(Term.stage("later still") == Term("later still", "later still"))
  }
}

extension String {
  fileprivate func components(of separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}

import Words

/// What `journalctl --catalog` says about one event, in every language.
///
/// Words like `@STATION_NUMBER@` are filled in by journalctl with the entry's fields.
struct CatalogText: Sendable {
  /// The event's message id.
  var id: String
  var subject: Term
  /// What happened, and to what.
  var text: Term
  /// What to do now.
  var advice: Term

  init(_ id: String, subject: Term, text: Term, advice: Term) {
    self.id = id
    self.subject = subject
    self.text = text
    self.advice = advice
  }

  /// The fields that an entry must have so that nothing in its text stays unfilled.
  var fields: Set<JournalField> {
    var found: Set<JournalField> = []
    for term in [subject, text, advice] {
      for language in Language.allCases {
        let words = term.text(in: language).split(separator: "@", omittingEmptySubsequences: false)
        found.formUnion(words.compactMap { JournalField(journalName: String($0)) })
      }
    }
    return found
  }
}

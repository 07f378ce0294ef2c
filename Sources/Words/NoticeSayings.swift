/// What a notice says, without the words of any language.
public struct NoticeSayings: Sendable, Equatable {
  public var summary: Saying
  /// Sentence by sentence.
  public var body: [Saying]
  /// For administrators: each a text without its last full stop.
  public var nextSteps: [Saying]
  /// The next step of all others, as whole sentences.
  public var forPeople: Phrase

  public init(
    summary: Saying, body: [Saying], nextSteps: [Saying],
    forPeople: Phrase = .tellWhoLooksAfter
  ) {
    self.summary = summary
    self.body = body
    self.nextSteps = nextSteps
    self.forPeople = forPeople
  }

  /// The texts of the table, filled in.
  public init(_ circumstance: Circumstance, _ fillings: [Slot: Filling]) {
    self.init(
      summary: Saying(.title(circumstance), fillings),
      body: [Saying(.message(circumstance), fillings)],
      nextSteps: [Saying(.nextStep(circumstance), fillings)])
  }

  public func text(for reader: Reader, isAdministrator: Bool = true) -> NoticeText {
    let sentences = body.filter { isAdministrator || !$0.isForAdministrators }
      .map { $0.text(for: reader) }.filter { !$0.isEmpty }
    let nextStep =
      isAdministrator
      ? nextSteps.map { $0.text(for: reader) }.joined(separator: ". ")
      : Saying(forPeople).text(for: reader)
    return NoticeText(
      summary: summary.text(for: reader).sentenceStart, body: sentences.joined(separator: " "),
      nextStep: nextStep)
  }
}

extension Saying {
  fileprivate var isForAdministrators: Bool {
    if case .phrase(let phrase) = message { phrase.isForAdministrators } else { false }
  }
}

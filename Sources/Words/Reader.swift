public import StationModel

/// Who reads: the language, and how far the reader's clock is from UTC.
public struct Reader: Sendable {
  public var language: Language
  /// The country of the locale, `US`; empty if it names none.
  public var country: String
  private let secondsFromUTC: @Sendable (Timestamp) -> Int

  /// - Parameters:
  ///   - locale: as `LC_ALL`, `LC_MESSAGES` or `LANG` names it, `fr_FR.UTF-8`.
  ///   - secondsFromUTC: how far the reader's clock is ahead at that moment; nil for UTC.
  public init(locale: String, secondsFromUTC: @escaping @Sendable (Timestamp) -> Int) {
    language = Language(locale: locale)
    country = ""
    self.secondsFromUTC = secondsFromUTC
  }

  /// English, in UTC: the daemon's own.
  public static let plain = Reader(locale: "C") { _ in 0 }

  public func text(_ term: Term, _ words: [String: String] = [:]) -> String {
    term.text(in: language, words)
  }

  /// A notice's texts as this reader reads them.
  ///
  /// - Parameters:
  ///   - words: what ``NoticeView/words`` holds; if it cannot be read, the English texts stay.
  ///   - isAdministrator: others are told to ask one, not which command helps.
  public func notice(_ words: String, english: NoticeText, isAdministrator: Bool = true)
    -> NoticeText
  {
    english
  }

  /// With weekday, as one says it.
  public func date(_ time: Timestamp) -> String { time.utcText }

  public func length(_ span: Span) -> String { span.words }
}

/// What a notice says.
public struct NoticeText: Sendable, Equatable {
  public var summary: String
  public var body: String
  public var nextStep: String

  public init(summary: String, body: String, nextStep: String) {
    self.summary = summary
    self.body = body
    self.nextStep = nextStep
  }
}

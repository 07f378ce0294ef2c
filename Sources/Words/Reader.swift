public import StationModel

/// Who reads: the language, and how far the reader's clock is from UTC.
public struct Reader: Sendable {
  public var language: Language
  /// The country of the locale, `US`; empty if it names none.
  public var country: String
  /// As the daemon writes: times in UTC, for the journal and the history.
  private let isPlain: Bool
  private let secondsFromUTC: @Sendable (Timestamp) -> Int

  /// - Parameters:
  ///   - locale: as `LC_ALL`, `LC_MESSAGES` or `LANG` names it, `fr_FR.UTF-8`.
  ///   - secondsFromUTC: how far the reader's clock is ahead at that moment.
  public init(locale: String, secondsFromUTC: @escaping @Sendable (Timestamp) -> Int) {
    self.init(locale: locale, isPlain: false, secondsFromUTC: secondsFromUTC)
  }

  private init(
    locale: String, isPlain: Bool, secondsFromUTC: @escaping @Sendable (Timestamp) -> Int
  ) {
    language = Language(locale: locale)
    let name = locale.prefix { $0 != "." && $0 != "@" }
    country = name.firstIndex(of: "_").map { String(name[name.index(after: $0)...]) } ?? ""
    self.isPlain = isPlain
    self.secondsFromUTC = secondsFromUTC
  }

  /// English, in UTC: the daemon's own.
  public static let plain = Reader(locale: "C", isPlain: true) { _ in 0 }

  public func text(_ term: Term, _ words: [String: String] = [:]) -> String {
    term.text(in: language, words)
  }

  /// A notice's texts as this reader reads them.
  ///
  /// - Parameters:
  ///   - words: what ``NoticeSayings/text`` wrote; if it cannot be read, the English texts stay.
  ///   - isAdministrator: others are told to ask one, not which command helps.
  public func notice(_ words: String, english: NoticeText, isAdministrator: Bool = true)
    -> NoticeText
  {
    NoticeSayings(text: words)?.text(for: self, isAdministrator: isAdministrator) ?? english
  }

  /// With weekday, as one says it: `Tuesday 1 December 2026, 15:00`, in the United States
  /// `Tuesday, December 1, 2026, 3:00 PM`, `mardi 1er décembre 2026 à 15 h 00`. The plain reader's is
  /// `2026-12-01 15:00 UTC`.
  public func date(_ time: Timestamp) -> String { date(time, after: "") }

  /// `before` is what stands before it in its sentence.
  func date(_ time: Timestamp, after before: String) -> String {
    if isPlain { return time.utcText }
    let moment = CivilTime(time, secondsFromUTC: secondsFromUTC(time))
    switch language {
    case .french: return moment.french
    case .english:
      let date = country == "US" ? moment.american : moment.english
      let clock = country == "US" ? moment.clockOf12 : moment.clockOf24
      let isMoment = before.hasSuffix("At ") || before.hasSuffix(" at ")
      return isMoment ? "\(clock) on \(date)" : "\(date), \(clock)"
    }
  }

  /// `3 days`, `36 hours`, `1 jour`: rounded down as ``Span/words``.
  public func length(_ span: Span) -> String {
    switch language {
    case .english: span.words
    case .french: span.french
    }
  }
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

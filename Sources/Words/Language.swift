/// A language in which everything is written.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case french = "fr"

  /// Of a locale's name, `fr_CA.UTF-8`; English for one that is not known.
  public init(locale: String) {
    self =
      Language(rawValue: String(locale.prefix { $0 != "_" && $0 != "." && $0 != "@" })) ?? .english
  }
}

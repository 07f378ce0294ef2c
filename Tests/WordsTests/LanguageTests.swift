import Testing
import Words

@Suite struct LanguageTests {
  @Test(arguments: [
    ("fr_FR.UTF-8", Language.french), ("fr", .french), ("fr@euro", .french),
    ("en_US.UTF-8", .english),
    ("C", .english), ("", .english), ("de_DE", .english), ("frr_DE", .english),
  ])
  func aLocaleNamesALanguage(locale: String, language: Language) {
    #expect(Language(locale: locale) == language)
  }
}

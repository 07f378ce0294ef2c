import StationModel
import Testing

@testable import Words

/// Dates and lengths of time as each reader says them.
@Suite struct DateTests {
  /// 2026-12-01 14:00 UTC, a Tuesday.
  private static let moment = Timestamp(seconds: 1_796_133_600)

  /// Paris: an hour ahead, two from the last Sunday of March 2027 at 01:00 UTC on.
  private static func paris(_ time: Timestamp) -> Int {
    let summer = Timestamp(seconds: 1_806_195_600)...Timestamp(seconds: 1_824_944_400)
    return summer.contains(time) ? 7200 : 3600
  }

  @Test(arguments: [
    ("fr_FR.UTF-8", "mardi 1er décembre 2026 à 15\u{A0}h\u{A0}00"),
    ("fr_CA", "mardi 1er décembre 2026 à 15\u{A0}h\u{A0}00"),
    ("en_GB.UTF-8", "Tuesday 1 December 2026, 15:00"),
    ("C", "Tuesday 1 December 2026, 15:00"),
    ("de_US", "Tuesday, December 1, 2026, 3:00 PM"),
    ("en_US.UTF-8", "Tuesday, December 1, 2026, 3:00 PM"),
    ("en_US@euro", "Tuesday, December 1, 2026, 3:00 PM"),
  ]) func aDateIsSaidAsTheReaderSaysIt(locale: String, text: String) {
    #expect(Reader(locale: locale, secondsFromUTC: Self.paris).date(Self.moment) == text)
  }

  @Test func theDaemonWritesUTC() {
    #expect(Reader.plain.date(Self.moment) == "2026-12-01 14:00 UTC")
  }

  @Test func afterAtTheTimeComesFirst() {
    let reader = Reader(locale: "en_GB", secondsFromUTC: Self.paris)
    #expect(reader.date(Self.moment, after: "At ") == "15:00 on Tuesday 1 December 2026")
    #expect(reader.date(Self.moment, after: "noticed at ").hasPrefix("15:00 on"))
    #expect(reader.date(Self.moment, after: "that ").hasPrefix("Tuesday"))
  }

  /// The clock of the moment that is spoken of counts, not the one of now.
  @Test(arguments: [
    ("2027-03-28T00:59Z", "dimanche 28 mars 2027 à 1\u{A0}h\u{A0}59"),
    ("2027-03-28T01:00Z", "dimanche 28 mars 2027 à 3\u{A0}h\u{A0}00"),
    ("2027-06-30T22:05Z", "jeudi 1er juillet 2027 à 0\u{A0}h\u{A0}05"),
    ("2027-12-31T23:30Z", "samedi 1er janvier 2028 à 0\u{A0}h\u{A0}30"),
  ]) func summerTimeIsTheOneOfThatDay(iso: String, text: String) throws {
    let reader = Reader(locale: "fr_FR", secondsFromUTC: Self.paris)
    #expect(reader.date(try #require(Timestamp(iso: iso))) == text)
  }

  @Test(arguments: [
    ("2027-01-01T00:00Z", "Friday, January 1, 2027, 12:00 AM"),
    ("2027-01-01T12:00Z", "Friday, January 1, 2027, 12:00 PM"),
    ("2027-01-01T11:59Z", "Friday, January 1, 2027, 11:59 AM"),
    ("2027-01-01T23:01Z", "Friday, January 1, 2027, 11:01 PM"),
  ]) func noonAndMidnightAreTwelve(iso: String, text: String) throws {
    let reader = Reader(locale: "en_US", secondsFromUTC: { _ in 0 })
    #expect(reader.date(try #require(Timestamp(iso: iso))) == text)
  }

  @Test(arguments: [Int64.min, -1, .max])
  func noDateTraps(milliseconds: Int64) {
    for (locale, ahead) in [("fr", Int.max), ("en", .min), ("en_US", 3600)] {
      let reader = Reader(locale: locale, secondsFromUTC: { _ in ahead })
      #expect(!reader.date(Timestamp(milliseconds: milliseconds)).isEmpty)
      #expect(!reader.length(Span(milliseconds: milliseconds)).isEmpty)
    }
  }

  @Test(arguments: [
    (Span.days(3), "3 days", "3 jours"), (.hours(36), "36 hours", "36 heures"),
    (.days(1), "1 day", "1 jour"), (.hours(1), "1 hour", "1 heure"),
    (.minutes(2), "2 minutes", "2 minutes"), (.seconds(1), "1 second", "1 seconde"),
    (.days(-2), "2 days", "2 jours"),
    (.zero, "less than a second", "moins d’une seconde"),
  ]) func aLengthIsCounted(span: Span, english: String, french: String) {
    #expect(Reader.plain.length(span) == english)
    #expect(Reader(locale: "fr", secondsFromUTC: { _ in 0 }).length(span) == french)
  }

  @Test func weekdaysGoOnAcrossTheFirstDay() {
    let days = (-8...8).map { CivilTime(Timestamp(milliseconds: $0 * 86_400_000)).weekday }
    #expect(days == [3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5])
  }
}

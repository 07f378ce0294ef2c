import StationModel
import Testing

@Suite struct TimestampTextTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"),
    (-1, "1969-12-31T23:59:59.999Z"),
    (951_782_400_000, "2000-02-29T00:00:00.000Z"),
    (951_868_800_000, "2000-03-01T00:00:00.000Z"),
    (1_709_251_199_999, "2024-02-29T23:59:59.999Z"),
    (1_709_251_200_000, "2024-03-01T00:00:00.000Z"),
    (1_735_603_200_000, "2024-12-31T00:00:00.000Z"),
    (1_735_689_600_000, "2025-01-01T00:00:00.000Z"),
    (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    (4_107_456_000_000, "2100-02-28T00:00:00.000Z"),
    (1_795_464_932_045, "2026-11-23T20:15:32.045Z"),
    (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
    (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
    (-62_167_219_200_001, "-000001-12-31T23:59:59.999Z"),
    (253_402_300_800_000, "+010000-01-01T00:00:00.000Z"),
    (Int64.max, "+292278994-08-17T07:12:55.807Z"),
    (Int64.min, "-292275055-05-16T16:47:04.192Z"),
  ]) func isoNamesTheMoment(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).iso == text)
  }

  @Test func utcTextIsRoundedDownToTheMinute() {
    #expect(Timestamp(milliseconds: 1_795_464_932_045).utcText == "2026-11-23 20:15 UTC")
    #expect(Timestamp(milliseconds: -1).utcText == "1969-12-31 23:59 UTC")
  }

  /// Walks the calendar day by day with the leap rule alone, 500 years each way.
  @Test func everyDayFollowsTheOneBefore() {
    func lengths(_ year: Int) -> [Int] {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    }
    func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    var wrong: [String] = []
    var day: Int64 = 0
    for year in 1970..<2470 {
      for (month, length) in lengths(year).enumerated() {
        for date in 1...length {
          let expected = "\(year)-\(pad(month + 1))-\(pad(date))T00:00:00.000Z"
          let text = Timestamp(milliseconds: day * 86_400_000).iso
          if text != expected { wrong.append(expected) }
          day += 1
        }
      }
    }
    day = -1
    for year in (1470..<1970).reversed() {
      for (month, length) in lengths(year).enumerated().reversed() {
        for date in (1...length).reversed() {
          let expected = "\(year)-\(pad(month + 1))-\(pad(date))T00:00:00.000Z"
          let text = Timestamp(milliseconds: day * 86_400_000).iso
          if text != expected { wrong.append(expected) }
          day -= 1
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(3))")
  }

  @Test(arguments: [
    (Span.days(3), "3 days"), (.days(1), "1 day"), (.hours(36), "36 hours"), (.hours(1), "1 hour"),
    (.minutes(90), "90 minutes"), (.seconds(60), "1 minute"), (.seconds(45), "45 seconds"),
    (.seconds(1), "1 second"), (Span(milliseconds: 1500), "1 second"),
    (Span(milliseconds: 300), "less than a second"), (.zero, "less than a second"),
    (Span(milliseconds: 30 * 86_400_000 - 4), "30 days"),
    (Span(milliseconds: 86_400_000 - 4), "1 day"), (.hours(60), "2 days"), (.days(-3), "3 days"),
    (Span(milliseconds: .max), "106751991167 days"),
    (Span(milliseconds: .min), "106751991167 days"),
  ]) func wordsNameALength(span: Span, words: String) {
    #expect(span.words == words)
  }
}

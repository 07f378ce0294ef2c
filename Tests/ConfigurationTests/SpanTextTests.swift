import Configuration
import StationModel
import Testing

@Suite struct SpanTextTests {
  @Test(arguments: [
    ("90d", Span.days(90), "90d"), ("12h", .hours(12), "12h"), ("30min", .minutes(30), "30min"),
    ("45s", .seconds(45), "45s"), ("500ms", Span(milliseconds: 500), "500ms"),
    ("1d 12h", .hours(36), "1d 12h"), ("1d12h", .hours(36), "1d 12h"),
    ("36h", .hours(36), "1d 12h"),
    (" 1d\t1ms ", Span(milliseconds: 86_400_001), "1d 1ms"), ("90s", .seconds(90), "1min 30s"),
    ("007d", .days(7), "7d"), ("36525d", .days(36_525), "36525d"), ("1s 0d", .seconds(1), "1s"),
  ])
  func readsAndWrites(_ text: String, _ span: Span, _ written: String) {
    #expect(SpanText.read(text) == span)
    #expect(SpanText.write(span) == written)
    #expect(SpanText.read(written) == span)
  }

  @Test(arguments: [
    "", " ", "90", "d", "90 d", "90D", "90days", "1w", "1m", "-1d", "+1d", "1.5d", "0d", "0s 0ms",
    "36526d", "36525d 1ms", "99999999999999999999d", "9223372036854775807d",
    "9223372036854775807ms", "9223372036854775807ms 9223372036854775807ms", "1d,1h", "٣d", "1d\n1h",
  ])
  func refusesEverythingElse(_ text: String) {
    #expect(SpanText.read(text) == nil)
  }

  @Test func writesEvenWhatCannotBeRead() {
    #expect(SpanText.write(.zero) == "0s")
    #expect(SpanText.write(.seconds(-90)) == "-1min 30s")
    #expect(SpanText.write(Span(milliseconds: .min)).hasPrefix("-106751991167d"))
  }
}

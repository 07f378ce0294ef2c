public import StationModel

/// Lengths of time as people write them: `90d`, `12h`, `30min`, `45s`, `500ms`, and sums of them.
public enum SpanText {
  /// Longest first. Days have exactly 24 hours.
  private static let units: [(name: String, span: Span)] = [
    ("d", .days(1)), ("h", .hours(1)), ("min", .minutes(1)), ("s", .seconds(1)),
    ("ms", Span(milliseconds: 1)),
  ]
  /// 100 years of 365.25 days.
  public static let longest = Span.days(36_525)

  /// Nil for anything but a positive length up to `longest`. A number needs its unit.
  public static func read(_ text: String) -> Span? {
    var sum: Int64 = 0
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
      var rest = word[...]
      while !rest.isEmpty {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count)
        let name = rest.prefix { !("0"..."9").contains($0) }
        rest = rest.dropFirst(name.count)
        guard let count = Int64(digits), let unit = units.first(where: { $0.name == name })
        else { return nil }
        let (part, tooLarge) = count.multipliedReportingOverflow(by: unit.span.milliseconds)
        guard !tooLarge, part <= longest.milliseconds else { return nil }
        sum += part
        guard sum <= longest.milliseconds else { return nil }
      }
    }
    return sum > 0 ? Span(milliseconds: sum) : nil
  }

  /// The shortest sum that `read` understands; `0s` for none.
  public static func write(_ span: Span) -> String {
    var rest = span.milliseconds.magnitude
    var words: [String] = []
    for unit in units {
      let (count, remainder) = rest.quotientAndRemainder(
        dividingBy: unit.span.milliseconds.magnitude)
      if count > 0 { words.append("\(count)\(unit.name)") }
      rest = remainder
    }
    return (span < .zero ? "-" : "") + (words.isEmpty ? "0s" : words.joined(separator: " "))
  }
}

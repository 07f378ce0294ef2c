extension Timestamp {
  /// Reads ISO 8601 in UTC: `2026-11-23`, `2026-11-23T20:15Z`, `…:30Z`, `…:30.250Z`. Nil for
  /// anything else, impossible dates included. Years 0000 to 9999.
  public init?(iso: String) {
    var reader = DigitReader(iso)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
      reader.take("-"), let day = reader.number(2), (1...12).contains(month), day >= 1,
      day <= Self.daysIn(month: month, of: year)
    else { return nil }
    var milliseconds: Int64 = 0
    if !reader.isAtEnd {
      guard reader.take("T"), let hour = reader.number(2), reader.take(":"),
        let minute = reader.number(2), hour < 24, minute < 60
      else { return nil }
      milliseconds = (hour * 60 + minute) * 60_000
      if reader.take(":") {
        guard let second = reader.number(2), second < 60 else { return nil }
        milliseconds += second * 1000
        if reader.take(".") {
          guard let fraction = reader.number(3) else { return nil }
          milliseconds += fraction
        }
      }
      guard reader.take("Z"), reader.isAtEnd else { return nil }
    }
    let days = Self.daysSince1970(year: year, month: month, day: day)
    self.init(milliseconds: days * 86_400_000 + milliseconds)
  }

  private static func daysIn(month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
    // The leap days of all years before this one, counted from year 0, which is one itself.
    let before = year - 1
    let leapDays = year == 0 ? 0 : before / 4 - before / 100 + before / 400 + 1
    let inYear = (1..<month).reduce(0) { $0 + daysIn(month: $1, of: year) }
    return year * 365 + leapDays + inYear + day - 1 - 719_528
  }
}

/// Reads fixed-width numbers and separators from the front of a text.
private struct DigitReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) { rest = ArraySlice(text.utf8) }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ character: Character) -> Bool {
    guard let first = rest.first, first == character.asciiValue else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func number(_ width: Int) -> Int64? {
    guard rest.count >= width else { return nil }
    var value: Int64 = 0
    for digit in rest.prefix(width) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    rest = rest.dropFirst(width)
    return value
  }
}

extension Timestamp {
  /// For people: `2026-11-23 20:15 UTC`, rounded down to the minute.
  public var utcText: String {
    let time = CivilTime(self)
    return "\(time.date) \(digits(time.hour, 2)):\(digits(time.minute, 2)) UTC"
  }

  /// ISO 8601 in UTC, always with milliseconds: `2026-11-23T20:15:00.000Z`. Years outside 0...9999
  /// are written with a sign and at least six digits, which is ISO's expanded form.
  public var iso: String {
    let time = CivilTime(self)
    let clock = "\(digits(time.hour, 2)):\(digits(time.minute, 2)):\(digits(time.second, 2))"
    return "\(time.date)T\(clock).\(digits(time.millisecond, 3))Z"
  }
}

extension Span {
  /// The length in words, without its sign: `3 days`, `36 hours`, `1 hour`, `45 seconds`.
  ///
  /// The largest unit that fits twice, or once exactly, rounded down. What misses a whole unit by
  /// less than a hundredth counts as whole, so that a timer that fires late still says `30 days`.
  public var words: String {
    let length = milliseconds.magnitude
    for (name, unit) in Self.units {
      let slack = unit / 100
      let (sum, overflow) = length.addingReportingOverflow(slack)
      let count = (overflow ? length : sum) / unit
      if count >= 2 { return "\(count) \(name)s" }
      if count == 1, length <= unit + slack || unit == 1000 { return "1 \(name)" }
    }
    return "less than a second"
  }

  private static let units: [(name: String, milliseconds: UInt64)] = [
    ("day", 86_400_000), ("hour", 3_600_000), ("minute", 60_000), ("second", 1000),
  ]
}

/// A moment on the proleptic Gregorian calendar, in UTC. Year 0 is 1 BC.
private struct CivilTime {
  var year: Int64
  var month: Int64
  var day: Int64
  var hour: Int64
  var minute: Int64
  var second: Int64
  var millisecond: Int64

  init(_ time: Timestamp) {
    let (days, rest) = floorDivide(time.milliseconds, by: 86_400_000)
    hour = rest / 3_600_000
    minute = rest / 60_000 % 60
    second = rest / 1000 % 60
    millisecond = rest % 1000

    // Years are counted from March, so that a leap day is the last day of its year, century and
    // era of 400 years. 1970-01-01 is day 719468 after 0000-03-01.
    let (era, dayOfEra) = floorDivide(days + 719_468, by: 146_097)
    let century = min(dayOfEra / 36_524, 3)
    let dayOfCentury = dayOfEra - century * 36_524
    let dayOfQuad = dayOfCentury % 1461
    let yearOfQuad = min(dayOfQuad / 365, 3)
    var left = dayOfQuad - yearOfQuad * 365
    var index = 0
    while left >= Self.lengthsFromMarch[index] {
      left -= Self.lengthsFromMarch[index]
      index += 1
    }
    day = left + 1
    month = Int64((index + 2) % 12 + 1)
    year = era * 400 + century * 100 + dayOfCentury / 1461 * 4 + yearOfQuad + (index >= 10 ? 1 : 0)
  }

  var date: String {
    let yearText =
      (0...9999).contains(year)
      ? digits(year, 4) : (year < 0 ? "-" : "+") + digits(abs(year), 6)
    return "\(yearText)-\(digits(month, 2))-\(digits(day, 2))"
  }

  private static let lengthsFromMarch: [Int64] = [31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29]
}

private func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, rest: Int64) {
  let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}

private func digits(_ value: Int64, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}

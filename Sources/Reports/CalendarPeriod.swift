import StationModel

/// One day or month of UTC, or all the time of a query.
struct CalendarPeriod: Equatable {
  /// `2026-11-26`, `2026-11`, `all`.
  var name: String
  var start: Timestamp
  /// The moment after its last one. Saturates at the end of all time.
  var end: Timestamp

  /// The period that a moment lies in.
  init(_ period: UsagePeriod, at time: Timestamp, in query: UsageQuery) {
    switch period {
    case .all:
      self.init(name: "all", start: query.from, end: query.to)
    case .day:
      let day = daysSince1970(time)
      self.init(
        name: time.dayText, start: Timestamp.midnight(of: day), end: Timestamp.midnight(of: day + 1)
      )
    case .month:
      let day = daysSince1970(time)
      let date = MonthAndDay(day)
      let first = day - date.day
      self.init(
        name: String(time.dayText.dropLast(3)), start: Timestamp.midnight(of: first),
        end: Timestamp.midnight(of: first + date.lengthOfMonth))
    }
  }

  private init(name: String, start: Timestamp, end: Timestamp) {
    self.name = name
    self.start = start
    self.end = end
  }
}

extension Timestamp {
  /// The UTC date alone: `2026-11-26`.
  var dayText: String { String(iso.prefix { $0 != "T" }) }

  var startOfDay: Timestamp { .midnight(of: daysSince1970(self)) }

  fileprivate static func midnight(of day: Int64) -> Timestamp {
    Timestamp(milliseconds: 0) + .days(day)
  }
}

private func daysSince1970(_ time: Timestamp) -> Int64 {
  let (quotient, remainder) = time.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
  return remainder < 0 ? quotient - 1 : quotient
}

/// Where a day lies in its month on the proleptic Gregorian calendar.
private struct MonthAndDay {
  /// Counts from 0.
  var day: Int64
  var lengthOfMonth: Int64

  init(_ daysSince1970: Int64) {
    // 400 years are 146097 days, always; 1970-01-01 is day 719528 after 0000-01-01.
    let shifted = (daysSince1970 + 719_528) % 146_097
    day = shifted < 0 ? shifted + 146_097 : shifted
    var year: Int64 = 0
    while day >= Self.length(ofYear: year) {
      day -= Self.length(ofYear: year)
      year += 1
    }
    var lengths: [Int64] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if Self.length(ofYear: year) == 366 { lengths[1] = 29 }
    lengthOfMonth = 31
    for length in lengths {
      lengthOfMonth = length
      if day < length { break }
      day -= length
    }
  }

  private static func length(ofYear year: Int64) -> Int64 {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365
  }
}

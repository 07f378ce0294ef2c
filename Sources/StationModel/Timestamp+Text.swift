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
    guard let (count, unit) = counted else { return "less than a second" }
    return count == 1 ? "1 \(unit)" : "\(count) \(unit)s"
  }

  public enum Unit: Sendable, CaseIterable {
    case day, hour, minute, second

    fileprivate var milliseconds: UInt64 {
      switch self {
      case .day: 86_400_000
      case .hour: 3_600_000
      case .minute: 60_000
      case .second: 1000
      }
    }
  }

  /// What ``words`` counts; nil for less than a second.
  public var counted: (count: UInt64, unit: Unit)? {
    let length = milliseconds.magnitude
    for unit in Unit.allCases {
      let slack = unit.milliseconds / 100
      let (sum, overflow) = length.addingReportingOverflow(slack)
      let count = (overflow ? length : sum) / unit.milliseconds
      if count >= 2 || count == 1 && (length <= unit.milliseconds + slack || unit == .second) {
        return (count, unit)
      }
    }
    return nil
  }
}

extension CivilTime {
  fileprivate var date: String {
    let yearText =
      (0...9999).contains(year)
      ? digits(year, 4) : (year < 0 ? "-" : "+") + digits(abs(year), 6)
    return "\(yearText)-\(digits(month, 2))-\(digits(day, 2))"
  }
}

private func digits(_ value: Int64, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}

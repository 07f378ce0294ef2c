/// A moment on the proleptic Gregorian calendar. Year 0 is 1 BC.
public struct CivilTime: Sendable, Equatable {
  public var year: Int64
  /// 1 to 12.
  public var month: Int64
  public var day: Int64
  public var hour: Int64
  public var minute: Int64
  public var second: Int64
  public var millisecond: Int64
  /// 0 is Sunday, 6 is Saturday.
  public var weekday: Int64

  /// As a clock shows it that is so many seconds ahead of UTC.
  public init(_ time: Timestamp, secondsFromUTC: Int = 0) {
    let shown = time + .seconds(Int64(secondsFromUTC))
    let (days, rest) = floorDivide(shown.milliseconds, by: 86_400_000)
    // 1970-01-01 was a Thursday.
    weekday = floorDivide(days + 4, by: 7).rest
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

  private static let lengthsFromMarch: [Int64] = [31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29]
}

private func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, rest: Int64) {
  let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}

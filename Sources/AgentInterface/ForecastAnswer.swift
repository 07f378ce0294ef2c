public import DBus

/// When licenses run out at the present trend: what `Forecast` answers (docs/reports.md).
public struct ForecastAnswer: Sendable, Equatable {
  /// runs-out, already-short, not-at-this-trend or unknown.
  public var answer: String
  /// When they run out, or how far was looked; nil if neither.
  public var date: WireTime?
  /// growth or pack-ends, if they run out.
  public var because: String?
  public var pack: String?
  /// For people.
  public var words: String
  public var licenses: Int?
  /// How many more are in use after 30 days, in thousandths; nil without a trend.
  public var trendThousandths: Int?
  public var days: Int
  public var daysAtLimit: Int

  public init(
    answer: String, date: WireTime?, because: String?, pack: String?, words: String,
    licenses: Int?, trendThousandths: Int?, days: Int, daysAtLimit: Int
  ) {
    self.answer = answer
    self.date = date
    self.because = because
    self.pack = pack
    self.words = words
    self.licenses = licenses
    self.trendThousandths = trendThousandths
    self.days = days
    self.daysAtLimit = daysAtLimit
  }

  static let arguments: [Interface.Argument] = [
    .init("answer", "s"), .init("date", "x"), .init("because", "s"), .init("pack", "s"),
    .init("words", "s"), .init("licenses", "x"), .init("hasTrend", "b"), .init("trend", "x"),
    .init("days", "u"), .init("daysAtLimit", "u"),
  ]

  public var values: [Value] {
    [
      .string(answer), WireTime.value(date), .string(because ?? ""), .string(pack ?? ""),
      .string(words), .int64(licenses.map { Int64($0) } ?? -1), .bool(trendThousandths != nil),
      .int64(Int64(trendThousandths ?? 0)), .uint32(UInt32(clamping: days)),
      .uint32(UInt32(clamping: daysAtLimit)),
    ]
  }

  init?(_ values: [Value]) {
    guard values.count == 10, let hasTrend = values[6].asBool else { return nil }
    let texts = [0, 2, 3, 4].compactMap { values[$0].asString }
    let numbers = [1, 5, 7, 8, 9].compactMap { values[$0].asInt }
    guard texts.count == 4, numbers.count == 5 else { return nil }
    self.init(
      answer: texts[0], date: WireTime(milliseconds: numbers[0]),
      because: texts[1].isEmpty ? nil : texts[1], pack: texts[2].isEmpty ? nil : texts[2],
      words: texts[3], licenses: numbers[1] < 0 ? nil : numbers[1],
      trendThousandths: hasTrend ? numbers[2] : nil, days: numbers[3], daysAtLimit: numbers[4])
  }
}

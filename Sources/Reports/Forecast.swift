public import StationModel

/// When licenses run out if everything goes on as it does.
public struct Forecast: Sendable, Equatable {
  public var answer: Answer
  /// The answer for people, with what to do next where something is to be done.
  public var sentence: String
  /// How many licenses there are now; nil if that is not known.
  public var licenses: Int?
  /// How many more are in use after 30 days, in thousandths; negative if fewer. Nil without a trend.
  public var trendThousandths: Int?
  /// How many days the trend was drawn from.
  public var days: Int
  /// On so many of them all licenses were in use: then the need may be greater than the trend says.
  public var daysAtLimit: Int

  public enum Answer: Sendable, Equatable {
    /// From that moment on, more are needed than there are.
    case runsOut(on: Timestamp, because: Cause)
    case alreadyShort
    /// Looked as far as that.
    case notAtThisTrend(until: Timestamp)
    /// The reason as the rest of a sentence.
    case unknown(why: String)

    /// For programs; never changes.
    public var code: String {
      switch self {
      case .runsOut: "runs-out"
      case .alreadyShort: "already-short"
      case .notAtThisTrend: "not-at-this-trend"
      case .unknown: "unknown"
      }
    }
  }

  public enum Cause: Sendable, Equatable {
    case growth
    /// There would be enough for longer if it did not end. Nil if it is not known which pack that is.
    case packEnds(String?)

    /// For programs; never changes.
    public var code: String {
      switch self {
      case .growth: "growth"
      case .packEnds: "pack-ends"
      }
    }
  }

  public init(
    answer: Answer, sentence: String, licenses: Int? = nil, trendThousandths: Int? = nil,
    days: Int = 0, daysAtLimit: Int = 0
  ) {
    self.answer = answer
    self.sentence = sentence
    self.licenses = licenses
    self.trendThousandths = trendThousandths
    self.days = days
    self.daysAtLimit = daysAtLimit
  }

  /// The trend is drawn from the days of this long.
  public static let lookBack = Span.days(90)
  /// With fewer days there is no trend.
  public static let fewestDays = 14
  /// 5 years; nobody knows more.
  public static let horizon = Span.days(1826)
}

/// When licenses run out, from the peaks of the last 90 whole days. `licenses`: how many there are,
/// and when that will change; `short`: how many stations or people go without one now.
public func forecast(
  _ days: [DailyPeak], licenses: [PoolStep], short: Int = 0, now: Timestamp
) -> Forecast {
  let pool = PoolPlan(licenses, now: now)
  let today = now.startOfDay
  // Of two peaks of one day the higher one is the day's. Today is not over: it says nothing yet.
  var peaks: [Timestamp: Int] = [:]
  for entry in days where entry.day.startOfDay >= today + Forecast.lookBack.negative {
    peaks[entry.day.startOfDay, default: 0] = max(peaks[entry.day.startOfDay] ?? 0, entry.peak)
  }
  let whole = peaks.filter { $0.key < today }.sorted { $0.key < $1.key }
  let trend =
    whole.count < Forecast.fewestDays
    ? nil : Trend(whole.map { (day: $0.key.days(after: today), peak: Double($0.value)) })

  var answer = Forecast.Answer.unknown(why: "it is not known how many licenses there are")
  if let total = pool.now {
    let inUse = peaks.filter { $0.key <= today }.max { $0.key < $1.key }?.value ?? 0
    if short > 0 || inUse > total {
      answer = .alreadyShort
    } else if total == 0 && pool.steps.isEmpty {
      answer = .unknown(why: "there are no licenses")
    } else if let trend {
      answer = pool.answer(trend, now: now)
    } else {
      answer = .unknown(
        why: "only \(whole.count) whole days are recorded, and \(Forecast.fewestDays) are needed")
    }
  }
  var forecast = Forecast(answer: answer, sentence: "", licenses: pool.now, days: whole.count)
  forecast.trendThousandths = trend.flatMap { Int(exactly: ($0.slope * 30_000).rounded()) }
  forecast.daysAtLimit = pool.now.map { total in whole.count { $0.value >= total } } ?? 0
  forecast.sentence = forecast.words(needed: trend, short: short, pool: pool, today: today)
  return forecast
}

extension Span {
  fileprivate var negative: Span { Span(milliseconds: milliseconds == .min ? .max : -milliseconds) }
}

extension Timestamp {
  /// Days from that one's beginning to this moment, as a fraction.
  func days(after other: Timestamp) -> Double {
    Double((self - other).milliseconds) / 86_400_000
  }
}

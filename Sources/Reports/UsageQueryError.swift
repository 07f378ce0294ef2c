public import StationModel

/// Why there is no report for such a time.
public enum UsageQueryError: Error, Sendable, Equatable {
  /// It ends before it begins, or when it begins.
  case reversed(from: Timestamp, to: Timestamp)
  /// It begins now or later.
  case notYet(from: Timestamp, now: Timestamp)
  /// It has more days or months than a report may have.
  case tooLong(period: UsagePeriod, limit: Int)

  /// For programs; never changes.
  public var code: String {
    switch self {
    case .reversed: "reversed"
    case .notYet: "not-yet"
    case .tooLong: "too-long"
    }
  }

  /// What is wrong, as a sentence for people.
  public var message: String {
    switch self {
    case .reversed(let from, let to) where from == to:
      "The report would begin and end at the same moment, \(from.utcText)."
    case .reversed(let from, let to):
      "The report would end (\(to.utcText)) before it begins (\(from.utcText))."
    case .notYet(let from, let now):
      "The report would begin on \(from.utcText), and it is only \(now.utcText)."
    case .tooLong(let period, let limit):
      "The report would have more than \(limit) \(period.rawValue)s."
    }
  }

  /// What to do about it, as a sentence.
  public var nextStep: String {
    switch self {
    case .reversed: "Ask for a time that ends after it begins."
    case .notYet:
      "Ask for a time that has begun. What is to come is estimated by: stationctl license forecast"
    case .tooLong(.day, _): "Ask for a shorter time, or count by month."
    case .tooLong: "Ask for a shorter time."
    }
  }
}

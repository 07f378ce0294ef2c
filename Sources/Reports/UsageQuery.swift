public import StationModel

/// What a report is asked for.
public struct UsageQuery: Sendable, Equatable {
  public let from: Timestamp
  /// As it was asked for: the moment after the last one that counts. It may lie in the future.
  public let to: Timestamp
  public let period: UsagePeriod
  public let by: UsageGrouping
  /// The moment after the last one that counts: `to`, or now if that is earlier.
  public let end: Timestamp

  /// Ten years. A day of each is a row at least, and more if they are grouped.
  public static let mostDays = 3660
  /// A hundred years.
  public static let mostMonths = 1200

  /// Refuses a time that is reversed, empty, still to come, or of too many days or months.
  public init(
    from: Timestamp, to: Timestamp, period: UsagePeriod, by: UsageGrouping = .none, now: Timestamp
  ) throws(UsageQueryError) {
    guard from < to else { throw .reversed(from: from, to: to) }
    guard from < now else { throw .notYet(from: from, now: now) }
    self.from = from
    self.to = to
    self.period = period
    self.by = by
    end = min(to, now)
    switch period {
    case .day where (end - from) > .days(Int64(Self.mostDays)):
      throw .tooLong(period: period, limit: Self.mostDays)
    // A hundred years have 36,525 days at most.
    case .month where (end - from) > .days(Int64(Self.mostMonths) / 12 * 36_525 / 100):
      throw .tooLong(period: period, limit: Self.mostMonths)
    default: break
    }
  }
}

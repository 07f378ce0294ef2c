public import StationModel

/// The most licenses that were in use at one moment of a day.
public struct DailyPeak: Sendable, Hashable {
  /// Any moment of that UTC day.
  public var day: Timestamp
  public var peak: Int

  public init(day: Timestamp, peak: Int) {
    self.day = day
    self.peak = peak
  }
}

extension UsageReport {
  /// What a forecast needs of a report by day without grouping: the days since the history began,
  /// and today so far. Empty for a report of another kind.
  public var dailyPeaks: [DailyPeak] {
    guard period == .day, by == .none, let historyBegins else { return [] }
    return rows.filter { $0.to > historyBegins }.map { DailyPeak(day: $0.from, peak: $0.peak) }
  }
}

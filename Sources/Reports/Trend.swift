import StationModel

/// A straight line through daily peaks: the Theil-Sen line, whose slope is the median of the slopes
/// between all pairs of days (Sen: "Estimates of the regression coefficient based on Kendall's tau",
/// 1968).
///
/// Least squares would follow an examination day or a holiday with everything off; this line stays
/// where it is until more than a quarter of the days are unusual.
struct Trend: Equatable {
  /// More licenses each day.
  var slope: Double
  /// Licenses on the day 0.
  var start: Double

  /// Needs two different days at least.
  init?(_ points: [(day: Double, peak: Double)]) {
    var slopes: [Double] = []
    slopes.reserveCapacity(points.count * points.count / 2)
    for (index, left) in points.enumerated() {
      for right in points[(index + 1)...] where right.day != left.day {
        slopes.append((right.peak - left.peak) / (right.day - left.day))
      }
    }
    guard let slope = median(slopes) else { return nil }
    guard let start = median(points.map { $0.peak - slope * $0.day }) else { return nil }
    self.slope = slope
    self.start = start
  }

  /// How many licenses are in use on that day, as a whole number.
  func peak(on day: Double) -> Double { (start + slope * day).rounded() }
}

private func median(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

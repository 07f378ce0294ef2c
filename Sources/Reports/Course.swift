import StationModel

/// A number that goes up and down in time: how many leases are held, how many stations on grace.
///
/// What it was is taken only when time moves on, so that several changes at one moment are one.
struct Course {
  private(set) var level = 0
  private(set) var peak = 0
  /// When the peak was reached first.
  private(set) var peakAt: Timestamp?
  /// Level by milliseconds. Wide enough for all time there is.
  private(set) var area: Int128 = 0
  private var since: Timestamp

  init(at time: Timestamp) { since = time }

  mutating func change(by difference: Int, at time: Timestamp) {
    settle(to: time)
    level += difference
  }

  mutating func settle(to time: Timestamp) {
    guard time > since else { return }
    area &+= Int128(level) &* (Int128(time.milliseconds) - Int128(since.milliseconds))
    if level > peak {
      peak = level
      peakAt = since
    }
    since = time
  }

  /// Forgets all but the level: a new period begins.
  mutating func begin(at time: Timestamp) {
    since = max(since, time)
    peak = 0
    peakAt = nil
    area = 0
  }
}

import StationModel

/// The earliest of some moments that are still to come.
struct Earliest {
  private let now: Timestamp
  private(set) var time: Timestamp?

  init(after now: Timestamp) { self.now = now }

  mutating func consider(_ moment: Timestamp) {
    // The end of time is what an endless date saturates to.
    guard moment > now, moment.milliseconds != .max else { return }
    time = min(time ?? moment, moment)
  }
}

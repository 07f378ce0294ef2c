import StationModel

/// What is counted for one group in one period.
struct Tally {
  var held: Course
  var grace: Course
  var unlicensed: Course
  var over: Course
  var granted = 0
  var renewed = 0
  var released = 0
  var revoked = 0
  var denials = 0

  init(at time: Timestamp) {
    held = Course(at: time)
    grace = held
    unlicensed = held
    over = held
  }

  /// Nothing was held, and nothing happened.
  var isEmpty: Bool {
    held.peak == 0 && granted == 0 && renewed == 0 && released == 0 && revoked == 0 && denials == 0
      && grace.area == 0 && unlicensed.area == 0 && over.area == 0
  }

  /// Nothing of it reaches into the next period.
  var isIdle: Bool {
    held.level == 0 && grace.level == 0 && unlicensed.level == 0 && over.level == 0
  }

  mutating func settle(to time: Timestamp) {
    held.settle(to: time)
    grace.settle(to: time)
    unlicensed.settle(to: time)
    over.settle(to: time)
  }

  mutating func begin(at time: Timestamp) {
    held.begin(at: time)
    grace.begin(at: time)
    unlicensed.begin(at: time)
    over.begin(at: time)
    granted = 0
    renewed = 0
    released = 0
    revoked = 0
    denials = 0
  }

  /// Its figures of the time from `start` to `end`; without states, those are nil.
  func row(_ period: CalendarPeriod, from start: Timestamp, to end: Timestamp) -> UsageRow {
    let length = Int128(end.milliseconds) - Int128(start.milliseconds)
    return UsageRow(
      period: period.name, from: start, to: end,
      isPartial: start != period.start || end != period.end,
      peak: held.peak, peakAt: held.peakAt,
      averageThousandths: rounded(held.area &* 1000, per: length),
      granted: granted, renewed: renewed, released: released, revoked: revoked)
  }

  /// Denials and minutes, if states were recorded then.
  func addStates(to row: inout UsageRow) {
    row.denials = denials
    row.graceMinutes = rounded(grace.area, per: 60_000)
    row.unlicensedMinutes = rounded(unlicensed.area, per: 60_000)
    row.overMinutes = rounded(over.area, per: 60_000)
  }
}

/// To the nearest whole number; never traps.
private func rounded(_ sum: Int128, per unit: Int128) -> Int {
  guard unit > 0 else { return 0 }
  return Int(clamping: (sum &+ unit / 2) / unit)
}

import StationModel

/// How many licenses there are now, and how that changes until the horizon.
struct PoolPlan {
  /// Nil if no step says it.
  var now: Int?
  /// Later than now, in order.
  var steps: [PoolStep]

  init(_ steps: [PoolStep], now: Timestamp) {
    let sorted = steps.enumerated()
      .sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }.map(\.element)
    self.now = sorted.last { $0.from <= now }.map { max(0, $0.total) }
    self.steps = sorted.filter { $0.from > now && $0.from <= now + Forecast.horizon }
  }

  /// How many there are at a moment that is not before now.
  func total(at time: Timestamp) -> Int {
    steps.last { $0.from <= time }.map { max(0, $0.total) } ?? now ?? 0
  }

  /// Looks at every day and every step until the horizon, in order.
  func answer(_ trend: Trend, now: Timestamp) -> Forecast.Answer {
    let today = now.startOfDay
    let end = now + Forecast.horizon
    var moments: [Timestamp] = [now]
    var day = today + .days(1)
    while day <= end && day > today && moments.count < 2000 {
      moments.append(day)
      day = day + .days(1)
    }
    var former = now
    for moment in (moments + steps.map(\.from)).sorted() {
      let need = trend.peak(on: moment.startOfDay.days(after: today))
      let total = total(at: moment)
      if need > Double(total) {
        let before = self.total(at: former)
        if total < before, need <= Double(before) {
          let step = steps.last { $0.from <= moment }
          return .runsOut(on: moment, because: .packEnds(step?.pack))
        }
        return .runsOut(on: moment, because: .growth)
      }
      former = moment
    }
    return .notAtThisTrend(until: end)
  }
}

import StationModel

extension Forecast {
  /// What the answer is in words. `today`: the beginning of the day.
  func words(needed trend: Trend?, short: Int, pool: PoolPlan, today: Timestamp) -> String {
    let have = licenses ?? 0
    switch answer {
    case .unknown(let why):
      return "It cannot be said when licenses run out: \(why)."
    case .alreadyShort where short > 0:
      return "Licenses are short already: \(count(have)), and \(short) more "
        + (short == 1 ? "is" : "are") + " needed. " + Self.nextStep
    case .alreadyShort:
      return "Licenses are short already: more are in use than there are (\(have)). "
        + Self.nextStep
    case .notAtThisTrend(let date):
      return "\(direction), and at this trend licenses do not run out before \(date.dayText)."
        + limitWords
    case .runsOut(let date, .growth):
      return "\(direction), so at this trend more licenses are needed than there are "
        + "(\(pool.total(at: date))) from \(date.dayText) on. " + Self.nextStep + limitWords
    case .runsOut(let date, .packEnds(let pack)):
      let total = pool.total(at: date)
      let needed = trend?.peak(on: date.startOfDay.days(after: today)) ?? 0
      return "\(pack.map { "The pack \($0) ends" } ?? "A pack ends") on \(date.dayText). Then "
        + "\(count(total)), and at this trend \(Int(exactly: needed) ?? .max) are needed. "
        + "Ask for a renewal before that day." + limitWords
    }
  }

  private static let nextStep = "Add a pack: stationctl license add FILE."

  private func count(_ licenses: Int) -> String {
    licenses == 0
      ? "there are none" : licenses == 1 ? "there is 1" : "there are \(licenses)"
  }

  /// How the use changes; anything less than one license in 100 days is no change.
  private var direction: String {
    guard let trend = trendThousandths, trend.magnitude >= 300 else {
      return "The use hardly changes"
    }
    let tenths = trend.magnitude / 100
    let amount = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    return "\(amount) \(tenths == 10 ? "license" : "licenses") \(trend > 0 ? "more" : "fewer") "
      + "\(tenths == 10 ? "is" : "are") in use every 30 days"
  }

  private var limitWords: String {
    guard daysAtLimit > 0 else { return "" }
    return " On \(daysAtLimit) of the last \(days) days all licenses were in use, so more may be "
      + "needed than this shows."
  }
}

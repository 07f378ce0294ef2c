import StationModel

extension CivilTime {
  /// `Tuesday 1 December 2026`.
  var english: String { "\(weekdayName) \(day) \(monthName) \(year)" }

  /// `Tuesday, December 1, 2026`.
  var american: String { "\(weekdayName), \(monthName) \(day), \(year)" }

  /// `15:00`.
  var clockOf24: String { "\(twoDigits(hour)):\(twoDigits(minute))" }

  /// `3:00 PM`.
  var clockOf12: String {
    "\(hour % 12 == 0 ? 12 : hour % 12):\(twoDigits(minute)) \(hour < 12 ? "AM" : "PM")"
  }

  /// `mardi 1er décembre 2026 à 15 h 00`. The time stays on one line.
  var french: String {
    let name = Self.named(Self.frenchMonths, month - 1)
    return "\(Self.named(Self.frenchDays, weekday)) \(day == 1 ? "1er" : "\(day)") \(name) \(year) "
      + "à \(hour)\u{A0}h\u{A0}\(twoDigits(minute))"
  }

  private var weekdayName: String { Self.named(Self.englishDays, weekday) }
  private var monthName: String { Self.named(Self.englishMonths, month - 1) }

  private static func named(_ names: [String], _ index: Int64) -> String {
    names.indices.contains(Int(index)) ? names[Int(index)] : ""
  }

  private func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let englishDays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let frenchDays = [
    "dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
  ]
  private static let frenchMonths = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
  ]
}

extension Span {
  var french: String {
    guard let (count, unit) = counted else { return "moins d’une seconde" }
    let name =
      switch unit {
      case .day: "jour"
      case .hour: "heure"
      case .minute: "minute"
      case .second: "seconde"
      }
    return "\(count) \(name)\(count < 2 ? "" : "s")"
  }
}

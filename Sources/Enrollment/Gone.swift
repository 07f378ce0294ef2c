import StationModel

/// How long desktops that their plugin lists no longer are remembered.
enum Gone {
  /// Whoever went within this time after it was enrolled was hardly a station.
  static let trial = Span.hours(1)
  /// So long it keeps its license then, …
  static let trialHold = Span.hours(1)
  /// … and its record.
  static let trialMemory = Span.days(1)
  /// Of more at once each would cost the loop a search.
  static let mostForgotten = 500
}

extension Book {
  /// A desktop that its plugin lists no longer. Plugins that give their desktops new ids all the time
  /// must neither fill the ledger nor hold the pool: what went soon after it came gives its license
  /// back soon, and what is gone for longer than the hold is forgotten, unless somebody cares for it.
  mutating func leave(_ known: Enrolled, input: RosterInput) {
    let record = absent(known, since: input.vanished[known.key]?.since ?? input.now)
    let since = record.absentSince ?? input.now
    let hold = input.policy.absenceHold
    let isOnTrial = since - record.enrolledAt < Gone.trial
    if !input.arranged.contains(record.key) {
      let end = since + (isOnTrial ? min(hold, Gone.trialMemory) : hold)
      if end > input.now {
        look(againAt: end)
      } else if input.holders.contains(record.key) {
        // Its license goes first, if its source answers.
        look(againAt: input.now + .hours(1))
      } else if forgotten < Gone.mostForgotten {
        return forget(record.key)
      } else {
        look(againAt: input.now + .seconds(1))
      }
    }
    var station = Station(
      record: record, presence: .absent(since: since),
      need: .notNeeded(why: "its plugin no longer lists the desktop"))
    if isOnTrial {
      let end = since + min(hold, Gone.trialHold)
      if end > input.now {
        look(againAt: end)
      } else {
        station.givesBack = "its plugin lists the desktop no longer, and did for less than an hour"
      }
    }
    add(station)
  }
}

import StationModel

extension Usage {
  /// Moves the clock on, through all that happens by itself until then: terms that end, periods that
  /// begin and end. `time` is not later than the query's end.
  mutating func advance(to time: Timestamp) {
    while !isFinished {
      let boundary = period.map { min($0.end, query.end) } ?? query.from
      let next = min(boundary, expiries.next ?? boundary)
      guard next <= time else { break }
      clock = max(clock, next)
      expire()
      guard boundary <= clock else { continue }
      if let period { close(period, at: clock) }
      if clock >= query.end {
        isFinished = true
      } else {
        open(at: clock)
      }
    }
    clock = max(clock, time)
  }

  private mutating func open(at time: Timestamp) {
    period = CalendarPeriod(query.period, at: time, in: query)
    for group in Array(tallies.keys) {
      if tallies[group]?.isIdle == true {
        tallies[group] = nil
      } else {
        tallies[group]?.settle(to: time)
        tallies[group]?.begin(at: time)
      }
    }
  }

  private mutating func close(_ period: CalendarPeriod, at end: Timestamp) {
    for group in Array(tallies.keys) { tallies[group]?.settle(to: end) }
    let start = max(period.start, query.from)
    let licenses = pool.licenses(at: end + Span(milliseconds: -1))
    var shown = standingGroups(from: start, to: end)
    shown.formUnion(tallies.filter { !$0.value.isEmpty }.keys)
    // Each period has a row, also one in which nothing was.
    if shown.isEmpty { shown = [GroupNames.rest] }
    for group in shown.sorted() {
      guard finished.count < UsageReport.mostRows else {
        omitted += 1
        continue
      }
      let tally = tallies[group] ?? Tally(at: end)
      var row = tally.row(period, from: start, to: end)
      if query.by.hasStates, let known = statesKnownFrom, known < end {
        tally.addStates(to: &row)
        if known > start { row.statesFrom = known }
      }
      if query.by == .none {
        row.licenses = licenses.values.reduce(0) { $0.saturating(adding: $1) }
      } else if query.by == .pack, let pack = groups.name(of: group) {
        row.licenses = licenses[pack] ?? 0
      }
      finished.append(FinishedRow(group: group, row: row))
    }
  }

  /// Groups that are there, whether anything is held of them or not.
  private mutating func standingGroups(from start: Timestamp, to end: Timestamp) -> Set<Int> {
    switch query.by {
    case .none: [GroupNames.rest]
    case .user: []
    case .pack: Set(pool.ids(from: start, to: end).map { groups.number(of: $0) })
    case .label, .station:
      stations.values.reduce(into: []) { $0.formUnion($1.groups) }
    }
  }

  /// The rows in order, with the names that groups have at the end.
  func namedRows() -> [UsageRow] {
    var titles = formerStations
    if query.by == .station {
      for station in stations.values {
        if let group = station.groups.first { titles[group] = station }
      }
    }
    let named = finished.map { finished in
      var row = finished.row
      row.group = groups.name(of: finished.group)
      row.name = titles[finished.group]?.title
      return (row: row, number: titles[finished.group]?.number ?? .max)
    }
    return named.sorted { left, right in
      guard left.row.from == right.row.from else { return left.row.from < right.row.from }
      guard let one = left.row.group, let other = right.row.group
      else { return left.row.group != nil && right.row.group == nil }
      return left.number != right.number ? left.number < right.number : one < other
    }
    .map(\.row)
  }
}

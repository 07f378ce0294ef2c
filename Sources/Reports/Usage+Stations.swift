import StationModel

extension Usage {
  /// Any row that has a station's record: it was enrolled, renamed, moved …
  mutating func record(_ row: HistoryRow) -> Bool {
    guard let key = row.station?.text, let detail = Detail(row.detail),
      let number = detail.number("number"), let name = detail.text("name")
    else { return false }
    if let former = detail.text("former-key"), former != key { move(from: former, to: key) }
    var station = stations[key] ?? KnownStation(groups: [])
    station.number = number
    station.name = name
    station.labels = Set(detail.words("labels")).sorted()
    put(station, key)
    return true
  }

  mutating func renumber(_ row: HistoryRow) -> Bool {
    guard let detail = Detail(row.detail) else { return false }
    var isUnderstood = true
    for (key, text) in detail.texts where stations[key] != nil {
      let parts = text.split(separator: " ", maxSplits: 1)
      guard let number = parts.first.flatMap({ Int64($0) }) else {
        isUnderstood = false
        continue
      }
      stations[key]?.number = number
      if parts.count > 1 { stations[key]?.name = String(parts[1]) }
    }
    return isUnderstood
  }

  /// Its lease goes with it, without a row of its own; it counts as released.
  mutating func forget(_ row: HistoryRow) -> Bool {
    guard let key = row.station?.text else { return false }
    if let lease = drop(stationHolder(key)) {
      for group in lease.groups { tallies[group, default: Tally(at: clock)].released += 1 }
    }
    if let station = stations.removeValue(forKey: key) { leave(station) }
    return true
  }

  mutating func state(_ row: HistoryRow) -> Bool {
    guard let key = row.station?.text, let detail = Detail(row.detail),
      let state = detail.text("state").flatMap(WatchedState.init)
    else { return false }
    let knownFrom = statesKnownFrom ?? clock
    statesKnownFrom = knownFrom
    var former = stations[key]?.state ?? .other
    if former == .other, let name = detail.text("former-state") {
      former = WatchedState(name) ?? former
    } else if clock == knownFrom {
      // The agent that records states first: it found them so, nobody knows since when.
      former = state
    }
    if stations[key] == nil { put(KnownStation(groups: []), key) }
    guard var station = stations[key] else { return false }
    count(station, by: -1)
    station.state = state
    count(station, by: 1)
    stations[key] = station
    if state.isDenied && !former.isDenied {
      for group in station.groups { tallies[group, default: Tally(at: clock)].denials += 1 }
    }
    return true
  }

  /// It is the same station with the same lease; only its key is another.
  private mutating func move(from former: String, to key: String) {
    if let displaced = stations.removeValue(forKey: key) {
      leave(displaced)
      drop(stationHolder(key))
    }
    if query.by == .station { groups.rename(former, to: key) }
    stations[key] = stations.removeValue(forKey: former)
    if let lease = leases.removeValue(forKey: stationHolder(former)) {
      leases[stationHolder(key)] = lease
      remember(lease.expiresAt, of: stationHolder(key))
    }
  }

  private mutating func put(_ station: KnownStation, _ key: String) {
    var station = station
    count(station, by: -1)
    station.groups = stationGroups(key, labels: station.labels)
    count(station, by: 1)
    stations[key] = station
    regroup(stationHolder(key))
  }

  private mutating func stationGroups(_ key: String, labels: [String]) -> [Int] {
    switch query.by {
    case .none: Self.restOnly
    case .pack, .user: []
    case .label: labels.isEmpty ? Self.restOnly : labels.map { groups.number(of: $0) }
    case .station: [groups.number(of: key)]
    }
  }

  /// It is no station any more, but the report may still name it.
  private mutating func leave(_ station: KnownStation) {
    count(station, by: -1)
    if query.by == .station, let group = station.groups.first { formerStations[group] = station }
  }

  private mutating func count(_ station: KnownStation, by difference: Int) {
    let course: WritableKeyPath<Tally, Course>
    switch station.state {
    case .grace: course = \.grace
    case .unlicensed: course = \.unlicensed
    case .over: course = \.over
    case .other: return
    }
    for group in station.groups {
      tallies[group, default: Tally(at: clock)][keyPath: course].change(by: difference, at: clock)
    }
  }
}

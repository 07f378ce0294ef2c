import StationModel

// One station at a time.

extension Calm {
  /// What is different after these changes. Nil if all must be decided anew; this is of no use then.
  mutating func update(
    _ changed: [Station], committed: [Change], now: Timestamp
  ) -> LicensingDelta? {
    guard self.now <= now, nextChange.map({ now < $0 }) ?? true, changed.count <= 64,
      committed.count <= 256, commit(committed), open.isEmpty
    else { return nil }
    self.now = now
    allotment.setNow(now)
    var delta = Difference()
    guard let all = ordered(changed) else { return nil }
    for (slot, station) in all where station.need != .needed {
      guard rest(slot, station, &delta) else { return nil }
    }
    for (slot, station) in all where station.need == .needed {
      guard cover(slot, station, &delta) else { return nil }
    }
    open = changes(delta)
    return LicensingDelta(
      states: delta.states.reduce(into: [:]) { $0[roster.keys[$1.key]] = $1.value },
      changes: open, nextChange: nextChange, pool: pool)
  }

  /// What one update makes different, by slot.
  struct Difference {
    var states: [Int: LicenseState] = [:]
    var leases: [Change] = []
    var graces: [Change] = []
  }

  /// The stations that changed, by turn; nil if one is new, or has another turn or kind.
  private func ordered(_ changed: [Station]) -> [(Int, Station)]? {
    var all: [(Int, Station)] = []
    for station in changed {
      guard let slot = roster.slot(of: station.key), !all.contains(where: { $0.0 == slot }),
        roster.isSimilar(slot, station)
      else { return nil }
      all.append((slot, station))
    }
    return all.sorted { turns[$0.0] < turns[$1.0] }
  }

  /// What was decided is in the ledger now. Returns false if something else is.
  private mutating func commit(_ changes: [Change]) -> Bool {
    guard !changes.isEmpty else { return true }
    guard changes == open else { return false }
    for change in changes {
      switch change {
      case .standing(let key, let standing): newStandings[key] = standing
      case .grace(let clock):
        guard case .station(let key) = clock.subject, let slot = roster.slot(of: key) else { break }
        newGraces[slot] = clock
      default: break
      }
    }
    open = []
    return true
  }

  /// A station that needs no license now.
  private mutating func rest(
    _ slot: Int, _ station: Station, _ delta: inout Difference
  ) -> Bool {
    let former = need(slot)
    stations[slot] = station
    if let hold = allotment.holds[slot] {
      guard station.givesBack == nil else { return false }
      var next = Earliest(after: now)
      next.consider(allotment.end(of: hold))
      if let since = station.record.absentSince {
        guard since + terms.absenceHold > now else { return false }
        next.consider(since + terms.absenceHold)
      }
      moments.set(slot, next.time ?? EarliestIndex.never)
      return true
    }
    // A lease that ended is kept for as long as there is a need.
    guard !allotment.roll.hasLease(slot), case .notNeeded(let why) = station.need else {
      return false
    }
    if former == .needed {
      pool.short -= 1
      moments.set(slot, EarliestIndex.never)
    }
    if former != station.need { delta.states[slot] = .notNeeded(why: why) }
    return true
  }

  /// A station that needs a license now.
  private mutating func cover(
    _ slot: Int, _ station: Station, _ delta: inout Difference
  ) -> Bool {
    let former = need(slot)
    stations[slot] = station
    guard former != .needed else { return true }
    if let hold = allotment.holds[slot] { return isAtRest(hold, slot) }
    guard !allotment.roll.hasLease(slot) else { return false }
    if let pack = allotment.choice(for: slot) {
      // The first lease of all ends the host's grace.
      guard let host, !host.isRunning(at: now) else { return false }
      let hold = allotment.fresh(pack, for: slot)
      allotment.hold(hold, by: slot)
      pool.used += 1
      pool.free -= 1
      guard pool.free >= 0, isAtRest(hold, slot), let lease = allotment.lease(slot)
      else { return false }
      delta.states[slot] = .licensed(lease)
      delta.leases.append(.lease(lease, isRenewal: false))
      return true
    }
    // Somebody might make room.
    guard !allotment.shelf.hasFree else { return false }
    goShort(slot, &delta)
    return true
  }

  /// Notes when the license is due; false if that is now.
  private mutating func isAtRest(_ hold: Hold, _ slot: Int) -> Bool {
    let due = allotment.renewalPoint(of: hold)
    guard due > now else { return false }
    moments.set(slot, min(due, allotment.end(of: hold)))
    return true
  }

  private mutating func goShort(_ slot: Int, _ delta: inout Difference) {
    let known = newGraces[slot] ?? graces.station(slot)
    let own =
      known
      ?? GraceClock(
        subject: .station(roster.keys[slot]), startedAt: now,
        endsAt: now + max(terms.stationGrace, .zero))
    if known == nil {
      newGraces[slot] = own
      delta.graces.append(.grace(own))
    }
    let cause = causes.cause(of: roster.kinds[slot], without: CollectionOfOne(slot), in: allotment)
    pool.short += 1
    switch own.remaining(with: host, at: now) {
    case .grace(let until):
      moments.set(slot, until.milliseconds == .max ? EarliestIndex.never : until)
      delta.states[slot] = .grace(until: until, cause: cause)
    case .over(let since): delta.states[slot] = .unlicensed(since: since, cause: cause)
    }
  }

  private func changes(_ delta: Difference) -> [Change] {
    let standings = delta.states.keys.sorted { turns[$0] < turns[$1] }.compactMap {
      slot -> Change? in
      let key = roster.keys[slot]
      guard let state = delta.states[slot] else { return nil }
      let standing = LicenseStanding(state)
      let former = newStandings[key] ?? self.standings[key]
      if former == standing || (former == nil && standing.state == "not-needed") { return nil }
      return .standing(key, standing)
    }
    return delta.leases + delta.graces + standings
  }
}

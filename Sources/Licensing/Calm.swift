import StationModel

/// A decision after which nothing is left to do until a date passes or something changes: stations
/// hold the licenses, every source answers, nothing is due, revoked or reserved.
///
/// What one station does then concerns no other. Whoever is short stays so: no license is free that
/// would suit it, and nobody who holds one could make room, or it would have been given. So a
/// station that needs a license now gets a free one or none, and one that needs none any more keeps
/// the one it has, if it has one; one that gives it back lets others have it. Whatever is not that simple is nil, and decided in full.
struct Calm {
  let roster: Roster
  var allotment: Allotment
  let graces: Graces
  let causes: Causes
  let host: GraceClock?
  let terms: LicenseTerms
  let standings: [StationKey: LicenseStanding]
  let turns: [Int]
  var moments: EarliestIndex
  let packDates: Timestamp
  var now: Timestamp
  var pool: PoolCount
  /// Decided and not yet committed.
  var open: [Change]
  // What is not as the last full decision had it.
  var stations: [Int: Station] = [:]
  var newGraces: [Int: GraceClock] = [:]
  var newStandings: [StationKey: LicenseStanding] = [:]

  /// Nil if there may be more to do than one station at a time shows.
  init?(_ outcome: Outcome, _ decision: LicensingDecision) {
    let planning = outcome.planning
    let main = planning.main
    guard planning.input.mode == .perDevice, planning.input.maintenance == nil,
      planning.catalog.isEverySourceReachable,
      main.reserve.isEmpty, main.roll.revoked.isEmpty, main.voided.isEmpty,
      main.roll.strays.isEmpty, planning.foreign.isEmpty,
      planning.roster.count == planning.input.stations.count,
      let host = outcome.hostGrace
    else { return nil }
    self.host = host
    roster = planning.roster
    allotment = main
    graces = planning.graces
    causes = outcome.causes
    terms = planning.input.terms
    standings = planning.input.standings
    now = planning.input.now
    pool = decision.pool
    open = decision.changes
    var turns = Array(repeating: 0, count: roster.count)
    for (turn, slot) in roster.order.enumerated() { turns[slot] = turn }
    self.turns = turns
    var dates = Earliest(after: now)
    for slot in planning.catalog.packs.indices {
      dates.consider(planning.catalog.packs[slot].validFrom)
      dates.consider(planning.catalog.ends[slot])
    }
    packDates = dates.time ?? EarliestIndex.never
    var leaves: [Timestamp] = []
    leaves.reserveCapacity(roster.count)
    for slot in 0..<roster.count {
      if let hold = main.holds[slot] {
        guard !roster.isNeeded[slot] || main.renewalPoint(of: hold) > now else { return nil }
        var next = Earliest(after: now)
        main.lookAhead(slot, isSettled: true, &next)
        leaves.append(next.time ?? EarliestIndex.never)
      } else if roster.isNeeded[slot],
        case .grace(let until, _)? = decision.states[roster.keys[slot]]
      {
        leaves.append(until)
      } else {
        leaves.append(EarliestIndex.never)
      }
    }
    moments = EarliestIndex(leaves)
  }

  var nextChange: Timestamp? {
    let next = min(moments.first, packDates)
    return next == EarliestIndex.never ? nil : next
  }

  func need(_ slot: Int) -> LicenseNeed { stations[slot]?.need ?? roster.need(slot) }

  var order: [StationKey] {
    let all = roster.order.map { (slot: $0, isNeeded: need($0) == .needed) }
    let holders = all.filter { allotment.holds[$0.slot] != nil }
    let others = all.filter { allotment.holds[$0.slot] == nil && $0.isNeeded }
    return (holders.filter(\.isNeeded) + holders.filter { !$0.isNeeded } + others)
      .map { roster.keys[$0.slot] }
  }
}

import StationModel

// The states where people hold the licenses.

extension Outcome {
  mutating func stateSeats() -> Found {
    guard let people = planning.people else { return Found(order: [], short: 0) }
    let roster = planning.roster
    let total = userLicenses()
    var covered: [Int] = []
    var uncovered: [(slot: Int, without: [Int])] = []
    for slot in roster.order {
      let visitors = people.visitors[slot]
      if visitors.isEmpty {
        state(slot, .notNeeded(why: emptyWords(slot)))
      } else if case .notNeeded(let why) = roster.need(slot) {
        state(slot, .notNeeded(why: why))
      } else {
        let without = visitors.filter { !isCovered($0, at: slot) }
        if without.isEmpty, let lease = firstToEnd(visitors) {
          state(slot, .licensed(lease))
          covered.append(slot)
        } else {
          uncovered.append((slot, without))
        }
      }
    }
    decideHostGrace(isShort: !uncovered.isEmpty)
    for (slot, without) in uncovered {
      state(slot, uncoveredState(slot, without, total))
      if let note = note(for: without) { notes[roster.keys[slot]] = note }
    }
    let over = planning.main.holds.indices.reduce(0) { sum, person in
      let isWithout = planning.main.roll.isNeeded[person] && planning.main.holds[person] == nil
      return isWithout ? sum + 1 : sum
    }
    return Found(
      order: (covered + uncovered.map(\.slot)).map { roster.keys[$0] }, short: uncovered.count,
      over: total > 0 ? over : 0)
  }

  private func emptyWords(_ slot: Int) -> String {
    let kinds: Coverage = [Coverage(.desktop), Coverage(.network)]
    let isOfPlugin = kinds.meets(planning.roster.kinds[slot])
    return "nobody is \(isOfPlugin ? "known to be signed in there" : "signed in")"
      + ", and people hold the licenses"
  }

  private func isCovered(_ person: Int, at slot: Int) -> Bool {
    guard let hold = planning.main.holds[person] else { return false }
    // Of a pack that cannot be looked up, what was granted is what is known.
    return hold.pack == Hold.unlisted
      || planning.catalog.coverage[hold.pack].meets(planning.roster.kinds[slot])
  }

  private func firstToEnd(_ visitors: [Int]) -> Lease? {
    visitors.compactMap { planning.main.lease($0) }.min {
      ($0.expiresAt, $0.holder) < ($1.expiresAt, $1.holder)
    }
  }

  private mutating func uncoveredState(
    _ slot: Int, _ without: [Int], _ total: Int
  ) -> LicenseState {
    let cause = causes.cause(of: planning.roster.kinds[slot], without: without, in: planning.main)
    switch uncovered(slot) {
    case .grace(let until): return .grace(until: until, cause: cause)
    case .over(let since) where cause == .exhausted && total > 0:
      let names = planning.people?.names ?? []
      return .over(since: since, users: without.map { names[$0] })
    case .over(let since):
      let lapses = without.compactMap { planning.main.lapse(of: $0) }
      return .unlicensed(since: lapses.reduce(since, max), cause: cause)
    }
  }

  private func note(for without: [Int]) -> String? {
    if let maintenance = planning.input.maintenance { return maintenance.grantsNothing }
    for person in without {
      guard let until = planning.main.roll.revoked[person], let names = planning.people?.names
      else { continue }
      let name = names[person]
      return "the license of \(name) was revoked, so \(name) goes last until \(until.utcText)"
    }
    return nil
  }

  /// All that are valid, held or not.
  private func userLicenses() -> Int { pool().total }

  func people() -> [Person] {
    guard let people = planning.people else { return [] }
    return people.names.indices.compactMap { slot in
      let lease = planning.main.lease(slot)
      guard lease != nil || !people.seats[slot].isEmpty else { return nil }
      return Person(
        name: people.names[slot],
        stations: people.seats[slot].map { planning.roster.keys[$0] }.sorted(), lease: lease)
    }
  }
}

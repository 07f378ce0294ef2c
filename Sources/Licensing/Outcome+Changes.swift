import StationModel

// What the ledger must change.

extension Outcome {
  /// All of them, in the order in which the decision has them.
  func changes() -> [Change] {
    // One array from the start: changes are large, and there may be many.
    var changes: [Change] = []
    let known = planning.input.standings
    let isSet = planning.input.mode != .unset
    let standings = planning.roster.order.filter { slot in
      guard let standing = self.standings[slot] else { return false }
      if let former = known.isEmpty ? nil : known[planning.roster.keys[slot]] {
        return former != standing.standing
      }
      return standing != .notNeeded
    }
    let allotment = planning.main
    let newLeases = isSet ? allotment.isNew.lazy.filter { $0 }.count : 0
    changes.reserveCapacity(newLeases + graces.count + standings.count)
    if isSet { addLeaseChanges(to: &changes) }
    for clock in graces { changes.append(.grace(clock)) }
    for slot in standings {
      guard let standing = self.standings[slot] else { continue }
      changes.append(.standing(planning.roster.keys[slot], standing.standing))
    }
    return changes
  }

  private func addLeaseChanges(to changes: inout [Change]) {
    let allotment = planning.main
    changes += releasesOfOthers()
    if !allotment.voided.isEmpty {
      for slot in allotment.roll.order where allotment.holds[slot] == nil {
        guard allotment.roll.hasLease(slot), let why = allotment.voided[slot] else { continue }
        changes.append(.release(allotment.roll.holder(slot), why: why))
      }
    }
    for slot in allotment.roll.order where allotment.isNew[slot] {
      guard let lease = allotment.newLease(slot) else { continue }
      changes.append(.lease(lease, isRenewal: allotment.isKept[slot]))
    }
  }

  /// Of stations that were forgotten, and of the kind of holder that the mode does not count.
  private func releasesOfOthers() -> [Change] {
    var whys = planning.main.roll.strays.map { ($0, "its station was forgotten") }
    let mode = planning.main.roll.kind == .device ? "device" : "user"
    whys += planning.foreign.map { ($0, "licenses are counted per \(mode) now") }
    return whys.filter { planning.catalog.isReleasable($0.0.pack) }
      .sorted { $0.0.holder < $1.0.holder }
      .map { .release($0.0.holder, why: $0.1) }
  }
}

import StationModel

// The states where stations hold the licenses, or nobody does yet.

extension Outcome {
  mutating func stateStations() -> Found {
    let roster = planning.roster
    let allotment = planning.main
    let isSet = planning.input.mode != .unset
    let uncovered = allotment.roll.order.filter {
      roster.isNeeded[$0] && !(isSet && allotment.holds[$0] != nil)
    }
    decideHostGrace(isShort: !uncovered.isEmpty)
    for slot in 0..<roster.count {
      if isSet, let lease = allotment.lease(slot) {
        state(slot, .licensed(lease))
      } else if case .notNeeded(let why) = roster.need(slot) {
        state(slot, .notNeeded(why: why))
      }
    }
    for slot in uncovered {
      let cause = causes.cause(
        of: roster.kinds[slot], without: CollectionOfOne(slot), in: allotment)
      switch self.uncovered(slot) {
      case .grace(let until):
        state(slot, .grace(until: until, cause: cause))
      case .over(var since):
        // A lease that outlived the grace covered it longer; one that is kept shows that.
        if isSet, let lapse = allotment.lapse(of: slot) { since = max(since, lapse) }
        state(slot, .unlicensed(since: since, cause: cause))
      }
      if isSet, let note = note(for: slot) { notes[roster.keys[slot]] = note }
    }
    return Found(order: queue(), short: uncovered.count)
  }

  private func queue() -> [StationKey] {
    let allotment = planning.main
    let holders = allotment.roll.order.filter { allotment.holds[$0] != nil }
    let others = allotment.roll.order.filter {
      allotment.holds[$0] == nil && allotment.roll.isNeeded[$0]
    }
    return (holders + others).map { planning.roster.keys[$0] }
  }

  private func note(for slot: Int) -> String? {
    if let maintenance = planning.input.maintenance { return maintenance.grantsNothing }
    let reserve = planning.main.reserve
    if let label = reserve.fullLabel(of: slot) { return label.limitWords }
    if let until = planning.main.roll.revoked[slot] {
      return "its license was revoked, so it goes last until \(until.utcText)"
    }
    for (index, label) in reserve.labels.enumerated() {
      let isOfUse = reserve.keptBack[index].contains {
        planning.catalog.coverage[$0.pack].isSuperset(of: planning.roster.kinds[slot])
      }
      if isOfUse { return label.keptBackWords(reserve.keptBackCount(index)) }
    }
    return nil
  }
}

extension Maintenance {
  /// Why somebody without a license gets none.
  var grantsNothing: String {
    "maintenance is on" + (until.map { " until \($0.utcText)" } ?? "")
      + ", and no new licenses are given until it ends"
  }
}

extension Reserve.Labelled {
  fileprivate func keptBackWords(_ count: Int) -> String {
    let some = count == 1 ? "license is" : "\(count) licenses are"
    return "the last \(some) reserved for label \(label)"
  }
}

import StationModel

// Licenses for labels: the most that stations with one may have, and those that are kept for them.

extension Allotment {
  /// Takes back what stations with one label have beyond its most; who goes short first, first.
  mutating func capLabels() {
    for index in reserve.labels.indices
    where reserve.labels[index].held > reserve.labels[index].most {
      var left = reserve.labels[index].most
      for slot in reserve.labels[index].members {
        guard let hold = holds[slot] else { continue }
        if left > 0 {
          left -= 1
        } else if isMovable(hold) {
          release(slot, reserve.labels[index].limitWords)
        }
      }
    }
  }

  /// Gives reserved licenses to those they are for, and keeps back what nobody claims.
  mutating func fillReservations() {
    guard !reserve.isEmpty else { return }
    for some in reserve.keptBack.joined() { giveBack(some) }
    var goesOn = true
    while goesOn {
      goesOn = false
      for index in reserve.labels.indices where fill(index) { goesOn = true }
    }
    for index in reserve.labels.indices { reserve.keptBack[index] = keepBack(for: index) }
  }

  /// Returns whether anybody was given a license.
  private mutating func fill(_ index: Int) -> Bool {
    let before = moves
    var others = roll.order[...]
    for slot in reserve.labels[index].members {
      guard reserve.labels[index].outstanding > 0 else { break }
      guard roll.isNeeded[slot], holds[slot] == nil, reserve.mayHold(slot), mayBeGiven(slot)
      else { continue }
      guard let pack = choice(for: slot) ?? licenseOfAnother(&others, for: slot, index)
      else { continue }
      hold(fresh(pack, for: slot), by: slot)
      // Stations with another of its labels may be able to spare theirs now.
      if reserve.hasSeveral(slot) { others = roll.order[...] }
    }
    return moves != before
  }

  /// Takes the license of the last of `others` who can spare it, so first of those that need none
  /// now. Returns its pack.
  private mutating func licenseOfAnother(
    _ others: inout ArraySlice<Int>, for slot: Int, _ index: Int
  ) -> Int? {
    while let other = others.popLast() {
      guard let hold = holds[other], isMovable(hold), shelf.given[hold.pack] > 0,
        catalog.coverage[hold.pack].isSuperset(of: roll.kinds[slot]), reserve.maySpare(other)
      else { continue }
      release(
        other,
        """
        its license was needed for station \(roll.number(slot)), for which one is reserved \
        (label \(reserve.labels[index].label))
        """)
      return hold.pack
    }
    return nil
  }

  /// Takes what is still outstanding off the shelf, as far as it is there.
  private mutating func keepBack(for index: Int) -> [Reserve.KeptBack] {
    var kept: [Reserve.KeptBack] = []
    var outstanding = reserve.labels[index].outstanding
    while outstanding > 0, let pack = choice(for: reserve.labels[index].kind) {
      let some = Reserve.KeptBack(pack: pack, count: min(outstanding, shelf.left[pack]))
      keepBack(some)
      kept.append(some)
      outstanding -= some.count
    }
    return kept
  }
}

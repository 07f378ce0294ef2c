import StationModel

// Licenses for those who need one and have none. Those of whom a license stands revoked come after
// all others, so each step is for the ones or for the others.

extension Allotment {
  /// Gives free licenses, in order.
  mutating func grant(isRevoked: Bool) {
    for slot in roll.order where waits(slot, isRevoked: isRevoked) {
      guard let pack = choice(for: slot) ?? partialChoice(for: slot) else { continue }
      hold(fresh(pack, for: slot), by: slot)
    }
  }

  /// While maintenance is on, only whoever had a license gets another in its place: packs are exchanged
  /// then.
  func mayBeGiven(_ slot: Int) -> Bool { !isMaintenance || roll.hasLease(slot) }

  private func waits(_ slot: Int, isRevoked: Bool) -> Bool {
    roll.isNeeded[slot] && holds[slot] == nil && reserve.mayHold(slot) && mayBeGiven(slot)
      && (roll.revoked.isEmpty || (roll.revoked[slot] != nil) == isRevoked)
  }

  /// A pack that covers some of the stations where a person sits, if none covers all.
  private func partialChoice(for slot: Int) -> Int? {
    roll.kinds[slot].count > 1 ? choice(for: slot, .some) : nil
  }

  /// Lets holders change to a pack that the ones without a license could not use, where that costs
  /// them nothing: a desktop that got its license before there was a pack for desktops only.
  mutating func makeRoom(isRevoked: Bool) {
    var goesOn = true
    while goesOn, shelf.hasFree {
      goesOn = false
      var movable: [Coverage: ArraySlice<Int>] = [:]
      for slot in roll.order where waits(slot, isRevoked: isRevoked) {
        let kinds = roll.kinds[slot]
        var candidates = movable[kinds] ?? holdersInTheWay(of: kinds)[...]
        while let holder = candidates.popFirst() {
          guard let pack = move(holder, outOfTheWayOf: kinds) else { continue }
          hold(fresh(pack, for: slot), by: slot)
          goesOn = true
          break
        }
        movable[kinds] = candidates
      }
    }
  }

  private func holdersInTheWay(of kinds: Coverage) -> [Int] {
    roll.order.filter { slot in
      // A person who is away may come back to any kind of station.
      guard roll.kinds[slot] != kinds, roll.kinds[slot] != .none else { return false }
      return isInTheWay(slot, of: kinds)
    }
  }

  /// Only a pack that could then give the license to somebody else is worth leaving.
  private func isInTheWay(_ slot: Int, of kinds: Coverage) -> Bool {
    guard let hold = holds[slot], isMovable(hold) else { return false }
    return catalog.coverage[hold.pack].isSuperset(of: kinds) && shelf.given[hold.pack] > 0
  }

  /// Moves a license to a pack that lasts as long, with its dates, as far as the pack is that old.
  /// Returns the pack it was in.
  private mutating func move(_ slot: Int, outOfTheWayOf kinds: Coverage) -> Int? {
    guard let hold = holds[slot], isInTheWay(slot, of: kinds) else { return nil }
    let end = end(of: hold)
    guard
      let new = shelf.first(
        for: roll.kinds[slot], endingAfter: end + Span(milliseconds: -1))
    else { return nil }
    drop(slot)
    self.hold(
      Hold(
        pack: new, grantedAt: max(hold.grantedAt, catalog.packs[new].validFrom), expiresAt: end),
      by: slot)
    return hold.pack
  }
}

import StationModel

// Licenses that are held go on.

extension Allotment {
  /// Renews what is due, in its own pack if that is trusted, or in another one that allows more.
  /// Who needs no license now is not renewed: the lease is kept to its end.
  mutating func renew() {
    let due = roll.order.filter(isDue)
    for slot in due { renew(slot) }
    // What they gave up may suit those that found nothing. The longest pack first: a license that
    // is given up now suits only those still to come, so that once more is enough.
    let ranked = due.filter(isDue).enumerated().sorted { left, right in
      let (mine, theirs) = (packEnd(of: left.element), packEnd(of: right.element))
      return mine != theirs ? mine > theirs : left.offset < right.offset
    }
    for (_, slot) in ranked { renew(slot) }
  }

  private func isDue(_ slot: Int) -> Bool {
    guard roll.isNeeded[slot], let hold = holds[slot], isMovable(hold) else { return false }
    return renewalPoint(of: hold) <= now
  }

  /// When this license is due for renewal: near its end, and a person's also when it is older than
  /// the terms say and a new one would last longer. (It would not if terms were longer once.)
  func renewalPoint(of hold: Hold) -> Timestamp {
    let end = end(of: hold)
    guard roll.kind == .user else { return windowStart(before: end) }
    let isOld = hold.grantedAt + terms.userExtension
    let isShorter = end + Span(milliseconds: -terms.wholeUserTerm.milliseconds)
    return min(windowStart(before: end), max(isOld, isShorter) + Span(milliseconds: 1))
  }

  /// From when on a license that ends then is near its end, and may go on in another pack.
  func windowStart(before end: Timestamp) -> Timestamp {
    end == EarliestIndex.never ? end : end + Span(milliseconds: -window.milliseconds)
  }

  private func isEnding(_ end: Timestamp) -> Bool { windowStart(before: end) <= now }

  private mutating func renew(_ slot: Int) {
    guard let hold = holds[slot], isMovable(hold) else { return }
    let end = end(of: hold)
    let fresh = fresh(hold.pack, for: slot)
    let best = catalog.isUntrusted[hold.pack] ? end : max(end, fresh.expiresAt)
    let fit: Shelf.Fit = isWhole(slot) ? .whole : .some
    if isEnding(best), let other = choice(for: slot, fit), catalog.ends[other] > best {
      drop(slot)
      self.hold(self.fresh(other, for: slot), by: slot)
    } else if best > end {
      extend(slot, to: fresh)
    }
  }

  /// The license covers every kind of station that it is needed for.
  private func isWhole(_ slot: Int) -> Bool {
    guard let hold = holds[slot], hold.pack != Hold.unlisted else { return true }
    return catalog.coverage[hold.pack].isSuperset(of: roll.kinds[slot])
  }

  private func packEnd(of slot: Int) -> Timestamp {
    guard let hold = holds[slot], hold.pack != Hold.unlisted else { return now }
    return catalog.ends[hold.pack]
  }

  /// Lets people whose license covers only some of the stations where they sit change to a pack that
  /// covers them all. What one gives up may suit another.
  mutating func seatWhole() {
    var goesOn = roll.kind == .user
    while goesOn {
      goesOn = false
      for slot in roll.order where roll.isNeeded[slot] {
        guard let hold = holds[slot], isMovable(hold), !isWhole(slot), let pack = choice(for: slot)
        else { continue }
        drop(slot)
        self.hold(fresh(pack, for: slot), by: slot)
        goesOn = true
      }
    }
  }
}

import StationModel

/// Which station has which license. The steps are called in this order: `settle`, `renew`, `grant`,
/// `makeRoom`. Each leaves what the ones before it gave, so that a second run changes nothing.
struct Allotment {
  let roll: Roll
  let terms: LicenseTerms
  let now: Timestamp
  private let refused: [String: String]
  private(set) var shelf: Shelf
  /// The leases that count, by the roll's slots.
  private(set) var leases: [Lease?]
  /// Which pack it is of, by the shelf's slots; nil too where the pack is not listed.
  private var packs: [Int?]
  /// Whose lease in the ledger still counted, and so is renewed rather than granted.
  private(set) var isKept: [Bool]
  /// Whose lease is not the one in the ledger.
  private(set) var isNew: [Bool]
  /// Why the lease in the ledger counts no longer and should be released.
  private(set) var voided: [String?]
  /// Leases that count, by the shelf's slots.
  private(set) var holders: [Int]

  init(_ input: LicensingInput, _ roll: Roll) {
    self.roll = roll
    terms = input.terms
    now = input.now
    refused = input.refused
    shelf = Shelf(input)
    leases = Array(repeating: nil, count: roll.count)
    packs = Array(repeating: nil, count: roll.count)
    isKept = Array(repeating: false, count: roll.count)
    isNew = isKept
    voided = Array(repeating: nil, count: roll.count)
    holders = Array(repeating: 0, count: shelf.packs.count)
  }

  /// Sorts the ledger's leases into those that count and those that do not.
  ///
  /// If leases are to be renewed (`isOpen`), a term that ran out while the pack is still good keeps
  /// its place: a computer that slept for weeks must not lose its leases to whoever comes. If not,
  /// every lease is reserved to its end, whoever is gone. A lease of an untrusted pack cannot be
  /// renewed, so it counts to its end and no longer; it is kept after that, as the memory of why
  /// its station is uncovered, and takes its place again when the key is trusted again.
  mutating func settle(isOpen: Bool) {
    for slot in roll.order {
      guard let lease = roll.held(slot) else { continue }
      guard let pack = shelf.slot(of: lease.pack) else {
        let why = refused[lease.pack]
        voided[slot] = "pack \(lease.pack) \(why.map { "does not count: \($0)" } ?? "was removed")"
        continue
      }
      if let why = objection(to: lease, of: slot, in: pack, isOpen: isOpen) {
        voided[slot] = why
        continue
      }
      guard now < shelf.ends[pack], !shelf.isUntrusted[pack] || now < lease.expiresAt else {
        continue
      }
      let count = max(shelf.packs[pack].count, 0)
      guard holders[pack] < count else {
        voided[slot] = "pack \(lease.pack) has only \(count) license\(count == 1 ? "" : "s")"
        continue
      }
      hold(lease, of: pack, by: slot)
      isKept[slot] = true
      isNew[slot] = false
    }
  }

  /// Why the lease should be released. Nil where it may count, and where it does not but is kept:
  /// the lease of a station in need whose pack ended is the only memory of why it is uncovered.
  private func objection(
    to lease: Lease, of slot: Int, in pack: Int, isOpen: Bool
  ) -> String? {
    let end = shelf.ends[pack]
    if !shelf.covers(pack, roll.kind(slot)) {
      return "pack \(lease.pack) does not cover \(roll.kind(slot).rawValue) stations"
    }
    // What was granted when the pack had begun still counts after the clock was set back.
    let start = shelf.packs[pack].validFrom
    if start > now, lease.grantedAt < start {
      return "pack \(lease.pack) is not valid before \(start.utcText)"
    }
    if roll.isNeeded(slot) {
      return isOpen || now < lease.expiresAt || now >= end
        ? nil : "its term ended at \(lease.expiresAt.utcText)"
    }
    if now >= end {
      return "pack \(lease.pack) ended at \(end.utcText) while the station needed no license"
    }
    if now >= lease.expiresAt {
      return "its term ended at \(lease.expiresAt.utcText) while the station needed no license"
    }
    if isOpen, let since = roll.absentSince(slot), since + terms.absenceHold <= now {
      return "absent since \(since.utcText), longer than \(terms.absenceHold.words)"
    }
    return nil
  }

  /// Renews what is due, in its own pack if that is trusted, or in another one that allows more. Stations that need
  /// no license now are not renewed: they keep their lease to its end.
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
    guard roll.isNeeded(slot), let end = end(of: slot) else { return false }
    return terms.renewalPoint(of: end) <= now
  }

  private mutating func renew(_ slot: Int) {
    guard let end = end(of: slot), let own = packs[slot] else { return }
    let fresh = terms.lease(of: shelf.packs[own], to: roll.key(slot), at: now)
    let best = shelf.isUntrusted[own] ? end : max(end, fresh.expiresAt)
    if terms.renewalPoint(of: best) <= now, let other = choice(for: roll.kind(slot)),
      shelf.ends[other] > best
    {
      drop(slot)
      hold(terms.lease(of: shelf.packs[other], to: roll.key(slot), at: now), of: other, by: slot)
    } else if best > end {
      leases[slot] = fresh
      isNew[slot] = true
    }
  }

  /// Gives a license to who needs one and has none, in order.
  mutating func grant() {
    for slot in roll.order where roll.isNeeded(slot) && leases[slot] == nil {
      guard let pack = choice(for: roll.kind(slot)) else { continue }
      hold(terms.lease(of: shelf.packs[pack], to: roll.key(slot), at: now), of: pack, by: slot)
    }
  }

  /// Lets holders change to a pack that the ones without a license could not use, where that costs
  /// them nothing: a desktop that got its license before there was a pack for desktops only.
  mutating func makeRoom() {
    var goesOn = true
    while goesOn, shelf.hasFree {
      goesOn = false
      var movable: [StationKind: ArraySlice<Int>] = [:]
      for slot in roll.order where roll.isNeeded(slot) && leases[slot] == nil {
        let kind = roll.kind(slot)
        var candidates = movable[kind] ?? holdersInTheWay(of: kind)[...]
        while let holder = candidates.popFirst() {
          guard let pack = move(holder, outOfTheWayOf: kind) else { continue }
          let lease = terms.lease(of: shelf.packs[pack], to: roll.key(slot), at: now)
          hold(lease, of: pack, by: slot)
          goesOn = true
          break
        }
        movable[kind] = candidates
      }
    }
  }

  private func holdersInTheWay(of kind: StationKind) -> [Int] {
    roll.order.filter { slot in
      guard roll.kind(slot) != kind, let pack = packs[slot] else { return false }
      // Only from a pack that could then give the license to somebody else.
      return shelf.covers(pack, kind) && shelf.licenses(of: pack, at: now) > 0
    }
  }

  /// Moves a lease to a pack that lasts as long, with its dates, as far as the pack is that old.
  /// Returns the pack it was in.
  private mutating func move(_ slot: Int, outOfTheWayOf kind: StationKind) -> Int? {
    guard var lease = leases[slot], let old = packs[slot], let end = end(of: slot),
      shelf.covers(old, kind),
      let new = shelf.first(
        for: roll.kind(slot), endingAfter: end + Span(milliseconds: -1))
    else { return nil }
    lease.pack = shelf.packs[new].id
    lease.grantedAt = max(lease.grantedAt, shelf.packs[new].validFrom)
    lease.expiresAt = end
    drop(slot)
    hold(lease, of: new, by: slot)
    return old
  }

  /// The preferred pack whose lease is not due for renewal at once; else the one that lasts longest.
  private func choice(for kind: StationKind) -> Int? {
    shelf.first(for: kind, endingAfter: now + terms.window) ?? shelf.latest(for: kind)
  }

  private mutating func hold(_ lease: Lease, of pack: Int, by slot: Int) {
    leases[slot] = lease
    packs[slot] = pack
    isNew[slot] = true
    holders[pack] += 1
    shelf.take(pack)
  }

  private mutating func drop(_ slot: Int) {
    guard let pack = packs[slot] else { return }
    leases[slot] = nil
    packs[slot] = nil
    holders[pack] -= 1
    shelf.give(pack)
  }

  private func packEnd(of slot: Int) -> Timestamp {
    packs[slot].map { shelf.ends[$0] } ?? now
  }

  /// When the lease that counts stops counting.
  func end(of slot: Int) -> Timestamp? {
    // Whatever the ledger says, no lease outlives its pack.
    guard let lease = leases[slot] else { return nil }
    return packs[slot].map { min(lease.expiresAt, shelf.ends[$0]) } ?? lease.expiresAt
  }
}

extension Allotment {
  /// While the source cannot be asked nothing is known but what was granted: a lease counts to its
  /// end, even if its pack is not listed or lists fewer licenses. Only of a pack that is not what
  /// was signed, no lease counts.
  mutating func trustLedger() {
    for slot in roll.order {
      guard let lease = roll.held(slot), refused[lease.pack] == nil else { continue }
      let pack = shelf.slot(of: lease.pack)
      guard now < (pack.map { min(lease.expiresAt, shelf.ends[$0]) } ?? lease.expiresAt) else {
        continue
      }
      leases[slot] = lease
      isKept[slot] = true
      packs[slot] = pack
      if let pack { holders[pack] += 1 }
    }
  }
}

import StationModel

// Which of the ledger's leases count.

extension Allotment {
  /// Sorts the ledger's leases into those that count and those that do not.
  ///
  /// If leases are to be renewed (`isOpen`), a term that ran out while the pack is still good keeps
  /// its place: a computer that slept for weeks must not lose its leases to whoever comes. If not,
  /// every lease is reserved to its end, whoever is gone. A lease of an untrusted pack cannot be
  /// renewed, so it counts to its end and no longer; it is kept after that, as the memory of why
  /// its holder is uncovered, and takes its place again when the key is trusted again.
  ///
  /// Of a source that does not answer nothing is known but what was granted: a lease counts to its
  /// end, even if its pack is not listed or lists fewer licenses.
  mutating func settle(isOpen: Bool) {
    guard isMaintenance, isOpen else { return settle(roll.order, isOpen: isOpen) }
    settle(roll.order.filter { idleObjection($0) == nil }, isOpen: isOpen)
  }

  /// While maintenance is on: what is idle keeps its license if nobody who needs one goes without his
  /// for it. It would get no other one when it is back.
  mutating func settleIdle() {
    settle(roll.order.filter { idleObjection($0) != nil }, isOpen: true)
    capLabels()
  }

  private mutating func settle(_ slots: [Int], isOpen: Bool) {
    var moving: [Moving] = []
    var last: (id: String, place: Catalog.Place)?
    for slot in slots {
      guard let lease = roll.lease(slot) else { continue }
      if last?.id != lease.pack { last = (lease.pack, catalog.place(of: lease.pack)) }
      guard let place = last?.place else { continue }
      switch place {
      case .refused(let why, let isReachable):
        if isReachable { void(slot, "pack \(lease.pack) does not count: \(why)") }
      case .unlisted:
        if catalog.isEverySourceReachable {
          void(slot, "pack \(lease.pack) was removed")
        } else {
          trust(lease, of: Hold.unlisted, by: slot)
        }
      case .listed(let pack):
        if !catalog.isReachable[pack] {
          trust(lease, of: pack, by: slot)
        } else if let heir = catalog.heir(of: pack, at: now), now < catalog.ends[heir] {
          moving.append(Moving(slot: slot, lease: lease, old: pack, new: heir))
        } else {
          settle(lease, of: pack, by: slot, isOpen: isOpen)
        }
      }
    }
    for each in moving { move(each, isOpen: isOpen) }
  }

  private mutating func trust(_ lease: Lease, of pack: Int, by slot: Int) {
    let hold = Hold(pack: pack, grantedAt: lease.grantedAt, expiresAt: lease.expiresAt)
    if now < end(of: hold) { keep(hold, by: slot) }
  }

  private mutating func settle(_ lease: Lease, of pack: Int, by slot: Int, isOpen: Bool) {
    // What was granted when the pack had begun still counts after the clock was set back.
    let start = catalog.packs[pack].validFrom
    if !covers(pack, slot) {
      void(slot, "pack \(lease.pack) does not cover \(roll.kinds[slot].words) stations")
    } else if start > now, lease.grantedAt < start {
      void(slot, "pack \(lease.pack) is not valid before \(start.utcText)")
    } else if let why = objection(to: lease, of: slot, in: pack, isOpen: isOpen) {
      void(slot, why)
    } else if now < catalog.ends[pack], !catalog.isUntrusted[pack] || now < lease.expiresAt {
      if hasRoom(pack) {
        keep(
          Hold(pack: pack, grantedAt: lease.grantedAt, expiresAt: lease.expiresAt), by: slot)
      } else {
        void(slot, "pack \(lease.pack) has only \(counted(shelf.counts[pack], "license"))")
      }
    }
  }

  /// A person who needs nothing now may be anywhere next.
  private func covers(_ pack: Int, _ slot: Int) -> Bool {
    roll.kinds[slot] == .none || catalog.coverage[pack].meets(roll.kinds[slot])
  }

  private func hasRoom(_ pack: Int) -> Bool { holders[pack] < shelf.counts[pack] }

  /// Why the lease should be released. Nil where it may count, and where it does not but is kept:
  /// the lease of somebody in need whose pack ended is the only memory of why they are uncovered.
  private func objection(
    to lease: Lease, of slot: Int, in pack: Int, isOpen: Bool
  ) -> String? {
    let end = catalog.ends[pack]
    if roll.isNeeded[slot] {
      return isOpen || now < lease.expiresAt || now >= end
        ? nil : "its term ended at \(lease.expiresAt.utcText)"
    }
    if now >= end {
      return "pack \(catalog.packs[pack].id) ended at \(end.utcText) \(roll.idleWords(slot))"
    }
    if now >= lease.expiresAt {
      return "its term ended at \(lease.expiresAt.utcText) \(roll.idleWords(slot))"
    }
    return isOpen && !isMaintenance ? idleObjection(slot) : nil
  }
}

extension Allotment {
  /// Why the lease of somebody who needs none now goes back; nil where it is kept.
  private func idleObjection(_ slot: Int) -> String? {
    guard !roll.isNeeded[slot] else { return nil }
    if let why = roll.givesBack(slot) { return why }
    if let since = roll.absentSince(slot), since + terms.absenceHold <= now {
      return "absent since \(since.utcText), longer than \(terms.absenceHold.words)"
    }
    return nil
  }
}

// MARK: Packs that were replaced

/// A lease that goes on in another pack.
private struct Moving {
  var slot: Int
  var lease: Lease
  var old: Int
  var new: Int
}

extension Allotment {
  /// Lets a lease go on in the pack that took its own one's place, if there is room.
  private mutating func move(_ moving: Moving, isOpen: Bool) {
    let (slot, lease, pack) = (moving.slot, moving.lease, moving.new)
    let replaced = "pack \(lease.pack) was replaced by \(catalog.packs[pack].id), which"
    if !covers(pack, slot) {
      void(slot, "\(replaced) does not cover \(roll.kinds[slot].words) stations")
    } else if let why = objection(to: lease, of: slot, in: pack, isOpen: isOpen) {
      void(slot, why)
    } else if catalog.isUntrusted[moving.old], now >= lease.expiresAt {
      // It ran out before it could go on; it stays as the memory of why its holder is uncovered.
    } else if hasRoom(pack) {
      let start = catalog.packs[pack].validFrom
      keep(
        Hold(
          pack: pack, grantedAt: max(lease.grantedAt, start),
          expiresAt: min(lease.expiresAt, catalog.ends[pack])), by: slot, isMoved: true)
    } else {
      void(slot, "\(replaced) has only \(counted(shelf.counts[pack], "license"))")
    }
  }
}

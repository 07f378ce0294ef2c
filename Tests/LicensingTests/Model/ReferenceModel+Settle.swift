import Licensing
import StationModel

/// Which leases of the ledger count. The others are released, or only remembered: the lease of somebody
/// in need whose pack ended is the reason why they are uncovered.
extension ReferenceModel {
  /// While no mode is set nothing is released, and what is held is reserved to its end.
  var isOpen: Bool { input.mode != .unset }

  mutating func settle() {
    for kind in LicenseKind.allCases {
      if input.mode.kind == kind.other {
        for lease in input.leases where lease.holder.kind == kind && isReleasable(lease) {
          released.insert(lease.holder)
        }
        continue
      }
      let leases = order(kind).compactMap(ledgerLease)
      // Those of the pack itself go before those that come from a pack that it replaced.
      for lease in leases where !isMoving(lease) { settle(lease) }
      for lease in leases where isMoving(lease) { settle(lease) }
    }
    for lease in input.leases where lease.holder.station != nil && station(lease.holder) == nil {
      if isReleasable(lease) { released.insert(lease.holder) }
    }
    if !isOpen { released = [] }
  }

  /// Only where the source answers.
  private func isReleasable(_ lease: Lease) -> Bool {
    offer(lease.pack)?.isReachable ?? refusal(lease.pack)?.isReachable ?? isEverySourceReachable
  }

  private func isMoving(_ lease: Lease) -> Bool {
    offer(lease.pack).map { home(of: $0).pack.id != $0.pack.id } ?? false
  }

  private mutating func settle(_ lease: Lease) {
    let holder = lease.holder
    guard refusal(lease.pack) == nil, let old = offer(lease.pack), old.isReachable else {
      if isReleasable(lease) {
        released.insert(holder)
      } else if refusal(lease.pack) == nil, now < end(of: lease) {
        keep(lease)
        happened.insert(.countsWithoutSource)
      }
      return
    }
    // Where the last pack of a chain has ended by itself, it is as if nothing had been replaced.
    let new = home(of: old).end > now ? home(of: old) : old
    if isOver(lease, new) {
      released.insert(holder)
    } else if now >= new.end || !old.isTrusted && now >= lease.expiresAt {
      // Remembered.
    } else if holders(of: new, holder.kind) >= new.pack.licenses(of: holder.kind) {
      released.insert(holder)
      happened.insert(isMoving(lease) ? .heirIsFull : .beyondCount)
    } else if new.pack.id == old.pack.id {
      keep(lease)
    } else {
      keep(
        Lease(
          holder: holder, pack: new.pack.id, grantedAt: max(lease.grantedAt, new.pack.validFrom),
          expiresAt: min(lease.expiresAt, new.end)))
      happened.insert(.wentToHeir)
    }
  }

  private mutating func keep(_ lease: Lease) {
    held[lease.holder] = lease
    kept.insert(lease.holder)
  }

  private mutating func isOver(_ lease: Lease, _ offer: Offer) -> Bool {
    let kinds = kinds(lease.holder)
    let isUseless = !kinds.isEmpty && offer.pack.coverage.isDisjoint(with: kinds)
    let isEarly = offer.pack.validFrom > now && lease.grantedAt < offer.pack.validFrom
    if isUseless || isEarly { return true }
    if isInNeed(lease.holder) { return !isOpen && now >= lease.expiresAt && now < offer.end }
    if now >= offer.end || now >= lease.expiresAt { return true }
    if isOpen, station(lease.holder)?.givesBack != nil {
      happened.insert(.gaveBack)
      return true
    }
    let absence = station(lease.holder)?.record.absentSince
    return isOpen && absence.map { $0 + terms.absenceHold <= now } ?? false
  }

  mutating func release(_ holder: Holder) {
    held[holder] = nil
    kept.remove(holder)
    released.insert(holder)
  }
}

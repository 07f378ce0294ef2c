import StationModel

/// Why a station in need has no license: four causes that are never mixed up.
struct Causes {
  private let common: LicenseCause?
  /// Kinds for which every pack that ever began has ended. An untrusted pack is like a full
  /// one while leases of it run, and like an ended one when it covers nobody any more.
  private let ended: Coverage

  init(_ planning: Planning) {
    if planning.input.mode == .unset {
      common = .unconfigured
    } else if !planning.catalog.isEverySourceReachable {
      common = .unreachable
    } else {
      common = nil
    }
    let catalog = planning.catalog
    let allotment = planning.main
    var good = Coverage.none
    var ended = Coverage.none
    for slot in catalog.packs.indices
    where allotment.shelf.counts[slot] > 0 && catalog.packs[slot].validFrom <= planning.input.now {
      if planning.input.now < catalog.ends[slot],
        !catalog.isUntrusted[slot] || allotment.holders[slot] > 0
      {
        good.formUnion(catalog.coverage[slot])
      } else {
        ended.formUnion(catalog.coverage[slot])
      }
    }
    self.ended = ended.subtracting(good)
  }

  /// Why a station of this kind is uncovered; `without` are those who would have to hold a license
  /// for it, the station itself or the people there, by the roll's slots.
  func cause(of kind: Coverage, without: some Sequence<Int>, in allotment: Allotment)
    -> LicenseCause
  {
    if let common { return common }
    if ended.meets(kind) { return .expired }
    // It had a license of its own, and nothing but its end or the pack's took it.
    let hadOne = without.contains { slot in
      allotment.holds[slot] == nil && allotment.roll.hasLease(slot)
        && allotment.voided[slot] == nil
    }
    return hadOne ? .expired : .exhausted
  }
}

extension Allotment {
  /// When the lease in the ledger, which no longer counts but was not taken, stopped to count.
  func lapse(of slot: Int) -> Timestamp? {
    guard holds[slot] == nil, voided[slot] == nil, let lease = roll.lease(slot) else { return nil }
    // What does not count at all covered nobody.
    if case .refused = catalog.place(of: lease.pack) { return nil }
    let pack = catalog.slot(of: lease.pack)
    let end = pack.map { min(lease.expiresAt, catalog.ends[$0]) } ?? lease.expiresAt
    return end <= now ? end : nil
  }
}

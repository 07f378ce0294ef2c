import StationModel

/// Why a station in need has no license: four causes that are never mixed up.
struct Causes {
  private let input: LicensingInput
  private let allotment: Allotment
  /// Kinds for which every pack that ever began has ended. An untrusted pack is like a full
  /// one while leases of it run, and like an ended one when it covers nobody any more.
  private let endedKinds: Set<StationKind>

  init(_ input: LicensingInput, _ allotment: Allotment) {
    self.input = input
    self.allotment = allotment
    var good: Set<StationKind> = []
    var ended: Set<StationKind> = []
    let shelf = allotment.shelf
    for (slot, pack) in shelf.packs.enumerated()
    where pack.count > 0 && pack.validFrom <= input.now {
      if input.now < pack.end, !shelf.isUntrusted[slot] || allotment.holders[slot] > 0 {
        good.formUnion(pack.coverage)
      } else {
        ended.formUnion(pack.coverage)
      }
    }
    endedKinds = ended.subtracting(good)
  }

  func cause(of slot: Int) -> LicenseCause {
    if input.mode == .unset { return .unconfigured }
    if case .unreachable = input.source { return .unreachable }
    if endedKinds.contains(allotment.roll.kind(slot)) { return .expired }
    // It had a license of its own, and nothing but its end or the pack's took it.
    if allotment.roll.hasLease(slot), allotment.voided[slot] == nil { return .expired }
    return .exhausted
  }
}

extension Allotment {
  /// When the lease in the ledger, which no longer counts, stopped to count.
  func lapse(of slot: Int) -> Timestamp? {
    guard leases[slot] == nil, let lease = roll.held(slot) else { return nil }
    let end =
      shelf.slot(of: lease.pack).map { min(lease.expiresAt, shelf.ends[$0]) } ?? lease.expiresAt
    return end <= now ? end : nil
  }
}

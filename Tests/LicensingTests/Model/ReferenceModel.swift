import Licensing
import StationModel

/// The rules of docs/licenses.md once more: as plain as possible and as slow as it likes. Leases are
/// counted by walking all of them, who is preferred is found by sorting all, and what one step gives up
/// is offered again until nothing changes any more.
struct ReferenceModel {
  let input: LicensingInput
  let offers: [Offer]
  private(set) var claimants: [Holder: Claimant] = [:]
  private(set) var orders: [LicenseKind: [Holder]] = [:]
  /// The leases that count.
  var held: [Holder: Lease] = [:]
  /// Whose lease in the ledger still counted, so that a new one is its renewal.
  var kept: Set<Holder> = []
  var released: Set<Holder> = []
  /// Licenses that are kept back for a label.
  var keptBack: [(label: String, pack: String)] = []
  /// What this decision was an example of.
  var happened: Set<Event> = []

  /// What the random lives must have tried, for their agreement to mean anything.
  enum Event: String, CaseIterable {
    case granted, renewed, changedPack, beyondCount, wentToHeir, heirIsFull, gaveBack
    case countsWithoutSource, madeRoom, beyondMost, claimed, tookFromAnother, keptBack
    case coversSomeSeats, seatedWhole
    /// Of states and notes.
    case grace, unlicensed, over, unconfigured, unreachable, exhausted, expired
    case revokedGoesLast, atMost, reservedForOthers
  }

  init(_ input: LicensingInput) {
    self.input = input
    offers = Self.offers(input)
    for holder in Self.holders(input) { claimants[holder] = claimant(holder) }
    for kind in LicenseKind.allCases { orders[kind] = sorted(kind) }
    settle()
    if input.mode != .unset { allot() }
  }

  var now: Timestamp { input.now }
  var terms: LicenseTerms { input.terms }
  var isEverySourceReachable: Bool { input.sources.allSatisfy { $0.state == .reachable } }

  func ledgerLease(_ holder: Holder) -> Lease? { input.leases.first { $0.holder == holder } }

  /// When a lease stops to count, whatever the ledger says.
  func end(of lease: Lease) -> Timestamp {
    min(lease.expiresAt, offer(lease.pack)?.end ?? lease.expiresAt)
  }
}

import Licensing
import StationModel

/// What must be true of every decision, whoever computed it.
struct Invariants {
  private let input: LicensingInput
  private let decision: LicensingDecision
  private let ledger: MiniLedger

  init(_ input: LicensingInput, _ decision: LicensingDecision, _ ledger: MiniLedger) {
    self.input = input
    self.decision = decision
    self.ledger = ledger
  }

  var violation: String? {
    stationsViolation ?? countsViolation ?? termsViolation ?? orderViolation ?? graceViolation
  }

  /// Nobody is licensed without a lease in the ledger.
  private var stationsViolation: String? {
    guard Set(decision.states.keys) == Set(input.stations.map(\.key)) else {
      return "not one state for each station"
    }
    for (key, state) in decision.states {
      guard case .licensed(let lease) = state else { continue }
      guard ledger.leases[lease.holder] == lease else {
        return "station \(key) is licensed by a lease that is not in the ledger"
      }
      guard input.now < lease.expiresAt else { return "station \(key) is licensed by an old lease" }
      guard lease.holder.kind == input.mode.kind else { return "a lease of the wrong kind" }
      if input.mode == .perDevice, lease.holder != .station(key) { return "a lease of another" }
    }
    return nil
  }

  /// Never more leases than licenses, where leases can be taken back.
  private var countsViolation: String? {
    guard let kind = input.mode.kind else { return nil }
    var seen: Set<String> = []
    for source in input.sources {
      for pack in source.packs where seen.insert(pack.id).inserted && source.state == .reachable {
        guard source.refused[pack.id] == nil else {
          if ledger.leases.values.contains(where: { $0.pack == pack.id }) {
            return "a lease of the refused pack \(pack.id)"
          }
          continue
        }
        let licensed = Set(
          decision.states.values.compactMap { state -> Holder? in
            if case .licensed(let lease) = state, lease.pack == pack.id {
              lease.holder
            } else {
              nil
            }
          }
        ).count
        if licensed > pack.licenses(of: kind) { return "too many are licensed by \(pack.id)" }
      }
    }
    let pool = decision.pool
    guard pool.used + pool.free == pool.total, pool.free >= pool.reserved, pool.reserved >= 0,
      pool.over >= 0
    else { return "numbers that do not add up: \(pool)" }
    return nil
  }

  /// New leases last as long as the terms say, and never longer than their pack.
  private var termsViolation: String? {
    for case .lease(let lease, _) in decision.changes where lease.grantedAt == input.now {
      // One that only moved to another pack keeps the end that it had.
      let former = input.leases.first { $0.holder == lease.holder }
      if let former, former.expiresAt >= lease.expiresAt { continue }
      let pack = input.sources.flatMap(\.packs).first { $0.id == lease.pack }
      let end = pack?.validUntil ?? Timestamp(milliseconds: .max)
      let (shortest, longest): (Span, Span) =
        lease.holder.kind == .user
        ? (input.terms.userTerm, input.terms.userTerm)
        : (
          .days(Int64(input.terms.termDays.lowerBound)),
          .days(Int64(input.terms.termDays.upperBound))
        )
      guard lease.expiresAt <= end, lease.expiresAt <= input.now + longest else {
        return "a lease that is too long: \(lease)"
      }
      let isCut = ReferenceModel(input).offers.contains { $0.end == lease.expiresAt }
      guard isCut || lease.expiresAt >= input.now + shortest else {
        return "a lease that is too short: \(lease)"
      }
    }
    return nil
  }

  /// Releases, leases, graces, standings; queue of everybody who needs or holds, each once.
  private var orderViolation: String? {
    let ranks = decision.changes.map { change in
      switch change {
      case .release: 0
      case .lease: 1
      case .grace: 2
      default: 3
      }
    }
    guard ranks == ranks.sorted() else { return "changes in the wrong order: \(decision.changes)" }
    guard Set(decision.order).count == decision.order.count else { return "twice in the order" }
    return nil
  }

  /// What began keeps its dates, and what is over stays over.
  private var graceViolation: String? {
    for old in input.graces {
      guard let new = ledger.graces[old.subject] else { return "a grace was forgotten" }
      guard (new.startedAt, new.deadline) == (old.startedAt, old.deadline) else {
        return "a grace was moved: \(old) became \(new)"
      }
      if !old.isRunning(at: input.now), new.isRunning(at: input.now) {
        return "a grace that was over runs again: \(new)"
      }
    }
    return nil
  }
}

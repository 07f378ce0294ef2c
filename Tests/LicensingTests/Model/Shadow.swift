import Licensing
import StationModel

/// The planner that decides only about what changed, driven along: it must say what deciding anew says.
struct Shadow {
  private var planner = LicensePlanner()
  /// What the planner knows of the ledger and the rest.
  private var known: LicensingInput?
  private var decision: LicensingDecision?
  /// What was committed since the last decision.
  private var committed: [Change] = []

  mutating func commit(_ changes: [Change]) { committed = changes }

  /// What is wrong; nil if nothing is.
  mutating func check(_ input: LicensingInput, _ anew: LicensingDecision) -> String? {
    let changes = committed
    committed = []
    defer { known = input }
    guard let known, var updated = decision, isUpdate(from: known, changes, to: input) else {
      let full = planner.decide(input)
      decision = full
      return full == anew
        ? nil : "planner decides otherwise: " + Comparison.text(full, anew, of: input)
    }
    let former = Dictionary(uniqueKeysWithValues: known.stations.map { ($0.key, $0) })
    let changed = input.stations.filter { former[$0.key] != $0 }
    updated.apply(planner.update(changed, committed: changes, now: input.now))
    updated.order = planner.order
    decision = updated
    return updated == anew
      ? nil : "planner updates otherwise: " + Comparison.text(updated, anew, of: input)
  }

  /// Whether only stations, the time and what was committed differ.
  private func isUpdate(
    from known: LicensingInput, _ changes: [Change], to input: LicensingInput
  ) -> Bool {
    var ledger = MiniLedger()
    for lease in known.leases { ledger.leases[lease.holder] = lease }
    for clock in known.graces { ledger.graces[clock.subject] = clock }
    ledger.standings = known.standings
    guard ledger.commit(changes, packs: input.sources.flatMap(\.packs), at: input.now) == nil,
      known.sources == input.sources, known.mode == input.mode, known.terms == input.terms,
      Set(known.stations.map(\.key)).isSubset(of: input.stations.map(\.key)),
      Set(known.reservations.map(\.label)) == Set(input.reservations.map(\.label)),
      known.reservations.allSatisfy(input.reservations.contains),
      known.revocations == input.revocations, ledger.standings == input.standings
    else { return false }
    return ledger.leases == Dictionary(uniqueKeysWithValues: input.leases.map { ($0.holder, $0) })
      && ledger.graces == Dictionary(uniqueKeysWithValues: input.graces.map { ($0.subject, $0) })
  }
}

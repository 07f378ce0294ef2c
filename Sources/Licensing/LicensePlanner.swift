public import StationModel

/// Decides again and again, and keeps what it knew: where one station changes among very many, only
/// that one is thought about. Always gives what ``license(_:)`` would give.
public struct LicensePlanner: Sendable {
  private var picture: LicensingPicture?
  private var last: LicensingDecision?
  /// The states since `last`, which other owners may share.
  private var newer: [StationKey: LicenseState] = [:]
  /// What the last decision knew; nil where nothing can be said without deciding anew.
  private var calm: Calm?

  /// How often all was decided anew.
  private(set) var fullDecisions = 0

  public init() {}

  /// Decides in full about what may be a wholly different host.
  public mutating func decide(_ input: LicensingInput) -> LicensingDecision {
    picture = LicensingPicture(input)
    return decideInFull(input)
  }

  /// Decides after these stations changed or came, and these changes were committed to the ledger:
  /// those that the planner said last, or others to leases, graces, standings, reservations and the
  /// mode. After anything else, or when a station went, decide in full. Before the first decision
  /// there is nothing to update, and nothing is different.
  public mutating func update(
    _ changed: [Station] = [], committed: [Change] = [], now: Timestamp
  ) -> LicensingDelta {
    guard picture != nil, let last else {
      return LicensingDelta(
        nextChange: nil, pool: PoolCount(total: 0, used: 0, free: 0, short: 0))
    }
    let delta = calm?.update(changed, committed: committed, now: now)
    picture?.note(changed, committed: committed, now: now)
    if let delta {
      newer.merge(delta.states) { $1 }
      return delta
    }
    calm = nil
    var old = last
    for (key, state) in newer { old.states[key] = state }
    guard let input = picture?.settle() else { return LicensingDelta(from: old, to: old) }
    return LicensingDelta(from: old, to: decideInFull(input))
  }

  /// As ``LicensingDecision/order`` is now. Made anew each time.
  public var order: [StationKey] { calm?.order ?? last?.order ?? [] }

  private mutating func decideInFull(_ input: LicensingInput) -> LicensingDecision {
    var outcome = Outcome(Planning(input))
    let decision = outcome.decision()
    fullDecisions += 1
    newer = [:]
    last = decision
    calm = Calm(outcome, decision)
    return decision
  }
}

public import StationModel

/// Who is covered, and what must change in the ledger so that it is true.
public struct LicensingDecision: Sendable, Equatable {
  /// One state for every station of the roster.
  public var states: [StationKey: LicenseState]
  /// Releases, then leases, then graces. To be committed together: only as a whole do they keep
  /// every pack within its count.
  public var changes: [Change]
  /// Who goes first: stations that need a license or hold one. Holders come first, then those in
  /// need, then higher priority, older enrollment, lower number, key. The last go short first.
  public var order: [StationKey]
  /// The earliest later moment at which the decision can differ although nothing else changes.
  public var nextChange: Timestamp?
  public var pool: PoolCount

  public init(
    states: [StationKey: LicenseState], changes: [Change], order: [StationKey],
    nextChange: Timestamp?, pool: PoolCount
  ) {
    self.states = states
    self.changes = changes
    self.order = order
    self.nextChange = nextChange
    self.pool = pool
  }
}

/// The licenses by number, after the decision.
public struct PoolCount: Sendable, Equatable {
  /// Of all packs that are valid now; of an untrusted one only what is held. Saturates. Never less
  /// than `used`.
  public var total: Int
  /// Held by a lease that counts, also while the mode is `unset`.
  public var used: Int
  public var free: Int
  /// Stations that need a license and have none.
  public var short: Int

  public init(total: Int, used: Int, free: Int, short: Int) {
    self.total = total
    self.used = used
    self.free = free
    self.short = short
  }
}

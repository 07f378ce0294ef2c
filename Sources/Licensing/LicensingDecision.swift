public import StationModel

/// Who is covered, and what must change in the ledger so that it is true.
public struct LicensingDecision: Sendable, Equatable {
  /// One state for every station of the roster.
  public var states: [StationKey: LicenseState]
  /// Releases, then leases, graces and standings. To be committed together: only as a whole do they
  /// keep every pack within its count.
  public var changes: [Change]
  /// Who goes first: stations that need a license or hold one; under `per-user` those where the
  /// people sit. Holders come first, then those without a revocation, then higher priority, older
  /// enrollment, lower number, key. The last go short first.
  public var order: [StationKey]
  /// The earliest later moment at which the decision can differ although nothing else changes.
  public var nextChange: Timestamp?
  public var pool: PoolCount
  /// For some stations that are not covered: a sentence that explains more than the cause does.
  public var notes: [StationKey: String]
  /// Under `per-user`: everybody who is signed in or holds a lease, by name.
  public var people: [Person]

  public init(
    states: [StationKey: LicenseState], changes: [Change], order: [StationKey],
    nextChange: Timestamp?, pool: PoolCount, notes: [StationKey: String] = [:],
    people: [Person] = []
  ) {
    self.states = states
    self.changes = changes
    self.order = order
    self.nextChange = nextChange
    self.pool = pool
    self.notes = notes
    self.people = people
  }
}

public import StationModel

/// What is different from the decision before. `order` is not in it: ask the planner for that.
public struct LicensingDelta: Sendable, Equatable {
  /// Of the stations that have another state now.
  public var states: [StationKey: LicenseState]
  /// Of the stations that have another note now; nil where there is none any more.
  public var notes: [StationKey: String?]
  /// All that is to be committed now, as in ``LicensingDecision/changes``.
  public var changes: [Change]
  public var nextChange: Timestamp?
  public var pool: PoolCount
  /// Nil if nobody signed in or out, and nobody's license changed.
  public var people: [Person]?

  public init(
    states: [StationKey: LicenseState] = [:], notes: [StationKey: String?] = [:],
    changes: [Change] = [], nextChange: Timestamp?, pool: PoolCount, people: [Person]? = nil
  ) {
    self.states = states
    self.notes = notes
    self.changes = changes
    self.nextChange = nextChange
    self.pool = pool
    self.people = people
  }

  /// From one decision to another about the same stations, or more.
  init(from old: LicensingDecision, to new: LicensingDecision) {
    self.init(changes: new.changes, nextChange: new.nextChange, pool: new.pool)
    for (key, state) in new.states where old.states[key] != state { states[key] = state }
    for (key, note) in new.notes where old.notes[key] != note { notes[key] = .some(note) }
    for key in old.notes.keys where new.notes[key] == nil { notes[key] = .some(nil) }
    if old.people != new.people { people = new.people }
  }
}

extension LicensingDecision {
  /// Makes it what the planner says now, but for `order`.
  public mutating func apply(_ delta: LicensingDelta) {
    for (key, state) in delta.states { states[key] = state }
    for (key, note) in delta.notes { notes[key] = note }
    changes = delta.changes
    nextChange = delta.nextChange
    pool = delta.pool
    if let people = delta.people { self.people = people }
  }
}

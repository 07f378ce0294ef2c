public import StationModel

/// A station whose license state would be another one.
public struct StateDifference: Sendable, Equatable {
  public var station: StationKey
  public var number: Int
  public var name: String
  public var before: LicenseState?
  public var after: LicenseState?

  public init(
    station: StationKey, number: Int, name: String, before: LicenseState?, after: LicenseState?
  ) {
    self.station = station
    self.number = number
    self.name = name
    self.before = before
    self.after = after
  }
}

/// The stations whose state differs in its name, its cause, the pack, or by more than a day in the
/// end of a lease or a grace. By number, then key.
public func stateDifferences(
  _ before: LicensingDecision, _ after: LicensingDecision, stations: [Station]
) -> [StateDifference] {
  var seen: Set<StationKey> = []
  return stations.compactMap { station -> StateDifference? in
    guard seen.insert(station.key).inserted else { return nil }
    let (old, new) = (before.states[station.key], after.states[station.key])
    guard differs(old, new) else { return nil }
    return StateDifference(
      station: station.key, number: station.record.number, name: station.record.name, before: old,
      after: new)
  }.sorted { ($0.number, $0.station) < ($1.number, $1.station) }
}

private func differs(_ old: LicenseState?, _ new: LicenseState?) -> Bool {
  switch (old, new) {
  case (.licensed(let mine)?, .licensed(let theirs)?):
    mine.pack != theirs.pack || isMoreThanADay(mine.expiresAt, theirs.expiresAt)
  case (.grace(let mine, let cause)?, .grace(let theirs, let other)?):
    cause != other || isMoreThanADay(mine, theirs)
  default: old?.name != new?.name || old?.cause != new?.cause
  }
}

private func isMoreThanADay(_ left: Timestamp, _ right: Timestamp) -> Bool {
  max(left, right) - min(left, right) > .days(1)
}

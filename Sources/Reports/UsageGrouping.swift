/// What a report has a row of its own for, in each period.
public enum UsageGrouping: String, Sendable, Codable, CaseIterable {
  case none, pack
  /// A station with several labels counts for each of them.
  case label
  /// The people who hold licenses; licenses of stations are the rest.
  case user
  /// The stations, licensed or not; licenses of people are the rest.
  case station

  /// Stations have states, packs and people have none: only here are there denials and minutes.
  public var hasStates: Bool { self == .none || self == .label || self == .station }
}

public import StationModel

/// Somebody who is signed in or holds a license.
public struct Person: Sendable, Equatable {
  public var name: String
  /// Where they are signed in; sorted.
  public var stations: [StationKey]
  /// Nil if none counts.
  public var lease: Lease?

  public init(name: String, stations: [StationKey], lease: Lease?) {
    self.name = name
    self.stations = stations
    self.lease = lease
  }
}

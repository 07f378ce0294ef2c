public import StationModel

/// What is known beyond the hardware itself.
public struct Guidance: Sendable, Equatable {
  /// The displays that an administrator bound, by the station that they were bound to.
  public var bindings: [StationKey: DisplayPlace]
  /// The stations that the ledger knows.
  public var enrolled: Set<StationKey>

  public init(bindings: [StationKey: DisplayPlace] = [:], enrolled: Set<StationKey> = []) {
    self.bindings = bindings
    self.enrolled = enrolled
  }

  /// The highest authority that speaks for this place: the administrator's binding, then the
  /// ledger's memory. Nil if neither does.
  func authority(for key: StationKey) -> Authority? {
    if bindings[key] != nil { return .administrator }
    return enrolled.contains(key) ? .enrollment : nil
  }
}

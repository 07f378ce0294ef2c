public import StationModel

/// All that licenses depend on, at one moment. The order of the arrays does not matter; of two
/// entries with the same key one is taken, always the same.
public struct LicensingInput: Sendable, Equatable {
  /// The roster: every station that is enrolled, absent ones too.
  public var stations: [Station]
  public var packs: [Pack]
  public var leases: [Lease]
  public var graces: [GraceClock]
  public var mode: LicenseMode
  public var source: SourceState
  public var terms: LicenseTerms
  public var now: Timestamp

  public init(
    stations: [Station], packs: [Pack], leases: [Lease], graces: [GraceClock], mode: LicenseMode,
    source: SourceState, terms: LicenseTerms = LicenseTerms(), now: Timestamp
  ) {
    self.stations = stations
    self.packs = packs
    self.leases = leases
    self.graces = graces
    self.mode = mode
    self.source = source
    self.terms = terms
    self.now = now
  }
}

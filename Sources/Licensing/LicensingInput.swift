public import StationModel

/// All that licenses depend on, at one moment. The order of the arrays does not matter; of two
/// entries with the same key one is taken, always the same.
public struct LicensingInput: Sendable, Equatable {
  /// The roster: every station that is enrolled, absent ones too.
  public var stations: [Station]
  /// All packs, those of `untrusted` and `refused` too.
  public var packs: [Pack]
  /// Packs whose key is not trusted now, by id, with the reason. What was granted of them runs to
  /// its end; they give nothing more and show nothing as free.
  public var untrusted: [String: String]
  /// Packs that are not what their issuer signed, by id, with the reason. They do not count at all.
  public var refused: [String: String]
  public var leases: [Lease]
  public var graces: [GraceClock]
  public var mode: LicenseMode
  public var source: SourceState
  public var terms: LicenseTerms
  public var now: Timestamp

  public init(
    stations: [Station], packs: [Pack], untrusted: [String: String] = [:],
    refused: [String: String] = [:], leases: [Lease], graces: [GraceClock], mode: LicenseMode,
    source: SourceState, terms: LicenseTerms = LicenseTerms(), now: Timestamp
  ) {
    self.stations = stations
    self.packs = packs
    self.untrusted = untrusted
    self.refused = refused
    self.leases = leases
    self.graces = graces
    self.mode = mode
    self.source = source
    self.terms = terms
    self.now = now
  }
}

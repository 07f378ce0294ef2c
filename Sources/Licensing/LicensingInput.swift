public import StationModel

/// All that licenses depend on, at one moment. The order of the arrays does not matter, but for
/// `sources`; of two entries with the same key one is taken, always the same.
public struct LicensingInput: Sendable, Equatable {
  /// The roster: every station that is enrolled, absent ones too; with who is signed in there.
  public var stations: [Station]
  /// In order of preference.
  public var sources: [SourcePicture]
  /// Of stations and of people.
  public var leases: [Lease]
  public var graces: [GraceClock]
  public var reservations: [Reservation]
  /// Those whose time is over may be among them.
  public var revocations: [Revocation]
  /// What the history last recorded of each station.
  public var standings: [StationKey: LicenseStanding]
  public var mode: LicenseMode
  /// While it is on, nobody gets a license who has none; whoever holds one keeps it.
  public var maintenance: Maintenance?
  public var terms: LicenseTerms
  public var now: Timestamp

  public init(
    stations: [Station], sources: [SourcePicture], leases: [Lease] = [],
    graces: [GraceClock] = [], reservations: [Reservation] = [], revocations: [Revocation] = [],
    standings: [StationKey: LicenseStanding] = [:], mode: LicenseMode = .perDevice,
    maintenance: Maintenance? = nil, terms: LicenseTerms = LicenseTerms(), now: Timestamp
  ) {
    self.stations = stations
    self.sources = sources
    self.leases = leases
    self.graces = graces
    self.reservations = reservations
    self.revocations = revocations
    self.standings = standings
    self.mode = mode
    self.maintenance = maintenance
    self.terms = terms
    self.now = now
  }

  /// With one pool, the host's own.
  public init(
    stations: [Station], packs: [Pack], untrusted: [String: String] = [:],
    refused: [String: String] = [:], leases: [Lease], graces: [GraceClock], mode: LicenseMode,
    source: SourceState, terms: LicenseTerms = LicenseTerms(), now: Timestamp
  ) {
    self.init(
      stations: stations,
      sources: [
        SourcePicture(state: source, packs: packs, untrusted: untrusted, refused: refused)
      ],
      leases: leases, graces: graces, mode: mode, terms: terms, now: now)
  }
}

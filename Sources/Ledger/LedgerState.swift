public import StationModel

/// Everything that the ledger keeps, but its history.
public struct LedgerState: Sendable, Equatable {
  /// By number.
  public var enrolled: [Enrolled]
  /// By the time when they were added, then by id.
  public var packs: [StoredPack]
  /// By the holder's text, in the order of its bytes.
  public var leases: [Lease]
  /// Those that are not over, and some that are: they go with the next commit. By holder and time.
  public var revocations: [Revocation]
  /// By label.
  public var reservations: [Reservation]
  /// All that ever began, with the dates that count now.
  public var graces: [GraceClock]
  /// What was written last of each station's license state.
  public var standings: [StationKey: StoredStanding]
  /// Those that are not closed.
  public var notices: [Notice]
  /// Who was told what, as long as it is remembered. By notice, then by recipient.
  public var tellings: [Telling]
  /// Those that are not over, and some that are. By cause, then by audience.
  public var mutes: [Mute]
  /// By key.
  public var ignored: [Ignored]
  /// Serial numbers that identify nothing.
  public var shared: Set<SerialMark>
  public var mode: LicenseMode
  /// Nil while no administrator works on this computer.
  public var maintenance: Maintenance?
  /// The latest time that was ever noted; nil in a new ledger. It goes back only when the clock was
  /// put right by that much.
  public var highWater: Timestamp?

  public init(
    enrolled: [Enrolled] = [], packs: [StoredPack] = [], leases: [Lease] = [],
    revocations: [Revocation] = [], reservations: [Reservation] = [], graces: [GraceClock] = [],
    standings: [StationKey: StoredStanding] = [:], notices: [Notice] = [],
    tellings: [Telling] = [], mutes: [Mute] = [], ignored: [Ignored] = [],
    shared: Set<SerialMark> = [], mode: LicenseMode = .unset,
    maintenance: Maintenance? = nil, highWater: Timestamp? = nil
  ) {
    self.enrolled = enrolled
    self.packs = packs
    self.leases = leases
    self.revocations = revocations
    self.reservations = reservations
    self.graces = graces
    self.standings = standings
    self.notices = notices
    self.tellings = tellings
    self.mutes = mutes
    self.ignored = ignored
    self.shared = shared
    self.mode = mode
    self.maintenance = maintenance
    self.highWater = highWater
  }
}

/// A pack and the signed token that it came from, which proves it.
public struct StoredPack: Sendable, Equatable {
  public var pack: Pack
  public var token: String

  public init(pack: Pack, token: String) {
    self.pack = pack
    self.token = token
  }
}

/// A station's license state and since when it is so.
public struct StoredStanding: Sendable, Equatable {
  public var license: LicenseStanding
  public var since: Timestamp

  public init(license: LicenseStanding, since: Timestamp) {
    self.license = license
    self.since = since
  }
}

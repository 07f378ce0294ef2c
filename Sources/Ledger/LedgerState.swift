public import StationModel

/// Everything that the ledger keeps, but its history.
public struct LedgerState: Sendable, Equatable {
  /// By number.
  public var enrolled: [Enrolled]
  /// By the time when they were added.
  public var packs: [StoredPack]
  /// By station.
  public var leases: [Lease]
  /// All that ever began.
  public var graces: [GraceClock]
  /// Those that are not closed.
  public var notices: [Notice]
  /// By key.
  public var ignored: [Ignored]
  /// Serial numbers that identify nothing.
  public var shared: Set<SerialMark>
  public var mode: LicenseMode
  /// The latest time that was ever noted; nil in a new ledger.
  public var highWater: Timestamp?

  public init(
    enrolled: [Enrolled] = [], packs: [StoredPack] = [], leases: [Lease] = [],
    graces: [GraceClock] = [], notices: [Notice] = [], ignored: [Ignored] = [],
    shared: Set<SerialMark> = [], mode: LicenseMode = .unset, highWater: Timestamp? = nil
  ) {
    self.enrolled = enrolled
    self.packs = packs
    self.leases = leases
    self.graces = graces
    self.notices = notices
    self.ignored = ignored
    self.shared = shared
    self.mode = mode
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

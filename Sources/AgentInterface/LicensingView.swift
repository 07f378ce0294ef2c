public import DBus

/// The license pool and all that concerns it as a whole.
public struct LicensingView: WireView {
  /// unset, per-device or per-user.
  public var mode: String
  /// Licenses of the mode's kind in packs that count now.
  public var licenses: Int
  public var licensesUsed: Int
  /// Of those that are free: kept back for labels.
  public var licensesReserved: Int
  /// Stations that need a license and have none.
  public var stationsShort: Int
  /// People without a license although there are user licenses.
  public var peopleOver: Int
  /// Where licenses come from, in the order in which they are asked.
  public var sources: [SourceView]
  public var hostGraceStarted: WireTime?
  /// The deadline, with all extensions.
  public var hostGraceEnds: WireTime?
  /// When the first license ended it early.
  public var hostGraceEnded: WireTime?
  /// What a pack must name that is for this host only.
  public var hostID: String
  /// Empty if it belongs to none.
  public var site: String
  /// Everybody who is signed in at a station or holds a license, by name.
  public var people: [PersonView]
  /// Why it is not known who is signed in; nil if it is.
  public var peopleUnknown: String?
  public var reservations: [ReservationView]
  public var revocations: [RevocationView]
  /// What is wrong with the ledger, each a sentence and what to do; empty if nothing is.
  public var ledgerTroubles: [String]
  /// Where the agent keeps copies of its ledger.
  public var backupFolder: String

  public init(
    mode: String, licenses: Int, licensesUsed: Int, licensesReserved: Int = 0,
    stationsShort: Int, peopleOver: Int = 0, sources: [SourceView], hostGraceStarted: WireTime?,
    hostGraceEnds: WireTime?, hostGraceEnded: WireTime?, hostID: String = "", site: String = "",
    people: [PersonView] = [], peopleUnknown: String? = nil,
    reservations: [ReservationView] = [], revocations: [RevocationView] = [],
    ledgerTroubles: [String] = [], backupFolder: String = ""
  ) {
    self.mode = mode
    self.licenses = licenses
    self.licensesUsed = licensesUsed
    self.licensesReserved = licensesReserved
    self.stationsShort = stationsShort
    self.peopleOver = peopleOver
    self.sources = sources
    self.hostGraceStarted = hostGraceStarted
    self.hostGraceEnds = hostGraceEnds
    self.hostGraceEnded = hostGraceEnded
    self.hostID = hostID
    self.site = site
    self.people = people
    self.peopleUnknown = peopleUnknown
    self.reservations = reservations
    self.revocations = revocations
    self.ledgerTroubles = ledgerTroubles
    self.backupFolder = backupFolder
  }

  public var properties: [String: Value] {
    [
      "Mode": .string(mode), "Licenses": .uint32(UInt32(clamping: licenses)),
      "LicensesUsed": .uint32(UInt32(clamping: licensesUsed)),
      "LicensesReserved": .uint32(UInt32(clamping: licensesReserved)),
      "StationsShort": .uint32(UInt32(clamping: stationsShort)),
      "PeopleOver": .uint32(UInt32(clamping: peopleOver)),
      "Sources": .array(of: SourceView.signature, sources.map(\.value)),
      "HostGraceStarted": WireTime.value(hostGraceStarted),
      "HostGraceEnds": WireTime.value(hostGraceEnds),
      "HostGraceEnded": WireTime.value(hostGraceEnded),
      "HostID": .string(hostID), "Site": .string(site),
      "People": .array(of: PersonView.signature, people.map(\.value)),
      "PeopleUnknown": .string(peopleUnknown ?? ""),
      "Reservations": .array(of: ReservationView.signature, reservations.map(\.value)),
      "Revocations": .array(of: RevocationView.signature, revocations.map(\.value)),
      "LedgerTroubles": .strings(ledgerTroubles), "BackupFolder": .string(backupFolder),
    ]
  }

  public init?(properties: [String: Value]) {
    var wire = WireReader(properties)
    mode = wire.text("Mode")
    licenses = wire.number("Licenses")
    licensesUsed = wire.number("LicensesUsed")
    licensesReserved = wire.number("LicensesReserved")
    stationsShort = wire.number("StationsShort")
    peopleOver = wire.number("PeopleOver")
    sources = wire.list("Sources").compactMap(SourceView.init)
    hostGraceStarted = wire.time("HostGraceStarted")
    hostGraceEnds = wire.time("HostGraceEnds")
    hostGraceEnded = wire.time("HostGraceEnded")
    hostID = wire.text("HostID")
    site = wire.text("Site")
    people = wire.list("People").compactMap(PersonView.init)
    peopleUnknown = wire.optionalText("PeopleUnknown")
    reservations = wire.list("Reservations").compactMap(ReservationView.init)
    revocations = wire.list("Revocations").compactMap(RevocationView.init)
    ledgerTroubles = wire.texts("LedgerTroubles")
    backupFolder = wire.text("BackupFolder")
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.licensing,
    methods: [
      .init("AddPack", in: [.init("token", "s")], out: [.init("pack", "o")]),
      .init(
        "RemovePack", in: [.init("pack", "s"), .init("licenses", "u"), .init("dry", "b")],
        out: StateLine.arguments),
      .init(
        "ConvertPack",
        in: [.init("pack", "s"), .init("licenses", "u"), .init("kind", "s"), .init("dry", "b")],
        out: StateLine.arguments),
      .init("SetMode", in: [.init("mode", "s"), .init("dry", "b")], out: StateLine.arguments),
      .init(
        "Reserve",
        in: [
          .init("label", "s"), .init("kind", "s"), .init("least", "u"), .init("most", "i"),
          .init("dry", "b"),
        ], out: StateLine.arguments),
      .init("Unreserve", in: [.init("label", "s"), .init("dry", "b")], out: StateLine.arguments),
      .init(
        "Revoke", in: [.init("holder", "s"), .init("dry", "b")],
        out: [.init("until", "x")] + StateLine.arguments),
      .init(
        "ExtendGrace", in: [.init("subject", "s"), .init("days", "u"), .init("reason", "s")],
        out: [.init("ends", "x")]),
      .init("AcceptClock", out: [.init("moved", "x")]),
      .init("Audit", out: [.init("intact", "b"), .init("rows", "t"), .init("words", "s")]),
      .init("Backup", out: [.init("file", "s")]),
      .init("Backups", out: [.init("backups", "a" + BackupView.signature)]),
      .init("Restore", in: [.init("file", "s")], out: [.init("words", "s")]),
      .init(
        "Report",
        in: [.init("from", "x"), .init("to", "x"), .init("period", "s"), .init("by", "s")],
        out: UsageAnswer.arguments),
      .init("Forecast", out: ForecastAnswer.arguments),
    ],
    properties: [
      .init("Mode", "s"), .init("Licenses", "u"), .init("LicensesUsed", "u"),
      .init("LicensesReserved", "u"), .init("StationsShort", "u"), .init("PeopleOver", "u"),
      .init("Sources", "a" + SourceView.signature), .init("HostGraceStarted", "x"),
      .init("HostGraceEnds", "x"), .init("HostGraceEnded", "x"),
      .init("HostID", "s", isConstant: true), .init("Site", "s"),
      .init("People", "a" + PersonView.signature), .init("PeopleUnknown", "s"),
      .init("Reservations", "a" + ReservationView.signature),
      .init("Revocations", "a" + RevocationView.signature), .init("LedgerTroubles", "as"),
      .init("BackupFolder", "s", isConstant: true),
    ])
}

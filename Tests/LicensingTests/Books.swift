import Licensing
import StationModel

/// What a ledger would keep, and a clock that the test drives.
struct Books {
  var stations: [Station] = []
  /// The host's own source, which most tests have alone.
  var local = SourcePicture(packs: [])
  /// Those that are asked after it.
  var others: [SourcePicture] = []
  var leases: [Holder: Lease] = [:]
  var graces: [GraceClock.Subject: GraceClock] = [:]
  var reservations: [Reservation] = []
  var revocations: [Revocation] = []
  var standings: [StationKey: LicenseStanding] = [:]
  var mode = LicenseMode.perDevice
  var terms = LicenseTerms()
  var now = start

  init(
    stations: [Station] = [], packs: [Pack] = [], untrusted: [String: String] = [:],
    mode: LicenseMode = .perDevice, source: SourceState = .reachable
  ) {
    self.stations = stations
    local = SourcePicture(state: source, packs: packs, untrusted: untrusted)
    self.mode = mode
  }

  var packs: [Pack] {
    get { local.packs }
    set { local.packs = newValue }
  }
  var untrusted: [String: String] {
    get { local.untrusted }
    set { local.untrusted = newValue }
  }
  var refused: [String: String] {
    get { local.refused }
    set { local.refused = newValue }
  }
  var source: SourceState {
    get { local.state }
    set { local.state = newValue }
  }

  static let start = Timestamp(seconds: 1_790_000_000)

  var input: LicensingInput {
    LicensingInput(
      stations: stations, sources: [local] + others, leases: Array(leases.values),
      graces: Array(graces.values), reservations: reservations, revocations: revocations,
      standings: standings, mode: mode, terms: terms, now: now)
  }

  /// Decides and commits.
  @discardableResult mutating func decide() -> LicensingDecision {
    let decision = license(input)
    apply(decision.changes)
    return decision
  }

  mutating func apply(_ changes: [Change]) {
    for change in changes {
      switch change {
      case .lease(let lease, _): leases[lease.holder] = lease
      case .release(let holder, _): leases[holder] = nil
      case .grace(let clock): graces[clock.subject] = clock
      case .standing(let key, let standing): standings[key] = standing
      case .revoke(let revocation):
        leases[revocation.holder] = nil
        revocations.append(revocation)
      case .extend(let more):
        guard var clock = graces[more.subject] else { break }
        clock.extendedTo = more.until
        clock.extendedBy.milliseconds += more.by.milliseconds
        graces[more.subject] = clock
      default: break
      }
    }
  }

  /// Lets a station hold a lease that ends with its pack.
  mutating func holds(_ number: Int, _ id: String) {
    leases[holder(number)] = Lease(
      station: key(number), pack: id, grantedAt: Books.start + .days(-1),
      expiresAt: packs.first { $0.id == id }?.validUntil ?? Books.start + .days(60))
  }

  mutating func change(_ key: StationKey, _ edit: (inout Station) -> Void) {
    for index in stations.indices where stations[index].key == key { edit(&stations[index]) }
  }
}

/// A station by its number; a higher number is enrolled later, unless `enrolled` says otherwise.
func station(
  _ number: Int, kind: StationKind = .physical, need: LicenseNeed = .needed, priority: Int = 0,
  enrolled: Int64? = nil, absentSince: Timestamp? = nil
) -> Station {
  Station(
    record: Enrolled(
      key: key(number), number: number, name: "Desk \(number)", kind: kind,
      enrolledAt: Books.start + .seconds(enrolled ?? Int64(number)), absentSince: absentSince,
      priority: priority),
    presence: .complete, need: need)
}

func key(_ number: Int) -> StationKey {
  number == 0 ? .host : .physical(controller: "pci-0000:00:14.0", route: [number])
}

func holder(_ number: Int) -> Holder { .station(key(number)) }

let everyKind = Set(StationKind.allCases)

func pack(
  _ id: String, _ count: Int, covers: Set<StationKind> = everyKind,
  from: Timestamp = Books.start + .days(-1), until: Timestamp? = Books.start + .days(365)
) -> Pack {
  Pack(
    id: id, issuer: "School", keyID: "k1", count: count, coverage: covers, validFrom: from,
    validUntil: until, addedAt: from)
}

extension LicensingDecision {
  func isLicensed(_ number: Int) -> Bool { lease(number) != nil }

  func lease(_ number: Int) -> Lease? {
    if case .licensed(let lease) = states[key(number)] { lease } else { nil }
  }

  func cause(_ number: Int) -> LicenseCause? {
    switch states[key(number)] {
    case .grace(_, let cause), .unlicensed(_, let cause): cause
    default: nil
    }
  }

  /// The numbers of the releases' stations with their reasons.
  var released: [StationKey: String] {
    changes.reduce(into: [:]) { all, change in
      if case .release(.station(let key), let why) = change { all[key] = why }
    }
  }

  var leaseChanges: [(lease: Lease, isRenewal: Bool)] {
    changes.compactMap {
      if case .lease(let lease, let isRenewal) = $0 { (lease, isRenewal) } else { nil }
    }
  }

  var graceChanges: [GraceClock] {
    changes.compactMap { if case .grace(let clock) = $0 { clock } else { nil } }
  }
}

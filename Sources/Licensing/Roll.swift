import StationModel

/// Those who may hold licenses of one kind, stations or people, with what the ledger keeps of each.
/// A station has the same slot as on the roster, a person the same as among the people.
struct Roll {
  let kind: LicenseKind
  /// Those in need first, then those of whom no license stands revoked, then by turn. The last go
  /// short first.
  private(set) var order: [Int] = []
  private(set) var isNeeded: [Bool]
  /// The kinds of stations that a license must cover: a station's own; those where a person in need
  /// sits.
  private(set) var kinds: [Coverage]
  /// Where the ledger's lease is among the leases, whether it counts or not; -1 for none.
  private var rows: [Int32]
  /// How long the last revocation of each stands; only those that do.
  private(set) var revoked: [Int: Timestamp] = [:]
  /// Leases of stations that are not on the roster, by holder.
  private(set) var strays: [Lease] = []
  private let leases: [Lease]
  private let roster: Roster
  /// Of the people; empty if the roll is of stations.
  private let names: [String]

  var count: Int { isNeeded.count }

  func holder(_ slot: Int) -> Holder {
    kind == .device ? .station(roster.keys[slot]) : .user(names[slot])
  }

  func hasLease(_ slot: Int) -> Bool { rows[slot] >= 0 }
  func lease(_ slot: Int) -> Lease? { rows[slot] < 0 ? nil : leases[Int(rows[slot])] }

  /// A station's number.
  func number(_ slot: Int) -> Int { roster.number(slot) }

  /// Why the license of a station without need goes back at once. A person keeps theirs.
  func givesBack(_ slot: Int) -> String? {
    kind == .device ? roster.givesBack(slot) : nil
  }

  /// Since when it is gone; nobody says that of people.
  func absentSince(_ slot: Int) -> Timestamp? {
    kind == .device ? roster.absentSince(slot) : nil
  }

  /// The rest of a sentence about somebody who is not in need.
  func idleWords(_ slot: Int) -> String {
    "while \(kind == .device ? "the station" : names[slot]) needed no license"
  }

  /// The stations.
  init(_ roster: Roster, _ input: LicensingInput) {
    kind = .device
    self.roster = roster
    names = []
    leases = input.leases
    isNeeded = roster.isNeeded
    kinds = roster.kinds
    rows = Array(repeating: -1, count: roster.count)
    enter { $0.station.flatMap(roster.slot) }
    revoke(input) { $0.station.flatMap(roster.slot) }
    line(roster.order)
  }

  /// The people.
  init(_ people: People, _ roster: Roster, _ input: LicensingInput) {
    kind = .user
    self.roster = roster
    names = people.names
    leases = input.leases
    kinds = people.seats.map { seats in
      seats.reduce(into: Coverage.none) { all, seat in
        if roster.isNeeded[seat] { all.formUnion(roster.kinds[seat]) }
      }
    }
    isNeeded = kinds.map { $0 != .none }
    rows = Array(repeating: -1, count: people.names.count)
    enter { $0.user.flatMap(people.slot) }
    revoke(input) { $0.user.flatMap(people.slot) }
    var turns = Array(repeating: Int.max, count: roster.count)
    for (turn, slot) in roster.order.enumerated() { turns[slot] = turn }
    let best = people.seats.map { seats in
      seats.first { roster.isNeeded[$0] }.map { turns[$0] } ?? .max
    }
    // The slots of people are in the order of their names.
    line(best.indices.sorted { (best[$0], $0) < (best[$1], $1) })
  }

  private mutating func enter(_ find: (Holder) -> Int?) {
    var strays: [Holder: Lease] = [:]
    for index in leases.indices where leases[index].holder.kind == kind {
      if let slot = find(leases[index].holder) {
        if rows[slot] >= 0, !leases[index].comes(before: leases[Int(rows[slot])]) { continue }
        rows[slot] = Int32(clamping: index)
      } else {
        let lease = leases[index]
        if let other = strays[lease.holder], !lease.comes(before: other) { continue }
        strays[lease.holder] = lease
      }
    }
    self.strays = strays.values.sorted { $0.holder < $1.holder }
  }

  private mutating func revoke(_ input: LicensingInput, _ find: (Holder) -> Int?) {
    for revocation in input.revocations where revocation.stands(at: input.now) {
      guard let slot = find(revocation.holder) else { continue }
      revoked[slot] = max(revoked[slot] ?? revocation.until, revocation.until)
    }
  }

  private mutating func line(_ turns: [Int]) {
    order.reserveCapacity(turns.count)
    for isNeeded in [true, false] {
      for isRevoked in [false, true] where !isRevoked || !revoked.isEmpty {
        for slot in turns where self.isNeeded[slot] == isNeeded {
          if revoked.isEmpty || (revoked[slot] != nil) == isRevoked { order.append(slot) }
        }
      }
    }
  }
}

extension Lease {
  /// Which of two leases of one holder is taken: the longer one.
  func comes(before other: Lease) -> Bool {
    (other.expiresAt, other.grantedAt, pack) < (expiresAt, grantedAt, other.pack)
  }
}

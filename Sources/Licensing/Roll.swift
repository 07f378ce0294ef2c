import StationModel

/// The stations with what the ledger keeps of each, in a form that no array order can change.
///
/// A station is known by its slot. Slots follow the input's order, on which nothing may depend: who
/// walks all stations walks `order`. Only indices are kept, since copying stations costs more than
/// deciding about them.
struct Roll {
  private let input: LicensingInput
  private var entries: [Entry] = []
  /// Stations in need first, then by priority, age, number and key.
  private(set) var order: [Int] = []
  /// Leases of stations that are not on the roster, by station.
  private(set) var strays: [Lease] = []
  private(set) var hostGrace: GraceClock?

  /// Where to find things in the input.
  private struct Entry {
    var station: Int
    var isNeeded: Bool
    var lease: Int?
    var grace: Int?
  }

  var count: Int { entries.count }
  func key(_ slot: Int) -> StationKey { input.stations[entries[slot].station].record.key }
  func kind(_ slot: Int) -> StationKind { input.stations[entries[slot].station].record.kind }
  func isNeeded(_ slot: Int) -> Bool { entries[slot].isNeeded }
  func need(_ slot: Int) -> LicenseNeed { input.stations[entries[slot].station].need }
  /// Since when it is gone.
  func absentSince(_ slot: Int) -> Timestamp? {
    input.stations[entries[slot].station].record.absentSince
  }
  /// The lease in the ledger, whether it counts or not.
  func held(_ slot: Int) -> Lease? { entries[slot].lease.map { input.leases[$0] } }
  func hasLease(_ slot: Int) -> Bool { entries[slot].lease != nil }
  func grace(_ slot: Int) -> GraceClock? { entries[slot].grace.map { input.graces[$0] } }

  init(_ input: LicensingInput) {
    self.input = input
    let slots = enter()
    var strays: [StationKey: Lease] = [:]
    for (index, lease) in input.leases.enumerated() {
      if let slot = slots[lease.station] {
        if let other = held(slot), !lease.comes(before: other) { continue }
        entries[slot].lease = index
      } else {
        if let other = strays[lease.station], !lease.comes(before: other) { continue }
        strays[lease.station] = lease
      }
    }
    self.strays = strays.values.sorted { $0.station < $1.station }
    for (index, grace) in input.graces.enumerated() {
      switch grace.subject {
      case .host:
        if let other = hostGrace, !grace.comes(before: other) { continue }
        hostGrace = grace
      case .station(let key):
        guard let slot = slots[key] else { continue }
        if let other = self.grace(slot), !grace.comes(before: other) { continue }
        entries[slot].grace = index
      }
    }
    sortOrder()
  }

  /// Gives every key a slot.
  private mutating func enter() -> [StationKey: Int] {
    var slots: [StationKey: Int] = [:]
    slots.reserveCapacity(input.stations.count)
    entries.reserveCapacity(input.stations.count)
    for index in input.stations.indices {
      let entry = Entry(station: index, isNeeded: input.stations[index].need == .needed)
      let slot = entries.count
      if let known = slots.updateValue(slot, forKey: input.stations[index].record.key) {
        slots[input.stations[index].record.key] = known
        if input.stations[index].comes(before: input.stations[entries[known].station]) {
          entries[known] = entry
        }
      } else {
        entries.append(entry)
      }
    }
    return slots
  }

  private mutating func sortOrder() {
    struct Place {
      var slot: Int
      var isNeeded: Bool
      var priority: Int
      var enrolledAt: Int64
      var number: Int
    }
    var places = entries.indices.map { slot in
      let record = input.stations[entries[slot].station].record
      return Place(
        slot: slot, isNeeded: entries[slot].isNeeded, priority: record.priority,
        enrolledAt: record.enrolledAt.milliseconds, number: record.number)
    }
    places.sort { left, right in
      if left.isNeeded != right.isNeeded { return left.isNeeded }
      if left.priority != right.priority { return left.priority > right.priority }
      if left.enrolledAt != right.enrolledAt { return left.enrolledAt < right.enrolledAt }
      if left.number != right.number { return left.number < right.number }
      return key(left.slot) < key(right.slot)
    }
    order = places.map(\.slot)
  }
}

// Which of two entries with the same key is taken. Any rule will do that looks at everything which
// the decision depends on, since the ledger never has two.

extension Station {
  fileprivate func comes(before other: Station) -> Bool {
    let (mine, theirs) = (record, other.record)
    if mine.enrolledAt != theirs.enrolledAt { return mine.enrolledAt < theirs.enrolledAt }
    if mine.number != theirs.number { return mine.number < theirs.number }
    if mine.priority != theirs.priority { return mine.priority > theirs.priority }
    if mine.kind != theirs.kind { return mine.kind.rawValue < theirs.kind.rawValue }
    if mine.absentSince != theirs.absentSince {
      return (mine.absentSince?.milliseconds ?? .min) < (theirs.absentSince?.milliseconds ?? .min)
    }
    switch (need, other.need) {
    case (.notNeeded(let why), .notNeeded(let otherWhy)): return why < otherWhy
    case (.needed, .notNeeded): return true
    default: return false
    }
  }
}

extension Lease {
  /// The longer one.
  fileprivate func comes(before other: Lease) -> Bool {
    (other.expiresAt, other.grantedAt, pack) < (expiresAt, grantedAt, other.pack)
  }
}

extension GraceClock {
  /// The one that began first.
  fileprivate func comes(before other: GraceClock) -> Bool {
    let last = Timestamp(milliseconds: .max)
    return (startedAt, endsAt, endedAt ?? last) < (
      other.startedAt, other.endsAt, other.endedAt ?? last
    )
  }
}

import StationModel

/// The stations, each once, in a form that no array order can change.
///
/// A station is known by its slot. Slots follow the input's order, on which nothing may depend: who
/// walks all stations walks `order`. What planning asks again and again stands in columns, since
/// copying stations costs more than deciding about them.
struct Roster {
  private let stations: [Station]
  /// Where in the input each station is.
  private var places: [Int] = []
  private(set) var keys: [StationKey] = []
  private(set) var isNeeded: [Bool] = []
  private(set) var kinds: [Coverage] = []
  private var slots: [StationKey: Int] = [:]
  /// By priority, age, number and key.
  private(set) var order: [Int] = []

  var count: Int { keys.count }
  func slot(of key: StationKey) -> Int? { slots[key] }
  func need(_ slot: Int) -> LicenseNeed { stations[places[slot]].need }
  func number(_ slot: Int) -> Int { stations[places[slot]].record.number }
  func labels(_ slot: Int) -> [String] { stations[places[slot]].record.labels }
  func users(_ slot: Int) -> [String] { stations[places[slot]].users }
  /// Why its license goes back at once, if it needs none.
  func givesBack(_ slot: Int) -> String? {
    isNeeded[slot] ? nil : stations[places[slot]].givesBack
  }
  /// Since when it is gone.
  func absentSince(_ slot: Int) -> Timestamp? { stations[places[slot]].record.absentSince }

  /// The station has the same turn and kind as this one had.
  func isSimilar(_ slot: Int, _ station: Station) -> Bool {
    let (mine, theirs) = (stations[places[slot]].record, station.record)
    return mine.kind == theirs.kind && mine.priority == theirs.priority
      && mine.enrolledAt == theirs.enrolledAt && mine.number == theirs.number
  }

  init(_ stations: [Station]) {
    self.stations = stations
    enter()
    sortOrder()
  }

  /// Gives every key a slot.
  private mutating func enter() {
    slots.reserveCapacity(stations.count)
    places.reserveCapacity(stations.count)
    keys.reserveCapacity(stations.count)
    for index in stations.indices {
      let key = stations[index].record.key
      let slot = keys.count
      if let known = slots.updateValue(slot, forKey: key) {
        slots[key] = known
        if stations[index].comes(before: stations[places[known]]) { places[known] = index }
      } else {
        keys.append(key)
        places.append(index)
      }
    }
    isNeeded = places.map { stations[$0].need == .needed }
    kinds = places.map { Coverage(stations[$0].record.kind) }
  }

  private mutating func sortOrder() {
    var turns = places.enumerated().map { slot, index in
      Turn(stations[index].record, slot: slot)
    }
    let keys = keys
    let comesFirst = { (left: Turn, right: Turn) in
      left.comes(before: right) ?? (keys[left.slot] < keys[right.slot])
    }
    // Rosters mostly come as they were enrolled.
    let isSorted = zip(turns, turns.dropFirst()).allSatisfy { comesFirst($0, $1) }
    if !isSorted { turns.sort(by: comesFirst) }
    order = turns.map(\.slot)
  }
}

/// What decides whose turn it is before the key does.
private struct Turn {
  var priority: Int
  var enrolledAt: Timestamp
  var number: Int
  var slot: Int

  init(_ record: Enrolled, slot: Int) {
    priority = record.priority
    enrolledAt = record.enrolledAt
    number = record.number
    self.slot = slot
  }

  func comes(before other: Turn) -> Bool? {
    if priority != other.priority { return priority > other.priority }
    if enrolledAt != other.enrolledAt { return enrolledAt < other.enrolledAt }
    if number != other.number { return number < other.number }
    return nil
  }
}

extension Station {
  /// Which of two stations with one key is taken. Any rule will do that looks at everything which
  /// the decision depends on, since the ledger never has two.
  func comes(before other: Station) -> Bool {
    let (mine, theirs) = (record, other.record)
    if mine.enrolledAt != theirs.enrolledAt { return mine.enrolledAt < theirs.enrolledAt }
    if mine.number != theirs.number { return mine.number < theirs.number }
    if mine.priority != theirs.priority { return mine.priority > theirs.priority }
    if mine.kind != theirs.kind { return mine.kind.rawValue < theirs.kind.rawValue }
    if mine.absentSince != theirs.absentSince {
      return (mine.absentSince?.milliseconds ?? .min) < (theirs.absentSince?.milliseconds ?? .min)
    }
    if mine.labels != theirs.labels { return mine.labels.lexicographicallyPrecedes(theirs.labels) }
    if givesBack != other.givesBack { return (givesBack ?? "") < (other.givesBack ?? "") }
    if users != other.users { return users.lexicographicallyPrecedes(other.users) }
    switch (need, other.need) {
    case (.notNeeded(let why), .notNeeded(let otherWhy)): return why < otherWhy
    case (.needed, .notNeeded): return true
    default: return false
    }
  }
}

import StationModel

/// The roster while it is being written.
struct Book {
  /// The ledger's records, one for each key, by number; names fit to be shown.
  let known: [Enrolled]
  private(set) var stations: [Station] = []
  private(set) var changes: [Change] = []
  private var keys: Set<StationKey> = []
  private var numbers: Set<Int>
  /// All numbers from 1 up to here are taken.
  private var lastTaken = 0

  init(known: [Enrolled]) {
    var seen: Set<StationKey> = []
    let sorted = known.sorted {
      ($0.number, $0.key, $0.enrolledAt) < ($1.number, $1.key, $1.enrolledAt)
    }
    self.known = sorted.filter { seen.insert($0.key).inserted }.map { record in
      var record = record
      record.name = Names.shown(record.name, number: record.number, key: record.key)
      return record
    }
    numbers = Set(self.known.map(\.number))
  }

  func isStation(_ key: StationKey) -> Bool { keys.contains(key) }

  mutating func add(_ station: Station) {
    keys.insert(station.key)
    stations.append(station)
  }

  /// A new record under the lowest free number, which is 1 or more for all but the host.
  mutating func enroll(
    _ key: StationKey, kind: StationKind, name: String?, now: Timestamp
  ) -> Enrolled {
    let number = kind == .host && !numbers.contains(0) ? 0 : lowestFree()
    numbers.insert(number)
    let record = Enrolled(
      key: key, number: number, name: Names.shown(name ?? "", number: number, key: key),
      kind: kind, enrolledAt: now)
    changes.append(.station(record, event: .enrolled))
    return record
  }

  private mutating func lowestFree() -> Int {
    var number = lastTaken + 1
    while numbers.contains(number) { number += 1 }
    lastTaken = number
    return number
  }

  /// The record as it is while its hardware is there, with a change if it was away.
  mutating func present(_ record: Enrolled) -> Enrolled {
    guard record.absentSince != nil else { return record }
    var record = record
    record.absentSince = nil
    changes.append(.station(record, event: .returned))
    return record
  }

  /// The record as it is while its hardware is away, with a change if it was there.
  mutating func absent(_ record: Enrolled, now: Timestamp) -> Enrolled {
    guard record.absentSince == nil else { return record }
    var record = record
    record.absentSince = now
    changes.append(.station(record, event: .absent))
    return record
  }
}

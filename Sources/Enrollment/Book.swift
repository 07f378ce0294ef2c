public import StationModel

/// The roster while it is being written.
struct Book {
  /// The ledger's records, one for each key, by number; names fit to be shown.
  let known: [Enrolled]
  private(set) var stations: [Station] = []
  private(set) var changes: [Change] = []
  /// By the key of the place: the keys of records that are known in another place now.
  private(set) var moves: [StationKey: StationKey] = [:]
  /// The earliest later moment at which the roster can differ although nothing else changes.
  private(set) var nextChange: Timestamp?
  /// Where in `stations` each is.
  private var indices: [StationKey: Int] = [:]
  private var numbers: Set<Int>
  /// How many are forgotten now.
  private(set) var forgotten = 0
  /// All numbers from 1 up to here are taken.
  private var lastTaken = 0

  init(known: [Enrolled], moves: [StationKey: (to: StationKey, event: Change.StationEvent)]) {
    var seen: Set<StationKey> = []
    let sorted = known.sorted {
      ($0.number, $0.key, $0.enrolledAt) < ($1.number, $1.key, $1.enrolledAt)
    }
    var records: [Enrolled] = []
    for record in sorted where seen.insert(record.key).inserted {
      var record = record
      record.name = Names.shown(record.name, number: record.number, key: record.key)
      if let (key, event) = moves[record.key] {
        self.moves[record.key] = key
        changes.append(.move(from: record.key, to: record.moved(to: key), event: event))
        record = record.moved(to: key)
      }
      records.append(record)
    }
    self.known = records
    numbers = Set(records.map(\.number))
  }

  func isStation(_ key: StationKey) -> Bool { indices[key] != nil }

  subscript(key: StationKey) -> Station? { indices[key].map { stations[$0] } }

  mutating func add(_ station: Station) {
    indices[station.key] = stations.count
    stations.append(station)
  }

  /// Takes the place of the one with its key.
  mutating func put(_ station: Station) {
    guard let index = indices[station.key] else { return }
    stations[index] = station
  }

  mutating func look(againAt moment: Timestamp) {
    nextChange = min(nextChange ?? moment, moment)
  }

  /// A new record under the lowest free number, which is 1 or more for all but the host.
  mutating func enroll(
    _ key: StationKey, kind: StationKind, name: String?, labels: [String] = [],
    marks: StationMarks = StationMarks(), now: Timestamp
  ) -> Enrolled {
    let number = kind == .host && !numbers.contains(0) ? 0 : lowestFree()
    numbers.insert(number)
    let record = Enrolled(
      key: key, number: number, name: Names.shown(name ?? "", number: number, key: key),
      kind: kind, enrolledAt: now, labels: labels, marks: marks)
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
  mutating func absent(_ record: Enrolled, since: Timestamp) -> Enrolled {
    guard record.absentSince == nil else { return record }
    var record = record
    record.absentSince = since
    changes.append(.station(record, event: .absent))
    return record
  }

  /// The record with what it is made of now, with a change if that is not what was known. The place
  /// wins over the hub that is in it. Other parts than the hub count once they have stayed: mice that
  /// come and go are no news.
  mutating func remember(
    _ record: Enrolled, _ marks: StationMarks, isRestless: Bool
  ) -> Enrolled {
    let (merged, isOtherHub) = record.marks.following(marks)
    guard merged != record.marks, isOtherHub || !isRestless else { return record }
    var record = record
    record.marks = merged
    changes.append(.station(record, event: isOtherHub ? .hubReplaced : .refitted))
    return record
  }

  mutating func forget(_ key: StationKey) {
    changes.append(.forget(key))
    forgotten += 1
  }

  mutating func note(_ change: Change) { changes.append(change) }
}

extension Enrolled {
  /// The same station in another place. A display that is bound and belongs to the old place, as one
  /// on a USB adapter does, moves along.
  public func moved(to key: StationKey) -> Enrolled {
    var record = self
    record.key = key
    if let old = self.key.place, let new = key.place, let binding {
      record.binding?.card =
        Self.replaced(
          "\(old.controller)-usb-0:\(old.route)", "\(new.controller)-usb-0:\(new.route)",
          in: binding.card) ?? binding.card
    }
    return record
  }

  /// What follows must be another port or an interface: `…-usb-0:1` is no part of `…-usb-0:12:1.0`.
  private static func replaced(_ old: String, _ new: String, in text: String) -> String? {
    guard text.hasPrefix(old), let next = text.dropFirst(old.count).first, ".:".contains(next)
    else { return nil }
    return new + text.dropFirst(old.count)
  }
}

public import StationModel

/// What a remap would do: numbers in the order in which things stand, and stations that moved known
/// again. Names, leases, graces, labels and displays stay.
public struct Remap: Sendable, Equatable {
  /// One for each physical station, by the new number.
  public var lines: [Line]
  /// Empty if nothing would change.
  public var changes: [Change]

  public struct Line: Sendable, Equatable {
    /// The record as it would be.
    public var record: Enrolled
    public var formerNumber: Int
    public var formerKey: StationKey

    public init(record: Enrolled, formerNumber: Int, formerKey: StationKey) {
      self.record = record
      self.formerNumber = formerNumber
      self.formerKey = formerKey
    }

    public var isChanged: Bool {
      record.number != formerNumber || record.key != formerKey
    }
  }

  public init(lines: [Line], changes: [Change]) {
    self.lines = lines
    self.changes = changes
  }
}

/// Looks at all stations anew, as if they were numbered for the first time.
///
/// A station that is gone and a newcomer that looks like it are taken as one if each has only the
/// other to be: it is an administrator who asked. Stations that are gone come after those that are
/// there. Numbers of desktops stay theirs.
public func remap(_ input: RosterInput) -> Remap {
  let answers = Recognition(input).onlyAnswers
  let physical = input.known.filter { $0.kind == .physical }.sorted { $0.number < $1.number }
  let places = Dictionary(
    input.candidates.enumerated().filter { $0.element.presence.isThere }
      .map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
  let moved = physical.map { record in
    (former: record, now: answers[record.key].map { record.moved(to: $0) } ?? record)
  }
  let ordered = moved.sorted { left, right in
    let mine = places[left.now.key] ?? .max
    let theirs = places[right.now.key] ?? .max
    return mine != theirs ? mine < theirs : left.former.number < right.former.number
  }
  let taken = Set(input.known.filter { $0.kind != .physical }.map(\.number))
  var changes: [Change] = []
  var renumbered: [Enrolled] = []
  var lines: [Remap.Line] = []
  var number = 0
  for (former, now) in ordered {
    repeat { number += 1 } while taken.contains(number)
    if now.key != former.key { changes.append(.move(from: former.key, to: now, event: .moved)) }
    var record = now
    record.number = number
    // A name that only repeats the number says the new one.
    if record.name == "Station \(former.number)" { record.name = "Station \(number)" }
    if record.number != former.number { renumbered.append(record) }
    lines.append(
      Remap.Line(record: record, formerNumber: former.number, formerKey: former.key))
  }
  if !renumbered.isEmpty { changes.append(.renumber(renumbered)) }
  return Remap(lines: lines, changes: changes)
}

import StationModel

/// The reservations, and how far each is filled. Only stations count for them.
struct Reserve {
  /// By label, so that the first in the alphabet goes first.
  private(set) var labels: [Labelled] = []
  /// For which labels each station counts, by the roster's slots; only those that count for any.
  private var labelsOf: [Int: [Int]] = [:]
  /// Licenses that were taken off the shelf, by label.
  var keptBack: [[KeptBack]] = []

  struct KeptBack {
    var pack: Int
    var count: Int
  }

  struct Labelled {
    let label: String
    let kind: Coverage
    let least: Int
    let most: Int
    /// The stations that count, in the order of the roll.
    var members: [Int] = []
    var held = 0

    var outstanding: Int { max(0, least - held) }
  }

  /// Nothing is reserved.
  init() {}

  init(_ reservations: [Reservation], _ roster: Roster, _ roll: Roll) {
    var taken: [String: Reservation] = [:]
    for reservation in reservations {
      if let other = taken[reservation.label], !reservation.comes(before: other) { continue }
      taken[reservation.label] = reservation
    }
    labels = taken.values.sorted { $0.label < $1.label }.map { each in
      let least = max(0, each.least)
      return Labelled(
        label: each.label, kind: Coverage(each.kind), least: least,
        most: max(each.most ?? .max, least))
    }
    keptBack = Array(repeating: [], count: labels.count)
    guard !labels.isEmpty else { return }
    let indices = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1.label, $0) })
    for slot in roll.order {
      var mine: [Int] = []
      for label in roster.labels(slot) {
        guard let index = indices[label], labels[index].kind == roster.kinds[slot],
          !mine.contains(index)
        else { continue }
        mine.append(index)
        labels[index].members.append(slot)
      }
      if !mine.isEmpty { labelsOf[slot] = mine.sorted() }
    }
  }

  var isEmpty: Bool { labels.isEmpty }

  /// How many are kept back for a label. Never more than the shelf had, but that may be any number.
  func keptBackCount(_ index: Int) -> Int {
    keptBack[index].reduce(0) { $0.addingSaturated($1.count) }
  }

  /// A station counts for more than one label.
  func hasSeveral(_ slot: Int) -> Bool { (labelsOf[slot]?.count ?? 0) > 1 }

  /// A station has one license more, or less.
  mutating func count(_ slot: Int, _ change: Int) {
    guard !labels.isEmpty, let mine = labelsOf[slot] else { return }
    for index in mine { labels[index].held += change }
  }

  /// The first label that has so many licenses as it may.
  func fullLabel(of slot: Int) -> Labelled? {
    guard !labels.isEmpty, let mine = labelsOf[slot] else { return nil }
    return mine.lazy.map { labels[$0] }.first { $0.held >= $0.most }
  }

  func mayHold(_ slot: Int) -> Bool { labels.isEmpty || fullLabel(of: slot) == nil }

  /// Whether every label has as many licenses as are reserved for it without this station's.
  func maySpare(_ slot: Int) -> Bool {
    guard let mine = labelsOf[slot] else { return true }
    return mine.allSatisfy { labels[$0].held > labels[$0].least }
  }
}

extension Reserve.Labelled {
  /// Why no more stations with the label have a license.
  var limitWords: String {
    "only \(counted(most, "station")) labelled \(label) may have a license"
  }
}

extension Reservation {
  /// Which of two reservations for one label is taken; the ledger never has two.
  fileprivate func comes(before other: Reservation) -> Bool {
    (other.least, other.most ?? .max, kind.rawValue) < (least, most ?? .max, other.kind.rawValue)
  }
}

extension Int {
  /// Sums of what comes from outside must not trap. For numbers that are not negative.
  func addingSaturated(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

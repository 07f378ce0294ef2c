import StationModel

/// The packs, and how many licenses of each are still free.
///
/// Where several packs would do, the one with the narrowest coverage is taken, so that a desktop
/// does not use up what the host could have; then the one that ends soonest (without an end: last),
/// then the lowest id.
struct Shelf {
  private(set) var packs: [Pack] = []
  /// When each pack ends. Kept apart, since copying whole packs is what planning would spend its
  /// time on.
  private(set) var ends: [Timestamp] = []
  /// Below zero where more is held than the pack gives now: an untrusted one gives nothing.
  private(set) var left: [Int] = []
  /// Whether the pack's key is not trusted now.
  private(set) var isUntrusted: [Bool] = []
  private var masks: [Int] = []
  private var slots: [String: Int] = [:]
  private var rows: [Row] = []
  private var places: [(row: Int, index: Int)?] = []

  /// The valid packs of one coverage, by end, then id.
  private struct Row {
    var coverage: Set<StationKind>
    var packs: [Int]
    var free: FreeIndex
  }

  init(_ input: LicensingInput) {
    for pack in input.packs where input.refused[pack.id] == nil {
      if let slot = slots[pack.id] {
        if pack.comes(before: packs[slot]) { packs[slot] = pack }
      } else {
        slots[pack.id] = packs.count
        packs.append(pack)
      }
    }
    ends = packs.map(\.end)
    masks = packs.map { mask($0.coverage) }
    isUntrusted = packs.map { input.untrusted[$0.id] != nil }
    left = packs.indices.map { licenses(of: $0, at: input.now) }
    places = Array(repeating: nil, count: packs.count)
    let valid = packs.indices.filter { left[$0] > 0 && !packs[$0].coverage.isEmpty }
    let byCoverage = Dictionary(grouping: valid) { packs[$0].coverage }
    for (coverage, members) in byCoverage.sorted(by: { mask($0.key) < mask($1.key) }) {
      let sorted = members.sorted { (packs[$0].end, packs[$0].id) < (packs[$1].end, packs[$1].id) }
      for (index, slot) in sorted.enumerated() { places[slot] = (rows.count, index) }
      rows.append(
        Row(
          coverage: coverage, packs: sorted,
          free: FreeIndex(Array(repeating: true, count: sorted.count))))
    }
  }

  /// The slot of a pack in `packs` and `left`.
  func slot(of id: String) -> Int? { slots[id] }

  /// How many licenses the pack may give now, held ones included.
  func licenses(of slot: Int, at now: Timestamp) -> Int {
    packs[slot].isValid(at: now) && !isUntrusted[slot] ? max(packs[slot].count, 0) : 0
  }

  func covers(_ slot: Int, _ kind: StationKind) -> Bool { masks[slot] & bit(kind) != 0 }

  mutating func take(_ slot: Int) {
    left[slot] -= 1
    if left[slot] == 0, let place = places[slot] { rows[place.row].free.set(place.index, false) }
  }

  mutating func give(_ slot: Int) {
    left[slot] += 1
    if left[slot] == 1, let place = places[slot] { rows[place.row].free.set(place.index, true) }
  }

  var hasFree: Bool { rows.contains { $0.free.last != nil } }

  /// The preferred free pack for this kind that ends after `time`.
  func first(for kind: StationKind, endingAfter time: Timestamp) -> Int? {
    best(for: kind) { row in
      let start = row.packs.partitioningIndex { ends[$0] > time }
      return row.free.next(from: start).map { row.packs[$0] }
    } isBetter: {
      prefers($0, to: $1)
    }
  }

  /// The free pack for this kind that ends last; the preferred one of those.
  func latest(for kind: StationKind) -> Int? {
    best(for: kind) { row in
      guard let last = row.free.last else { return nil }
      let end = ends[row.packs[last]]
      let start = row.packs.partitioningIndex { ends[$0] >= end }
      return row.free.next(from: start).map { row.packs[$0] }
    } isBetter: {
      ends[$0] != ends[$1] ? ends[$0] > ends[$1] : prefers($0, to: $1)
    }
  }

  private func best(
    for kind: StationKind, in pick: (Row) -> Int?, isBetter: (Int, Int) -> Bool
  ) -> Int? {
    var best: Int?
    for row in rows where row.coverage.contains(kind) {
      guard let found = pick(row) else { continue }
      if let other = best, !isBetter(found, other) { continue }
      best = found
    }
    return best
  }

  private func prefers(_ left: Int, to right: Int) -> Bool {
    let (mine, theirs) = (packs[left], packs[right])
    return (mine.coverage.count, mine.end, mine.id) < (theirs.coverage.count, theirs.end, theirs.id)
  }
}

private func bit(_ kind: StationKind) -> Int {
  switch kind {
  case .host: 1
  case .physical: 2
  case .network: 4
  case .desktop: 8
  }
}

private func mask(_ coverage: Set<StationKind>) -> Int {
  coverage.reduce(0) { $0 | bit($1) }
}

extension Pack {
  /// Which of two packs with one id is taken; the ledger never has two.
  fileprivate func comes(before other: Pack) -> Bool {
    (validFrom, end, count, mask(coverage))
      < (other.validFrom, other.end, other.count, mask(other.coverage))
  }
}

extension Array {
  /// In an array where a rule turns from false to true once: the first index where it is true.
  fileprivate func partitioningIndex(where rule: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if rule(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

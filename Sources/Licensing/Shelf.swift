import StationModel

/// How many licenses of one kind each pack has, and how many of them are still free.
///
/// Where several packs would do, the one of the earlier source is taken, then the one with the
/// narrowest coverage, so that a desktop does not use up what the host could have; then the one
/// that ends soonest (without an end: last), then the lowest id.
struct Shelf {
  /// By the catalog's slots, held ones included.
  let counts: [Int]
  /// How many licenses each pack may give now, held ones included: none while it is not valid, not
  /// trusted, or its source does not answer.
  let given: [Int]
  /// Below zero where more is held than the pack gives now.
  private(set) var left: [Int]
  private let ends: [Timestamp]
  /// Lower is preferred.
  private let ranks: [Int]
  private var rows: [Row] = []
  private var places: [Place?]

  /// The giving packs of one source with one coverage, by end, then id.
  private struct Row {
    var coverage: Coverage
    var packs: [Int]
    var free: FreeIndex

    func covers(_ kinds: Coverage, _ fit: Fit) -> Bool {
      switch fit {
      case .whole: coverage.isSuperset(of: kinds)
      case .some: coverage.meets(kinds)
      }
    }
  }

  private struct Place {
    var row: Int
    var index: Int
  }

  private struct Group: Hashable {
    var source: Int
    var coverage: Coverage
  }

  init(_ catalog: Catalog, kind: LicenseKind, at now: Timestamp) {
    let counts = catalog.packs.map { $0.licenses(of: kind) }
    let given = counts.indices.map { slot in
      let gives =
        catalog.isValid(slot, at: now) && !catalog.isUntrusted[slot] && catalog.isReachable[slot]
      return gives ? counts[slot] : 0
    }
    self.counts = counts
    self.given = given
    left = given
    ends = catalog.ends
    let preferred = counts.indices.sorted { left, right in
      let (mine, theirs) = (catalog.coverage[left].count, catalog.coverage[right].count)
      return (catalog.sources[left], mine, catalog.ends[left], catalog.packs[left].id)
        < (catalog.sources[right], theirs, catalog.ends[right], catalog.packs[right].id)
    }
    var ranks = counts
    for (rank, slot) in preferred.enumerated() { ranks[slot] = rank }
    self.ranks = ranks
    places = Array(repeating: nil, count: counts.count)
    let giving = preferred.filter { given[$0] > 0 && catalog.coverage[$0] != .none }
    let groups = Dictionary(grouping: giving) { slot in
      Group(source: catalog.sources[slot], coverage: catalog.coverage[slot])
    }
    // Within a group the preference is by end and id already.
    for members in groups.values.sorted(by: { ranks[$0[0]] < ranks[$1[0]] }) {
      for (index, slot) in members.enumerated() {
        places[slot] = Place(row: rows.count, index: index)
      }
      rows.append(
        Row(
          coverage: catalog.coverage[members[0]], packs: members,
          free: FreeIndex(Array(repeating: true, count: members.count))))
    }
  }

  mutating func take(_ slot: Int, _ count: Int = 1) {
    left[slot] -= count
    if left[slot] == 0 { mark(slot, isFree: false) }
  }

  mutating func give(_ slot: Int, _ count: Int = 1) {
    let wasFree = left[slot] > 0
    left[slot] += count
    if !wasFree, left[slot] > 0 { mark(slot, isFree: true) }
  }

  private mutating func mark(_ slot: Int, isFree: Bool) {
    if let place = places[slot] { rows[place.row].free.set(place.index, isFree) }
  }

  var hasFree: Bool { rows.contains { $0.free.last != nil } }

  /// How much of what somebody needs a pack must cover.
  enum Fit {
    case whole, some
  }

  /// The preferred free pack for these kinds that ends after `time`.
  func first(for kinds: Coverage, _ fit: Fit = .whole, endingAfter time: Timestamp) -> Int? {
    var best: Int?
    for row in rows where row.covers(kinds, fit) {
      let start = row.packs.partitioningIndex { ends[$0] > time }
      guard let found = row.free.next(from: start).map({ row.packs[$0] }) else { continue }
      if let other = best, ranks[other] < ranks[found] { continue }
      best = found
    }
    return best
  }

  /// The free pack for these kinds that ends last; the preferred one of those.
  func latest(for kinds: Coverage, _ fit: Fit = .whole) -> Int? {
    var best: Int?
    for row in rows where row.covers(kinds, fit) {
      guard let last = row.free.last else { continue }
      let end = ends[row.packs[last]]
      let start = row.packs.partitioningIndex { ends[$0] >= end }
      guard let found = row.free.next(from: start).map({ row.packs[$0] }) else { continue }
      if let other = best, (ends[found], ranks[other]) <= (ends[other], ranks[found]) { continue }
      best = found
    }
    return best
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

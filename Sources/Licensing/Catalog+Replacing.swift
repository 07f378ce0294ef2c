import StationModel

// A pack may name others of its issuer that it takes the place of. They end when it begins, and
// their leases go on in it.

extension Catalog {
  /// Ends the packs that others take the place of.
  mutating func replace() {
    let named = packs.indices.map { namedBy($0) }
    guard named.contains(where: { !$0.isEmpty }) else { return }
    for (successor, others) in named.enumerated() {
      let begins = max(packs[successor].validFrom, packs[successor].addedAt)
      for pack in others where begins < packs[pack].end {
        // In a circle only the younger one's word counts, or nothing would be left of either.
        if !isYounger(successor, than: pack), reaches(successor, from: pack, by: named) { continue }
        if let other = successors[pack],
          (ends[pack], packs[other].id) <= (begins, packs[successor].id)
        {
          continue
        }
        successors[pack] = successor
        ends[pack] = begins
      }
    }
  }

  private func namedBy(_ slot: Int) -> [Int] {
    guard !isUntrusted[slot] else { return [] }
    return packs[slot].replaces.compactMap { id in
      guard let other = self.slot(of: id), other != slot, sources[other] == sources[slot],
        packs[other].issuer == packs[slot].issuer
      else { return nil }
      return other
    }
  }

  private func isYounger(_ slot: Int, than other: Int) -> Bool {
    (packs[other].addedAt, packs[other].id) < (packs[slot].addedAt, packs[slot].id)
  }

  private func reaches(_ goal: Int, from start: Int, by named: [[Int]]) -> Bool {
    var seen = Array(repeating: false, count: packs.count)
    var open = [start]
    while let slot = open.popLast() {
      if slot == goal { return true }
      for next in named[slot] where !seen[next] {
        seen[next] = true
        open.append(next)
      }
    }
    return false
  }

  /// The pack in which this one's leases go on now; nil if nothing has taken its place yet.
  func heir(of slot: Int, at now: Timestamp) -> Int? {
    var heir = slot
    while now >= ends[heir], let next = successors[heir] { heir = next }
    return heir == slot ? nil : heir
  }
}

import StationModel

/// The packs that the history knows at one moment, as far as licenses are counted.
struct LicensePool {
  private var packs: [String: Pack] = [:]
  var mode = LicenseMode.unset

  mutating func add(_ pack: Pack) { packs[pack.id] = pack }

  /// So many licenses of a pack, or the whole pack.
  mutating func remove(_ id: String, licenses: Int?) {
    guard let licenses, let pack = packs[id] else {
      packs[id] = nil
      return
    }
    let (sum, overflow) = pack.removed.addingReportingOverflow(max(0, licenses))
    packs[id]?.removed = overflow ? .max : sum
  }

  mutating func convert(_ id: String, converted: Int) { packs[id]?.converted = converted }

  /// For each pack that is valid then, the licenses that may be given under the mode; those of all
  /// kinds while none is set.
  func licenses(at time: Timestamp) -> [String: Int] {
    let replaced = replaced(at: time)
    return packs.filter { $0.value.isValid(at: time) && !replaced.contains($0.key) }
      .mapValues { pack in
        (mode.kind.map { [$0] } ?? LicenseKind.allCases)
          .reduce(0) { $0.saturating(adding: pack.licenses(of: $1)) }
      }
  }

  /// Packs that gave licenses at any moment from `start` to before `end`.
  func ids(from start: Timestamp, to end: Timestamp) -> [String] {
    let replaced = replaced(at: start)
    return packs.values
      .filter { pack in
        pack.validFrom < end && pack.validUntil.map { $0 > start } ?? true
          && !replaced.contains(pack.id)
      }
      .map(\.id)
  }

  /// When the number of licenses may change by itself.
  var turningPoints: [Timestamp] {
    packs.values.flatMap { pack in
      [pack.validFrom, max(pack.validFrom, pack.addedAt)] + (pack.validUntil.map { [$0] } ?? [])
    }
  }

  /// A pack ends when one of the same issuer that names it begins. If both name each other, only the
  /// word of the one that was added later counts.
  private func replaced(at time: Timestamp) -> Set<String> {
    var replaced: Set<String> = []
    for pack in packs.values where max(pack.validFrom, pack.addedAt) <= time {
      for id in pack.replaces where id != pack.id {
        guard let other = packs[id], other.issuer == pack.issuer else { continue }
        let isCircle = other.replaces.contains(pack.id)
        if !isCircle || (other.addedAt, other.id) < (pack.addedAt, pack.id) { replaced.insert(id) }
      }
    }
    return replaced
  }
}

extension Int {
  func saturating(adding other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}

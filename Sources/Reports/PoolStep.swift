public import StationModel

/// From then on there are so many licenses, until the next step.
public struct PoolStep: Sendable, Hashable {
  public var from: Timestamp
  public var total: Int
  /// The pack that begins or ends then, if it is known.
  public var pack: String?

  public init(from: Timestamp, total: Int, pack: String? = nil) {
    self.from = from
    self.total = total
    self.pack = pack
  }

  /// How the licenses of one kind change by themselves from now on: the first step is how many there
  /// are now, the others are packs that begin, end, or are replaced. Give only packs that count.
  public static func steps(_ packs: [Pack], of kind: LicenseKind, now: Timestamp) -> [PoolStep] {
    var pool = LicensePool()
    pool.mode = kind == .device ? .perDevice : .perUser
    // Of two with one id the first counts, as in sources.
    for pack in packs.reversed() { pool.add(pack) }
    var steps: [PoolStep] = []
    let moments = Set(pool.turningPoints.filter { $0 > now }).sorted()
    var before: [String: Int] = [:]
    for moment in [now] + moments {
      let counts = pool.licenses(at: moment)
      let total = counts.values.reduce(0) { $0.saturating(adding: $1) }
      let changed = Set(before.keys).union(counts.keys).filter { before[$0] != counts[$0] }
      let rises = total > steps.last?.total ?? 0
      // The one that changes most says why; of equals always the same one.
      let pack = changed.min { left, right in
        let (one, other) = (before.change(to: counts, left), before.change(to: counts, right))
        return one != other ? (one < other) != rises : left < right
      }
      before = counts
      if steps.last?.total == total { continue }
      steps.append(PoolStep(from: moment, total: total, pack: moment == now ? nil : pack))
    }
    return steps
  }
}

extension [String: Int] {
  fileprivate func change(to other: [String: Int], _ key: String) -> Int {
    (other[key] ?? 0).saturating(adding: -(self[key] ?? 0))
  }
}

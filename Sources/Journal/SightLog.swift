public import StationModel

/// What the journal has told of what is seen, so that each change is told once. What only passes, as
/// parts that still come, is no change.
public struct SightLog: Sendable {
  private var presences: [StationKey: Told] = [:]
  private var candidates: Set<StationKey> = []
  private var flapping: Set<StationKey> = []

  private enum Told: Sendable, Equatable {
    case complete, absent
    case incomplete([PartKind])
    case conflict(String)
  }

  public init() {}

  /// - Parameters:
  ///   - candidates: without those that are to be left alone.
  ///   - flapping: the places that come and go.
  public mutating func see(
    stations: [Station], candidates: [Candidate], flapping: Set<StationKey>
  ) -> [JournalEntry] {
    let records = Dictionary(
      stations.map { ($0.key, $0.record) }, uniquingKeysWith: { first, _ in first })
    return stations.compactMap { see($0) } + see(candidates) + see(flapping, records)
  }

  private mutating func see(_ station: Station) -> JournalEntry? {
    let now: Told
    switch station.presence {
    case .complete: now = .complete
    case .incomplete(let missing): now = .incomplete(missing)
    case .absent: now = .absent
    case .conflict(let why): now = .conflict(why)
    case .probing, .away, .unknown: return nil
    }
    let before = presences.updateValue(now, forKey: station.key)
    guard before != now else { return nil }
    switch (before, now) {
    // The ledger's own change says the rest: enrolled, absent, returned.
    case (nil, .complete), (.absent, .complete), (_, .absent): return nil
    case (_, .complete):
      return JournalEntry(.stationComplete, .info, "complete", of: station.key, station.record)
    case (_, .incomplete(let missing)):
      let names = missing.map(\.rawValue).joined(separator: ", ")
      return JournalEntry(
        .stationIncomplete, .info, "incomplete: no \(names)", of: station.key, station.record,
        [.missing: names])
    case (_, .conflict(let why)):
      return JournalEntry(
        .stationConflict, .warning, "in conflict: \(why)", of: station.key, station.record,
        [.why: why])
    }
  }

  private mutating func see(_ seen: [Candidate]) -> [JournalEntry] {
    var entries: [JournalEntry] = []
    for candidate in seen {
      switch candidate.presence {
      case .probing, .unknown, .absent, .away: continue
      case .complete, .incomplete, .conflict: break
      }
      guard candidates.insert(candidate.key).inserted else { continue }
      let why =
        switch (candidate.presence, candidate.standing) {
        case (.incomplete(let missing), _):
          "it has no \(missing.map(\.rawValue).joined(separator: ", "))"
        case (_, .undecided(let why)): why
        case (_, .decided): "it waits for an administrator"
        }
      entries.append(
        JournalEntry(
          .candidateFound, .info, "candidate \(candidate.key) (\(candidate.label)): \(why)",
          [.key: candidate.key.text, .name: candidate.label, .why: why]))
    }
    let gone = candidates.subtracting(seen.map(\.key))
    candidates.subtract(gone)
    return entries
      + gone.sorted().map {
        JournalEntry(
          .candidateGone, .info, "candidate \($0): gone, or a station now", [.key: $0.text])
      }
  }

  private mutating func see(
    _ now: Set<StationKey>, _ records: [StationKey: Enrolled]
  ) -> [JournalEntry] {
    let (begun, ended) = (now.subtracting(flapping), flapping.subtracting(now))
    flapping = now
    return begun.sorted().map {
      JournalEntry(.flappingBegun, .notice, "comes and goes again and again", of: $0, records[$0])
    }
      + ended.sorted().map {
        JournalEntry(.flappingEnded, .notice, "steady again", of: $0, records[$0])
      }
  }

  /// Nothing is remembered of a station that was forgotten or moved away.
  public mutating func forget(_ key: StationKey) { presences[key] = nil }
}

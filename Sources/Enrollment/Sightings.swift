public import StationModel

/// What was seen at each place since the agent started: so that what resets, flaps or still arrives
/// is neither announced too early nor written down too often.
///
/// Never on disk. Pure: the same looks at the same times give the same answers, and looking again at
/// the same time changes nothing.
public struct Sightings: Sendable, Equatable {
  private var places: [StationKey: Sighting] = [:]
  private var awaited: Set<StationKey>
  private let awaitedUntil: Timestamp

  /// - Parameters:
  ///   - awaited: stations that were there when the agent last ended.
  ///   - until: when udev has had its time to show them.
  public init(
    awaiting awaited: Set<StationKey> = [], until: Timestamp = Timestamp(milliseconds: .min)
  ) {
    self.awaited = awaited
    awaitedUntil = until
  }

  /// Forgets a place that is nobody's now.
  public mutating func forget(_ key: StationKey) { places[key] = nil }

  /// What was at one place is at another one now, and how often it came and went with it.
  public mutating func move(_ old: StationKey, to new: StationKey, patience: Patience) {
    guard let sighting = places.removeValue(forKey: old) else { return }
    places[new]?.follow(sighting, patience)
  }

  /// Takes in what topology sees now, and says how it is to be taken.
  public mutating func look(
    at candidates: [Candidate], patience: Patience, now: Timestamp
  ) -> Seen {
    var seen = Seen()
    var present: Set<StationKey> = []
    for candidate in candidates {
      guard candidate.kind == .physical else {
        seen.candidates.append(candidate)
        continue
      }
      guard present.insert(candidate.key).inserted else { continue }
      awaited.remove(candidate.key)
      var sighting = places[candidate.key] ?? Sighting(candidate, at: now)
      sighting.see(candidate, patience, at: now)
      seen.candidates.append(sighting.candidate(patience, at: now))
      places[candidate.key] = sighting
    }
    // In the order of keys, since a dictionary has none.
    for key in places.keys.sorted() where !present.contains(key) {
      guard var sighting = places[key] else { continue }
      sighting.miss(patience, at: now)
      if sighting.isAway(patience, at: now) {
        seen.candidates.append(sighting.candidate(patience, at: now))
      }
      if sighting.isOver(patience, at: now) {
        places[key] = nil
      } else {
        seen.goneSince[key] = sighting.goneSince
        places[key] = sighting
      }
    }
    for (key, sighting) in places.sorted(by: { $0.key < $1.key }) {
      if sighting.isHeld(patience, at: now) { seen.held.insert(key) }
      if sighting.isRestless(patience, at: now) { seen.restless.insert(key) }
      if let flapping = sighting.flapping(at: now) { seen.flapping.append(flapping) }
    }
    if now >= awaitedUntil { awaited = [] }
    seen.awaited = awaited
    seen.nextChange =
      (places.values.compactMap { $0.nextChange(patience, after: now) }
      + (awaited.isEmpty ? [] : [awaitedUntil])).min()
    return seen
  }
}

/// How what topology saw is to be taken.
public struct Seen: Sendable, Equatable {
  /// With those whose parts still come as `probing`, and those that went a moment ago as `away`.
  public var candidates: [Candidate] = []
  /// Not seen yet since the agent started a moment ago: unknown, not absent.
  public var awaited: Set<StationKey> = []
  /// Whole a moment ago, and taken as whole until it is certain that they are not.
  public var held: Set<StationKey> = []
  /// Of which other parts than before came or went not long ago.
  public var restless: Set<StationKey> = []
  /// Since when what is not there is gone, as far as it was seen.
  public var goneSince: [StationKey: Timestamp] = [:]
  /// By key.
  public var flapping: [Flapping] = []
  /// When the answer is another one although nothing happens.
  public var nextChange: Timestamp?

  public init() {}
}

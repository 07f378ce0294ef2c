import StationModel

/// One place as it was seen, and how restless it was.
struct Sighting: Sendable, Equatable {
  private enum Level: Int, Comparable {
    case gone, partial, whole
    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  private struct Fall: Equatable {
    var at: Timestamp
    var from: Level
    var what: String
  }

  private struct Flaps: Equatable {
    var since: Timestamp
    var what: String
  }

  /// As it was last there.
  private var last: Candidate
  /// As it was before it fell: what it loses has a name only there.
  private var upright: Candidate
  private var level: Level
  /// The best since it was last calm.
  private var peak: Level
  private var isFallen = false
  private var changedAt: Timestamp
  /// Since when there was no quiet.
  private var restlessSince: Timestamp
  private(set) var goneSince: Timestamp?
  /// The latest, as many as make it flap.
  private var falls: [Fall] = []
  private var flaps: Flaps?

  init(_ candidate: Candidate, at now: Timestamp) {
    last = candidate
    upright = candidate
    level = Self.level(of: candidate)
    peak = level
    changedAt = now
    restlessSince = now
  }

  private static func level(of candidate: Candidate) -> Level {
    candidate.presence == .complete ? .whole : .partial
  }

  // MARK: Looking

  mutating func see(_ candidate: Candidate, _ patience: Patience, at now: Timestamp) {
    endFlapping(patience, at: now)
    guard candidate != last || goneSince != nil else { return }
    note(patience, at: now)
    if !isFallen { upright = last }
    last = candidate
    goneSince = nil
    level = Self.level(of: candidate)
    if level < peak {
      fall(Self.lost(from: upright, to: candidate), patience, at: now)
    } else {
      peak = level
      isFallen = false
    }
  }

  mutating func miss(_ patience: Patience, at now: Timestamp) {
    endFlapping(patience, at: now)
    guard goneSince == nil else { return }
    note(patience, at: now)
    goneSince = now
    level = .gone
    fall(Self.hub(of: last), patience, at: now)
  }

  /// Something is another now: what was calm becomes restless.
  private mutating func note(_ patience: Patience, at now: Timestamp) {
    if now >= calmAt(patience) {
      peak = level
      isFallen = false
    }
    // Where it was never quiet, the wait is not begun anew.
    if now >= changedAt + patience.quiet { restlessSince = now }
    changedAt = now
  }

  /// A pulled dock loses one part after the other: that is one fall.
  private mutating func fall(_ what: String, _ patience: Patience, at now: Timestamp) {
    if isFallen {
      if let last = falls.indices.last { falls[last].what = what }
      return
    }
    isFallen = true
    falls.append(Fall(at: now, from: peak, what: what))
    falls.removeFirst(max(0, falls.count - patience.flaps))
    if falls.count == patience.flaps, let first = falls.first, now - first.at <= patience.window {
      // This fall has only begun. What the one before took is known, and it stays said: a notice
      // that has new words is a new notice.
      flaps = flaps ?? Flaps(since: now, what: falls.dropLast().last?.what ?? what)
    }
  }

  private mutating func endFlapping(_ patience: Patience, at now: Timestamp) {
    if let last = falls.last, now < last.at + patience.window { return }
    falls = []
    flaps = nil
  }

  // MARK: Answering

  /// When it is taken as it then is.
  private func calmAt(_ patience: Patience) -> Timestamp {
    if let goneSince { return goneSince + patience.absence }
    return min(changedAt + patience.quiet, restlessSince + patience.longest)
  }

  private func flapsUntil(_ patience: Patience, at now: Timestamp) -> Timestamp? {
    guard flaps != nil, let last = falls.last, now < last.at + patience.window else {
      return nil
    }
    return last.at + patience.window
  }

  func candidate(_ patience: Patience, at now: Timestamp) -> Candidate {
    var candidate = last
    if let goneSince {
      candidate.presence = .away(
        since: goneSince, until: flapsUntil(patience, at: now) ?? calmAt(patience))
      candidate.parts = []
      candidate.remarks = []
      candidate.deviceCount = 0
    } else if case .incomplete(let missing) = candidate.presence, now < calmAt(patience) {
      candidate.presence = .probing(missing: missing, until: calmAt(patience))
    }
    return candidate
  }

  /// Gone so short a time ago, or so often, that it is not absent yet.
  func isAway(_ patience: Patience, at now: Timestamp) -> Bool {
    goneSince != nil && (now < calmAt(patience) || flapsUntil(patience, at: now) != nil)
  }

  /// Not whole now, and not certainly so.
  func isHeld(_ patience: Patience, at now: Timestamp) -> Bool {
    guard level < .whole else { return false }
    if flapsUntil(patience, at: now) != nil { return falls.contains { $0.from == .whole } }
    return peak == .whole && now < calmAt(patience)
  }

  /// It is long since written down when it went.
  func isOver(_ patience: Patience, at now: Timestamp) -> Bool {
    guard let goneSince else { return false }
    return now >= goneSince + patience.absence + patience.window && falls.isEmpty
  }

  func flapping(_ patience: Patience, at now: Timestamp) -> Flapping? {
    guard flapsUntil(patience, at: now) != nil, let flaps else { return nil }
    return Flapping(key: last.key, label: last.label, what: flaps.what, since: flaps.since)
  }

  func nextChange(_ patience: Patience, after now: Timestamp) -> Timestamp? {
    let calm = level == .whole ? nil : calmAt(patience)
    return [calm, flapsUntil(patience, at: now)].compactMap(\.self).filter { $0 > now }.min()
  }

  // MARK: Words

  /// What was there before and is not now, by the kinds that are missing.
  private static func lost(from old: Candidate, to new: Candidate) -> String {
    guard case .incomplete(let missing) = new.presence else { return hub(of: new) }
    let parts = missing.map { kind in
      old.parts.first { $0.kind == kind }.map { "\(kind.rawValue) \"\($0.label)\"" }
        ?? kind.rawValue
    }
    return parts.joined(separator: " and ")
  }

  private static func hub(of candidate: Candidate) -> String { "hub \"\(candidate.label)\"" }
}

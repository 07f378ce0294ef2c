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

  /// As it was last there.
  private var last: Candidate
  /// As it stood before the present fall began: what it has lost had names then.
  private var upright: Candidate
  private var level: Level
  /// The best since it was last calm.
  private var peak: Level
  private var isFallen = false
  private var changedAt: Timestamp
  /// Since when there was no quiet.
  private var restlessSince: Timestamp
  private(set) var goneSince: Timestamp?
  /// When it was last whole.
  private var fellAt: Timestamp?
  /// The latest, as many as can make it flap.
  private var falls: [Fall] = []
  private var spell: Spell?

  /// A time of flapping. What it is about is said once and stays: a text that follows every fall would
  /// be a storm of its own.
  private struct Spell: Equatable {
    var since: Timestamp
    var what: String
    /// It ends when nothing fell for so long.
    var length: Span
  }

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
    let before = last
    last = candidate
    guard goneSince != nil || Self.differ(before, candidate) else { return }
    note(patience, at: now)
    if !isFallen { upright = before }
    goneSince = nil
    level = Self.level(of: candidate)
    if level < peak {
      fall(Self.lost(from: upright, to: candidate), patience, at: now)
    } else {
      peak = level
      isFallen = false
    }
  }

  /// Something came or went. What people or udev say of it is no reason to wait for more.
  private static func differ(_ old: Candidate, _ new: Candidate) -> Bool {
    old.parts != new.parts || old.deviceCount != new.deviceCount || old.presence != new.presence
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
    if now >= heldUntil(patience) ?? calmAt(patience) {
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
    if peak == .whole { fellAt = now }
    falls.append(Fall(at: now, from: peak, what: what))
    falls.removeFirst(max(0, falls.count - (patience.flaps.map(\.count).max() ?? 0)))
    // This fall has only begun; what the one before took is known.
    for flaps in patience.flaps where isFlapping(by: flaps) {
      spell =
        spell.map { Spell(since: $0.since, what: $0.what, length: max($0.length, flaps.within)) }
        ?? Spell(since: now, what: falls.dropLast().last?.what ?? what, length: flaps.within)
    }
  }

  private func isFlapping(by flaps: Patience.Flaps) -> Bool {
    guard flaps.count > 0, falls.count >= flaps.count, let last = falls.last else { return false }
    return last.at - falls[falls.count - flaps.count].at <= flaps.within
  }

  private mutating func endFlapping(_ patience: Patience, at now: Timestamp) {
    guard let last = falls.last else { return }
    if let length = spell?.length, now >= last.at + length { spell = nil }
    // What fell longer ago makes nothing flap any more.
    let memory = patience.flaps.map(\.within).max() ?? .zero
    if spell == nil { falls.removeAll { now >= $0.at + memory } }
  }

  /// It is the same thing that was at another place a moment ago, with its falls.
  mutating func follow(_ other: Sighting, _ patience: Patience) {
    falls = (other.falls + falls).suffix(patience.flaps.map(\.count).max() ?? 0)
    spell = spell ?? other.spell
  }

  // MARK: Answering

  /// When it is taken as it then is.
  private func calmAt(_ patience: Patience) -> Timestamp {
    if let goneSince { return goneSince + patience.absence }
    return min(changedAt + patience.quiet, restlessSince + patience.longest)
  }

  private func flapsUntil(at now: Timestamp) -> Timestamp? {
    guard let spell, let last = falls.last else { return nil }
    let end = last.at + spell.length
    return now < end ? end : nil
  }

  func candidate(_ patience: Patience, at now: Timestamp) -> Candidate {
    var candidate = last
    if let goneSince {
      candidate.presence = .away(
        since: goneSince, until: flapsUntil(at: now) ?? calmAt(patience))
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
    goneSince != nil && (now < calmAt(patience) || flapsUntil(at: now) != nil)
  }

  /// Not whole now, and not certainly so.
  func isHeld(_ patience: Patience, at now: Timestamp) -> Bool {
    guard level < .whole else { return false }
    if flapsUntil(at: now) != nil { return falls.contains { $0.from == .whole } }
    return heldUntil(patience).map { now < $0 } ?? false
  }

  /// Whatever is shown of it meanwhile: what was whole has the time of an absence to become so again,
  /// also where its hub is never quiet.
  private func heldUntil(_ patience: Patience) -> Timestamp? {
    guard peak == .whole, level < .whole, let fellAt else { return nil }
    return max(calmAt(patience), fellAt + patience.absence)
  }

  /// Its parts are not long enough what they are now.
  func isRestless(_ patience: Patience, at now: Timestamp) -> Bool {
    flapsUntil(at: now) != nil || now < changedAt + patience.steady
  }

  /// It is long since written down when it went.
  func isOver(_ patience: Patience, at now: Timestamp) -> Bool {
    guard let goneSince else { return false }
    return now >= goneSince + patience.absence + .minutes(5) && falls.isEmpty
  }

  func flapping(at now: Timestamp) -> Flapping? {
    guard flapsUntil(at: now) != nil, let spell else { return nil }
    return Flapping(key: last.key, label: last.label, what: spell.what, since: spell.since)
  }

  func nextChange(_ patience: Patience, after now: Timestamp) -> Timestamp? {
    let calm = level == .whole ? nil : calmAt(patience)
    return [calm, heldUntil(patience), flapsUntil(at: now)].compactMap(\.self)
      .filter { $0 > now }.min()
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

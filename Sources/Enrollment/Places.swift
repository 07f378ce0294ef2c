import StationModel

/// The host and physical stations: what has a place.
extension Book {
  mutating func keepHost(_ record: Enrolled, candidate: Candidate?, input: RosterInput) {
    let isUsed = input.isUsed(.host)
    keep(record, candidate, input) { Need.ofHost($0, policy: input.policy, isUsed: isUsed) }
  }

  mutating func keepPlace(_ record: Enrolled, candidate: Candidate?, input: RosterInput) {
    let isHeld = input.held.contains(record.key)
    let isUsed = input.isUsed(record.key)
    let need = { Need.ofPlace($0, isHeld: isHeld, isUsed: isUsed) }
    // What was there when the agent ended may still be on its way through udev: no history yet.
    if candidate == nil, input.awaited.contains(record.key), record.absentSince == nil {
      let presence = Presence.unknown(why: "the agent has just started and still looks for it")
      add(Station(record: record, presence: presence, need: need(presence), isStale: true))
    } else {
      keep(record, candidate, input, need: need)
    }
  }

  /// The host is a station once it is complete or somebody is signed in there, or at once if the
  /// configuration says so.
  mutating func enrollHost(_ candidate: Candidate, input: RosterInput) {
    let isUsed = input.isUsed(.host)
    guard !candidate.presence.isAbsent,
      candidate.presence == .complete || isUsed || input.policy.hostCounts == .always
    else { return }
    let record = enroll(.host, kind: .host, name: nil, now: input.now)
    let need = Need.ofHost(candidate.presence, policy: input.policy, isUsed: isUsed)
    add(Self.station(record, candidate, need: need, users: input.people[.host]))
  }

  mutating func enrollPlace(_ candidate: Candidate, input: RosterInput) {
    let record = enroll(
      candidate.key, kind: candidate.kind, name: nil, marks: candidate.marks, now: input.now)
    let users = input.people[candidate.key]
    let need = Need.ofPlace(candidate.presence, isUsed: input.isUsed(candidate.key))
    add(Self.station(record, candidate, need: need, users: users))
  }

  private mutating func keep(
    _ record: Enrolled, _ candidate: Candidate?, _ input: RosterInput,
    need: (Presence) -> LicenseNeed
  ) {
    guard var seen = candidate, !seen.presence.isAbsent else {
      let record = absent(record, since: input.goneSince[record.key] ?? input.now)
      let presence = Presence.absent(since: record.absentSince ?? input.now)
      return add(Station(record: record, presence: presence, need: need(presence)))
    }
    var record = record
    if case .away = seen.presence {
      // Gone for good before, or gone a moment ago: neither writes anything.
      if let since = record.absentSince { seen.presence = .absent(since: since) }
    } else {
      record = present(record)
      if seen.presence == .complete {
        record = remember(
          record, seen.marks, isRestless: input.restless.contains(record.key))
      }
    }
    add(
      Self.station(
        record, seen, need: need(seen.presence), users: input.people[record.key]))
  }

  private static func station(
    _ record: Enrolled, _ candidate: Candidate, need: LicenseNeed, users: [String]?
  ) -> Station {
    Station(
      record: record, presence: candidate.presence, parts: candidate.parts, need: need,
      seat: candidate.seat, remarks: candidate.remarks, users: users ?? [])
  }
}

extension Presence {
  fileprivate var isAbsent: Bool {
    if case .absent = self { return true }
    return false
  }
}

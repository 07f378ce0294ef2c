import StationModel

/// The host and physical stations: what has a place.
extension Book {
  mutating func keepHost(
    _ record: Enrolled, candidate: Candidate?, policy: EnrollmentPolicy, now: Timestamp
  ) {
    keep(record, candidate: candidate, now: now) { Need.ofHost($0, policy: policy) }
  }

  mutating func keepPlace(
    _ record: Enrolled, candidate: Candidate?, isAwaited: Bool, now: Timestamp
  ) {
    // What was there when the agent ended may still be on its way through udev: no history yet.
    if candidate == nil, isAwaited, record.absentSince == nil {
      let presence = Presence.unknown(why: "the agent has just started and still looks for it")
      add(Station(record: record, presence: presence, need: Need.ofPlace(presence), isStale: true))
    } else {
      keep(record, candidate: candidate, now: now, need: Need.ofPlace)
    }
  }

  /// The host is a station once it is complete, or at once if the configuration says so.
  mutating func enrollHost(_ candidate: Candidate, policy: EnrollmentPolicy, now: Timestamp) {
    guard !candidate.presence.isAbsent,
      candidate.presence == .complete || policy.hostCounts == .always
    else { return }
    let record = enroll(.host, kind: .host, name: nil, now: now)
    add(Self.station(record, candidate, need: Need.ofHost(candidate.presence, policy: policy)))
  }

  mutating func enrollPlace(_ candidate: Candidate, now: Timestamp) {
    let record = enroll(candidate.key, kind: candidate.kind, name: nil, now: now)
    add(Self.station(record, candidate, need: Need.ofPlace(candidate.presence)))
  }

  private mutating func keep(
    _ record: Enrolled, candidate: Candidate?, now: Timestamp, need: (Presence) -> LicenseNeed
  ) {
    if let candidate, !candidate.presence.isAbsent {
      add(Self.station(present(record), candidate, need: need(candidate.presence)))
    } else {
      let record = absent(record, now: now)
      let presence = Presence.absent(since: record.absentSince ?? now)
      add(Station(record: record, presence: presence, need: need(presence)))
    }
  }

  private static func station(
    _ record: Enrolled, _ candidate: Candidate, need: LicenseNeed
  ) -> Station {
    Station(
      record: record, presence: candidate.presence, parts: candidate.parts, need: need,
      seat: candidate.seat, remarks: candidate.remarks)
  }
}

extension Presence {
  fileprivate var isAbsent: Bool {
    if case .absent = self { return true }
    return false
  }
}

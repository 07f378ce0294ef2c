import StationModel

/// The graces that the ledger knows.
struct Graces {
  private(set) var host: GraceClock?
  private var stations: [Int: GraceClock] = [:]

  init(_ graces: [GraceClock], _ roster: Roster) {
    stations.reserveCapacity(graces.count)
    for grace in graces {
      switch grace.subject {
      case .host:
        if let host, !grace.comes(before: host) { continue }
        host = grace
      case .station(let key):
        guard let slot = roster.slot(of: key) else { continue }
        if let other = stations[slot], !grace.comes(before: other) { continue }
        stations[slot] = grace
      }
    }
  }

  func station(_ slot: Int) -> GraceClock? { stations[slot] }
}

extension GraceClock {
  /// Which of two graces of one subject is taken: the one that began first. The ledger never has two.
  fileprivate func comes(before other: GraceClock) -> Bool {
    let last = Timestamp(milliseconds: .max)
    if startedAt != other.startedAt { return startedAt < other.startedAt }
    return (endsAt, extendedTo ?? last, endedAt ?? last, extendedBy) < (
      other.endsAt, other.extendedTo ?? last, other.endedAt ?? last, other.extendedBy
    )
  }
}

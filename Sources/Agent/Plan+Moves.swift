import Licensing
import StationModel

// What the ledger keeps of stations, once they have moved.

extension [Lease] {
  /// As the ledger has them once the stations have moved.
  func following(_ moves: [StationKey: StationKey]) -> [Lease] {
    moves.isEmpty
      ? self
      : map { lease in
        var lease = lease
        lease.holder = lease.holder.following(moves)
        return lease
      }
  }
}

extension [Revocation] {
  func following(_ moves: [StationKey: StationKey]) -> [Revocation] {
    map { revocation in
      var revocation = revocation
      revocation.holder = revocation.holder.following(moves)
      return revocation
    }
  }
}

extension [StationKey: LicenseStanding] {
  func following(_ moves: [StationKey: StationKey]) -> Self {
    var moved = self
    for old in moves.keys { moved[old] = nil }
    for (old, new) in moves { moved[new] = self[old] }
    return moved
  }
}

extension Holder {
  func following(_ moves: [StationKey: StationKey]) -> Holder {
    station.flatMap { moves[$0] }.map { .station($0) } ?? self
  }
}

extension [Notice] {
  func following(_ moves: [StationKey: StationKey]) -> [Notice] {
    if moves.isEmpty { return self }
    let ids = Dictionary(
      moves.flatMap { zip(NoticeID.all(of: $0.key), NoticeID.all(of: $0.value)) },
      uniquingKeysWith: { first, _ in first })
    let taken = Set(compactMap { ids[$0.id] })
    return compactMap { notice in
      guard let id = ids[notice.id] else { return taken.contains(notice.id) ? nil : notice }
      var notice = notice
      notice.id = id
      return notice
    }
  }
}

extension [GraceClock] {
  func following(_ moves: [StationKey: StationKey]) -> [GraceClock] {
    let known = Set(map(\.subject))
    return self
      + compactMap { grace in
        guard case .station(let key) = grace.subject, let place = moves[key],
          !known.contains(.station(place))
        else { return nil }
        var grace = grace
        grace.subject = .station(place)
        return grace
      }
  }
}

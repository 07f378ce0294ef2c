import StationModel

extension Usage {
  mutating func lease(_ row: HistoryRow, isRenewal: Bool) -> Bool {
    guard let detail = Detail(row.detail), let holder = holder(row, detail),
      let pack = detail.text("pack"), let end = detail.time("expires-at")
    else { return false }
    let groups = leaseGroups(holder: holder, pack: pack)
    for group in groups {
      if isRenewal {
        tallies[group, default: Tally(at: clock)].renewed += 1
      } else {
        tallies[group, default: Tally(at: clock)].granted += 1
      }
    }
    hold(holder, HeldLease(pack: pack, expiresAt: end, groups: groups))
    return true
  }

  /// Both end the lease, and are counted apart.
  mutating func release(_ row: HistoryRow, isRevocation: Bool) -> Bool {
    guard let detail = Detail(row.detail), let holder = holder(row, detail) else { return false }
    let former = drop(holder)
    let groups = former?.groups ?? leaseGroups(holder: holder, pack: detail.text("pack"))
    for group in groups {
      if isRevocation {
        tallies[group, default: Tally(at: clock)].revoked += 1
      } else {
        tallies[group, default: Tally(at: clock)].released += 1
      }
    }
    return true
  }

  /// In place of what the holder had. A term that is over already is not held.
  mutating func hold(_ holder: String, _ lease: HeldLease) {
    guard lease.expiresAt > clock else {
      drop(holder)
      return
    }
    let former = leases.updateValue(lease, forKey: holder)
    if former?.groups != lease.groups {
      former.map { shift($0.groups, by: -1) }
      shift(lease.groups, by: 1)
    }
    if former?.expiresAt != lease.expiresAt { remember(lease.expiresAt, of: holder) }
  }

  @discardableResult
  mutating func drop(_ holder: String) -> HeldLease? {
    let former = leases.removeValue(forKey: holder)
    former.map { shift($0.groups, by: -1) }
    return former
  }

  /// Leases whose term is over by now are not held any more, whether somebody releases them or not.
  mutating func expire() {
    while let (time, holder) = expiries.take(until: clock) {
      if leases[holder]?.expiresAt == time { drop(holder) }
    }
  }

  /// Makes the lease count in other groups than before: its holder has other labels now.
  mutating func regroup(_ holder: String) {
    guard var lease = leases[holder] else { return }
    lease.groups = leaseGroups(holder: holder, pack: lease.pack)
    hold(holder, lease)
  }

  func stationHolder(_ key: String) -> String { Holder.station(StationKey(key)).text }

  /// Older rows name no holder: then it is the station. Nil if it cannot be understood.
  private func holder(_ row: HistoryRow, _ detail: Detail) -> String? {
    guard let text = detail.text("holder") else {
      return row.station.map { stationHolder($0.text) }
    }
    return Holder(text)?.text
  }

  private mutating func shift(_ groups: [Int], by difference: Int) {
    for group in groups {
      tallies[group, default: Tally(at: clock)].held.change(by: difference, at: clock)
    }
  }

  mutating func remember(_ time: Timestamp, of holder: String) {
    // Renewals leave ends behind that are out of date; they must not pile up.
    if expiries.count > 2 * leases.count + 64 {
      expiries.removeAll()
      for (holder, lease) in leases { expiries.add(lease.expiresAt, holder) }
    } else {
      expiries.add(time, holder)
    }
  }

  private mutating func leaseGroups(holder: String, pack: String?) -> [Int] {
    switch query.by {
    case .none: return Self.restOnly
    case .pack: return pack.map { [groups.number(of: $0)] } ?? Self.restOnly
    case .label:
      guard case .station(let key)? = Holder(holder) else { return Self.restOnly }
      return stations[key.text]?.groups ?? Self.restOnly
    case .user:
      guard case .user(let name)? = Holder(holder) else { return Self.restOnly }
      return [groups.number(of: name)]
    case .station:
      guard case .station(let key)? = Holder(holder) else { return Self.restOnly }
      return [groups.number(of: key.text)]
    }
  }

  static let restOnly = [GroupNames.rest]
}

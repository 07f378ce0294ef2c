import Licensing
import StationModel

/// What comes of it: states, graces, numbers.
extension ReferenceModel {
  struct Verdict: Equatable {
    var states: [StationKey: LicenseState] = [:]
    /// The ledger's leases and graces afterwards.
    var leases: [Holder: Lease] = [:]
    var graces: [GraceClock.Subject: GraceClock] = [:]
    var standings: [StationKey: LicenseStanding] = [:]
    var renewed: Set<Holder> = []
    var order: [StationKey] = []
    var pool = PoolCount(total: 0, used: 0, free: 0, short: 0)
    var people: [Person] = []
    var notes: [StationKey: String] = [:]

    var events: [Event] {
      states.values.compactMap { Event(rawValue: $0.name) }
        + states.values.compactMap { $0.cause.flatMap { Event(rawValue: $0.rawValue) } }
        + notes.values.map { note in
          note.contains("revoked")
            ? .revokedGoesLast
            : note.hasPrefix("only") ? .atMost : .reservedForOthers
        }
    }
  }

  var verdict: Verdict {
    var verdict = Verdict()
    for lease in input.leases where !released.contains(lease.holder) {
      verdict.leases[lease.holder] = lease
    }
    if input.mode != .unset { verdict.leases.merge(held) { $1 } }
    for (holder, lease) in verdict.leases
    where kept.contains(holder) && ledgerLease(holder) != lease {
      verdict.renewed.insert(holder)
    }
    for clock in input.graces { verdict.graces[clock.subject] = clock }
    let short = input.stations.filter(isShort)
    startHostGrace(&verdict, isShort: !short.isEmpty)
    for station in short where verdict.graces[.station(station.key)] == nil {
      verdict.graces[.station(station.key)] = clock(.station(station.key), terms.stationGrace)
    }
    verdict.standings = input.standings
    for station in input.stations {
      let state = state(station, verdict.graces)
      verdict.states[station.key] = state
      let standing = LicenseStanding(state)
      if input.standings[station.key] != nil || standing.state != "not-needed" {
        verdict.standings[station.key] = standing
      }
    }
    verdict.pool = pool(short: short.count)
    verdict.order = order
    verdict.people = people
    for station in short { verdict.notes[station.key] = note(station) }
    return verdict
  }

  // MARK: States

  /// In need, and not covered.
  func isShort(_ station: Station) -> Bool {
    guard station.need == .needed else { return false }
    switch input.mode {
    case .unset: return true
    case .perDevice: return held[.station(station.key)] == nil
    case .perUser: return !uncoveredPeople(station).isEmpty
    }
  }

  private func state(
    _ station: Station, _ graces: [GraceClock.Subject: GraceClock]
  ) -> LicenseState {
    if input.mode == .perDevice, let lease = held[.station(station.key)] { return .licensed(lease) }
    if input.mode == .perUser, station.users.isEmpty {
      let who =
        station.record.kind == .desktop || station.record.kind == .network
        ? "nobody is known to be signed in there" : "nobody is signed in"
      return .notNeeded(why: who + ", and people hold the licenses")
    }
    if case .notNeeded(let why) = station.need { return .notNeeded(why: why) }
    if input.mode == .perUser {
      let leases = station.users.compactMap { held[.user($0)] }
      if uncoveredPeople(station).isEmpty,
        let first = leases.min(by: { ($0.expiresAt, $0.holder) < ($1.expiresAt, $1.holder) })
      {
        return .licensed(first)
      }
    }
    let cause = cause(station)
    let clocks = [graces[.station(station.key)], graces[.host]].compactMap { $0 }
    if let until = clocks.filter({ $0.isRunning(at: now) }).map(\.deadline).max() {
      return .grace(until: until, cause: cause)
    }
    let since = clocks.map { $0.endedAt ?? $0.deadline }.max() ?? now
    if input.mode == .perUser, cause == .exhausted, pool(short: 0).total > 0 {
      return .over(since: since, users: uncoveredPeople(station))
    }
    return .unlicensed(since: max(since, lapse(station) ?? since), cause: cause)
  }

  /// When the lease that the ledger still remembers stopped to count.
  private func lapse(_ station: Station) -> Timestamp? {
    let lapses = withoutLicense(station).compactMap { holder -> Timestamp? in
      guard held[holder] == nil, !released.contains(holder), let lease = ledgerLease(holder),
        refusal(lease.pack) == nil, end(of: lease) <= now
      else { return nil }
      return end(of: lease)
    }
    return input.mode == .unset ? nil : lapses.max()
  }

  /// Who would have to have a license, so that the station is covered.
  private func withoutLicense(_ station: Station) -> [Holder] {
    input.mode == .perUser
      ? uncoveredPeople(station).map { .user($0) } : [.station(station.key)]
  }

  private func cause(_ station: Station) -> LicenseCause {
    if input.mode == .unset { return .unconfigured }
    if !isEverySourceReachable { return .unreachable }
    let kind: LicenseKind = input.mode == .perUser ? .user : .device
    let begun = offers.filter {
      $0.pack.licenses(of: kind) > 0 && $0.pack.validFrom <= now
        && $0.pack.coverage.contains(station.record.kind)
    }
    let good = begun.filter { now < $0.end && ($0.isTrusted || holders(of: $0, kind) > 0) }
    if good.isEmpty, !begun.isEmpty { return .expired }
    // It had a license, and nothing but its end took it.
    let lost = withoutLicense(station).contains {
      held[$0] == nil && ledgerLease($0) != nil && !released.contains($0)
    }
    return lost ? .expired : .exhausted
  }

  // MARK: Graces

  private func clock(_ subject: GraceClock.Subject, _ span: Span) -> GraceClock {
    GraceClock(subject: subject, startedAt: now, endsAt: now + span)
  }

  /// Begins with the first station that is short, and is spent by the first lease.
  private func startHostGrace(_ verdict: inout Verdict, isShort: Bool) {
    let hasLease = !input.leases.isEmpty || !held.isEmpty
    guard isShort || hasLease else { return }
    var host = verdict.graces[.host] ?? clock(.host, terms.hostGrace)
    if hasLease, host.isRunning(at: now) { host.endedAt = max(now, host.startedAt) }
    verdict.graces[.host] = host
  }

  // MARK: Numbers

  private func pool(short: Int) -> PoolCount {
    let used = held.count
    var total = 0
    for offer in offers {
      for kind in LicenseKind.allCases where input.mode.kind != kind.other {
        total += max(valid(offer, kind), holders(of: offer, kind))
      }
    }
    total += held.values.filter { offer($0.pack) == nil }.count
    var pool = PoolCount(total: total, used: used, free: total - used, short: short)
    pool.reserved = keptBack.count
    if input.mode == .perUser, total > 0 {
      pool.over = self.order(.user).filter { isInNeed($0) && held[$0] == nil }.count
    }
    return pool
  }

  /// Stations that need a license or hold one; holders first.
  private var order: [StationKey] {
    let stations = input.mode == .perUser ? byTurn : self.order(.device)
    switch input.mode {
    case .unset, .perDevice:
      return
        (stations.filter { held[$0] != nil }
        + stations.filter { held[$0] == nil && isInNeed($0) }).compactMap(\.station)
    case .perUser:
      let occupied = stations.compactMap { station($0) }.filter {
        $0.need == .needed && !$0.users.isEmpty
      }
      return (occupied.filter { !isShort($0) } + occupied.filter(isShort)).map(\.key)
    }
  }

  /// The people at a station who have no license that covers it.
  func uncoveredPeople(_ station: Station) -> [String] {
    station.users.filter { name in
      guard let lease = held[.user(name)] else { return true }
      return offer(lease.pack).map { !$0.pack.coverage.contains(station.record.kind) } ?? false
    }
  }

  private var people: [Person] {
    guard input.mode == .perUser else { return [] }
    let names = Set(input.stations.flatMap(\.users) + held.keys.compactMap(\.user))
    return names.sorted().map { name in
      Person(
        name: name, stations: input.stations.filter { $0.users.contains(name) }.map(\.key).sorted(),
        lease: held[.user(name)])
    }
  }

  // MARK: Notes

  private func note(_ station: Station) -> String? {
    if input.mode == .unset { return nil }
    if input.mode == .perUser {
      let revoked = uncoveredPeople(station).first { isRevoked(.user($0)) }
      return revoked.map {
        "the license of \($0) was revoked, so \($0) goes last until \(revokedUntil(.user($0)))"
      }
    }
    let holder = Holder.station(station.key)
    for reservation in reservations where counts(holder, for: reservation) {
      guard let most = reservation.most, holders(for: reservation).count >= most else { continue }
      let stations = most == 1 ? "1 station" : "\(most) stations"
      return "only \(stations) labelled \(reservation.label) may have a license"
    }
    if isRevoked(holder) {
      return "its license was revoked, so it goes last until \(revokedUntil(holder))"
    }
    for reservation in reservations {
      let kept = keptBack.filter { $0.label == reservation.label }
      let isOfUse = kept.contains {
        offer($0.pack)?.pack.coverage.contains(station.record.kind) == true
      }
      let some = kept.count == 1 ? "license is" : "\(kept.count) licenses are"
      if isOfUse { return "the last \(some) reserved for label \(reservation.label)" }
    }
    return nil
  }

  private func revokedUntil(_ holder: Holder) -> String {
    input.revocations.filter { $0.holder == holder }.map(\.until).max()?.utcText ?? ""
  }
}

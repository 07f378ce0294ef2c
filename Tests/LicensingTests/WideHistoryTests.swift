import Dice
import Licensing
import StationModel
import Testing

/// Properties of whole histories with all that licensing knows, thousands of steps.
@Suite struct WideHistoryTests {
  @Test(arguments: UInt64(1)...24) func everyWideHistoryKeepsTheRules(seed: UInt64) throws {
    var history = History(seed: seed, isWide: true)
    for step in 0..<400 {
      history.step()
      let input = history.books.input
      let decision = license(input)
      let at = Comment(rawValue: "seed \(seed), step \(step)")
      try #require(license(input.shuffled(using: &history.random)) == decision, at)
      try checkGraces(decision, in: history.books, at)
      try checkGrants(decision, in: history.books, at)

      history.books.apply(decision.changes)
      var again = license(history.books.input)
      try #require(again.changes == [], at)
      again.changes = decision.changes
      try #require(again.differences(from: decision) == [], at)

      try checkStates(decision, in: history.books, at)
      try checkPool(decision, in: history.books, at)
      try checkLabels(decision, since: input, in: history.books, at)
      try checkNextChange(decision, in: history.books, at)
    }
  }

  /// No grace is begun twice, and none that began is lengthened or shortened.
  private func checkGraces(_ decision: LicensingDecision, in books: Books, _ at: Comment) throws {
    var seen: Set<GraceClock.Subject> = []
    for clock in decision.graceChanges {
      try #require(seen.insert(clock.subject).inserted, at)
      guard var known = books.graces[clock.subject] else { continue }
      try #require(clock.subject == .host && known.endedAt == nil, at)
      known.endedAt = clock.endedAt
      try #require(clock == known, at)
    }
  }

  /// Licenses are given of packs that give some, to holders of the kind that the mode counts.
  private func checkGrants(_ decision: LicensingDecision, in books: Books, _ at: Comment) throws {
    for change in decision.leaseChanges {
      try #require(change.lease.holder.kind == books.mode.kind, at)
      let source = try #require(
        books.input.sources.first { source in
          source.packs.contains { $0.id == change.lease.pack }
        }, at)
      try #require(source.state == .reachable, at)
      try #require(source.refused[change.lease.pack] == nil, at)
      try #require(source.untrusted[change.lease.pack] == nil, at)
    }
    for case .release(let holder, _) in decision.changes {
      try #require(books.leases[holder] != nil, at)
    }
  }

  private func checkStates(_ decision: LicensingDecision, in books: Books, _ at: Comment) throws {
    try #require(Set(decision.states.keys) == Set(books.stations.map(\.key)), at)
    for station in books.stations {
      let state = try #require(decision.states[station.key], at)
      if case .licensed(let lease) = state {
        try #require(lease == books.leases[lease.holder] && books.now < lease.expiresAt, at)
        try #require(lease.holder.kind == books.mode.kind, at)
      }
      if state.name == "grace" || state.name == "unlicensed" || state.name == "over" {
        try #require(station.need == .needed, at)
      } else {
        try #require(decision.notes[station.key] == nil, at)
      }
      if case .over(_, let users) = state {
        try #require(!users.isEmpty && Set(users).isSubset(of: station.users), at)
        try #require(books.mode == .perUser && decision.pool.total > 0, at)
      }
      let standing = books.standings[station.key]
      if standing == nil {
        try #require(state.name == "not-needed", at)
      } else {
        try #require(standing == LicenseStanding(state), at)
      }
    }
  }

  /// Never more leases than licenses.
  private func checkPool(_ decision: LicensingDecision, in books: Books, _ at: Comment) throws {
    let pool = decision.pool
    try #require(pool.free >= pool.reserved && pool.reserved >= 0, at)
    try #require(pool.used >= 0 && pool.used + pool.free == pool.total, at)
    guard let kind = books.mode.kind else { return }
    var used: [String: Int] = [:]
    for lease in decision.leasesThatCount { used[lease.pack, default: 0] += 1 }
    try #require(pool.used == used.values.reduce(0, +), at)
    for source in books.input.sources where source.state == .reachable {
      for pack in source.packs where used[pack.id] != nil {
        try #require(used[pack.id, default: 0] <= pack.licenses(of: kind), at)
      }
    }
  }

  /// Nobody has more than its label may, and nobody outside a label takes what is kept for it.
  private func checkLabels(
    _ decision: LicensingDecision, since input: LicensingInput, in books: Books, _ at: Comment
  ) throws {
    guard books.mode == .perDevice else { return }
    // Packs that somebody left for another one gave their license to whom that was done for.
    let left = decision.leaseChanges.compactMap { change in
      input.leases.first { $0.holder == change.lease.holder && $0.pack != change.lease.pack }?.pack
    }
    let picture = LabelPicture(decision, books)
    let isAllReachable = books.input.sources.allSatisfy { $0.state == .reachable }
    for reservation in books.reservations {
      let held = picture.held(reservation)
      if isAllReachable, let most = reservation.most { try #require(held <= most, at) }
      for change in decision.leaseChanges where !change.isRenewal && held < reservation.least {
        let pack = try #require(picture.packs[change.lease.pack], at)
        guard pack.coverage.contains(reservation.kind),
          let station = picture.station(change.lease), !picture.counts(station, for: reservation),
          station.record.labels.isEmpty, !left.contains(pack.id)
        else { continue }
        try #require(decision.pool.reserved >= reservation.least - held, at)
      }
      // Who could claim a reserved license has none only where nobody can spare one.
      guard held < reservation.least else { continue }
      for station in books.stations where picture.isClaimant(station, of: reservation) {
        for lease in decision.leasesThatCount where picture.canGive(lease, to: station) {
          try #require(!picture.canSpare(lease), at)
        }
      }
    }
  }

  /// Until `nextChange` nothing happens by itself.
  private func checkNextChange(
    _ decision: LicensingDecision, in books: Books, _ at: Comment
  ) throws {
    var later = books
    later.now =
      decision.nextChange.map { $0 + Span(milliseconds: -1) } ?? books.now + .days(10_000)
    var then = license(later.input)
    try #require(then.changes == [], at)
    then.changes = decision.changes
    then.nextChange = decision.nextChange
    try #require(then.differences(from: decision) == [], at)
  }
}

/// What labels mean, counted anew from a decision.
private struct LabelPicture {
  let decision: LicensingDecision
  let books: Books
  let packs: [String: Pack]

  init(_ decision: LicensingDecision, _ books: Books) {
    self.decision = decision
    self.books = books
    packs = Dictionary(
      books.input.sources.flatMap { source in
        source.state == .reachable ? source.packs.map { ($0.id, $0) } : []
      }, uniquingKeysWith: { first, _ in first })
  }

  func counts(_ station: Station, for reservation: Reservation) -> Bool {
    station.record.kind == reservation.kind && station.record.labels.contains(reservation.label)
  }

  func station(_ lease: Lease) -> Station? {
    books.stations.first { $0.key == lease.holder.station }
  }

  func held(_ reservation: Reservation) -> Int {
    decision.leasesThatCount.filter { lease in
      station(lease).map { counts($0, for: reservation) } ?? false
    }.count
  }

  func isClaimant(_ station: Station, of reservation: Reservation) -> Bool {
    guard station.need == .needed, counts(station, for: reservation),
      !decision.isLicensed(station.record.number)
    else { return false }
    return books.reservations.allSatisfy { other in
      !counts(station, for: other) || other.most.map { held(other) < $0 } ?? true
    }
  }

  func canGive(_ lease: Lease, to station: Station) -> Bool {
    guard let pack = packs[lease.pack], books.untrusted[lease.pack] == nil else { return false }
    return pack.coverage.contains(station.record.kind)
  }

  func canSpare(_ lease: Lease) -> Bool {
    guard let station = station(lease) else { return false }
    return books.reservations.allSatisfy { !counts(station, for: $0) || held($0) > $0.least }
  }
}

extension LicensingDecision {
  /// What differs, so that a failure can be read.
  func differences(from other: LicensingDecision) -> [String] {
    var all: [String] = []
    for (key, state) in states where other.states[key] != state {
      all.append("\(key): \(state), not \(String(describing: other.states[key]))")
    }
    if states.count != other.states.count { all.append("stations") }
    if changes != other.changes { all.append("changes \(changes), not \(other.changes)") }
    if order != other.order { all.append("order \(order), not \(other.order)") }
    if nextChange != other.nextChange { all.append("nextChange") }
    if pool != other.pool { all.append("\(pool), not \(other.pool)") }
    if notes != other.notes { all.append("notes \(notes), not \(other.notes)") }
    if people != other.people { all.append("people \(people), not \(other.people)") }
    return all
  }

  var leasesThatCount: [Lease] {
    if !people.isEmpty { return people.compactMap(\.lease) }
    return states.values.compactMap { if case .licensed(let lease) = $0 { lease } else { nil } }
  }
}

extension LicensingInput {
  /// The same, in another order.
  func shuffled(using random: inout SplitMix) -> LicensingInput {
    var other = self
    other.stations.shuffle(using: &random)
    for index in sources.indices { other.sources[index].packs.shuffle(using: &random) }
    other.leases.shuffle(using: &random)
    other.graces.shuffle(using: &random)
    other.reservations.shuffle(using: &random)
    other.revocations.shuffle(using: &random)
    return other
  }
}

import Licensing
import StationModel
import Testing

/// Properties of whole histories: random stations, packs, modes and clocks, thousands of steps.
@Suite struct HistoryTests {
  @Test(arguments: UInt64(1)...12) func everyHistoryKeepsTheRules(seed: UInt64) throws {
    var history = History(seed: seed)
    var former: LicensingDecision?
    for step in 0..<400 {
      let old = history.books
      history.step()
      let input = history.books.input
      let decision = license(input)
      let at = Comment(rawValue: "seed \(seed), step \(step)")

      var shuffled = input
      shuffled.stations.shuffle(using: &history.random)
      for index in shuffled.sources.indices {
        shuffled.sources[index].packs.shuffle(using: &history.random)
      }
      shuffled.leases.shuffle(using: &history.random)
      shuffled.graces.shuffle(using: &history.random)
      try #require(license(shuffled) == decision, at)

      try checkGraces(decision, in: history.books, at)
      history.books.apply(decision.changes)
      var again = license(history.books.input)
      try #require(again.changes.isEmpty, at)
      again.changes = decision.changes
      try #require(again == decision, at)

      try checkStates(decision, in: history.books, at)
      try checkPool(decision, history, at)
      try checkTrust(decision, history.books, at)
      if let former { try checkKept(former, since: old, decision, history, at) }
      try checkNextChange(decision, history.books, at)
      former = decision
      // A smaller pack takes leases only when they may be released again.
      if input.mode == .perDevice, history.books.source == .reachable { history.shrunk = [] }
    }
  }

  /// No grace is begun twice, and none that began is lengthened or shortened.
  private func checkGraces(_ decision: LicensingDecision, in books: Books, _ at: Comment) throws {
    var seen: Set<GraceClock.Subject> = []
    for clock in decision.graceChanges {
      try #require(seen.insert(clock.subject).inserted, at)
      guard let known = books.graces[clock.subject] else { continue }
      try #require(clock.subject == .host && known.endedAt == nil, at)
      try #require((clock.startedAt, clock.endsAt) == (known.startedAt, known.endsAt), at)
    }
  }

  /// Every station has one state, and one that fits its need.
  private func checkStates(_ decision: LicensingDecision, in books: Books, _ at: Comment) throws {
    try #require(Set(decision.states.keys) == Set(books.stations.map(\.key)), at)
    for station in books.stations {
      switch (decision.states[station.key], station.need) {
      case (.licensed(let lease), _):
        try #require(lease == books.leases[.station(station.key)], at)
        try #require(books.now < lease.expiresAt, at)
      case (.grace(let until, _), .needed): try #require(books.now < until, at)
      case (.unlicensed, .needed): break
      case (.notNeeded(let why), .notNeeded(let known)): try #require(why == known, at)
      default: Issue.record(at)
      }
    }
  }

  /// Never more leases than licenses; nobody short beside a license that would fit.
  private func checkPool(_ decision: LicensingDecision, _ history: History, _ at: Comment) throws {
    let books = history.books
    let pool = decision.pool
    try #require(pool.free >= 0 && pool.used + pool.free == pool.total, at)
    guard books.mode == .perDevice, books.source == .reachable else { return }
    var used: [String: Int] = [:]
    for case .licensed(let lease) in decision.states.values { used[lease.pack, default: 0] += 1 }
    try #require(pool.used == used.values.reduce(0, +), at)
    for (id, count) in used {
      let pack = try #require(books.packs.first { $0.id == id }, at)
      try #require(count <= pack.count, at)
      try #require(pack.validUntil.map { books.now < $0 } ?? true, at)
    }
    for station in books.stations {
      guard let cause = decision.cause(station.record.number) else { continue }
      try #require(cause == .exhausted || cause == .expired, at)
      for pack in books.packs
      where pack.isValid(at: books.now) && pack.coverage.contains(station.record.kind)
        && books.untrusted[pack.id] == nil
      {
        try #require(used[pack.id, default: 0] >= pack.count, at)
      }
    }
  }

  /// An untrusted pack gives nothing.
  private func checkTrust(_ decision: LicensingDecision, _ books: Books, _ at: Comment) throws {
    for change in decision.leaseChanges {
      try #require(books.untrusted[change.lease.pack] == nil, at)
    }
  }

  /// Who is licensed stays so while it is in need and its pack is good and as large as it was.
  private func checkKept(
    _ former: LicensingDecision, since old: Books, _ decision: LicensingDecision,
    _ history: History, _ at: Comment
  ) throws {
    let books = history.books
    guard books.mode == .perDevice else { return }
    for station in books.stations where station.need == .needed {
      guard case .licensed(let lease) = former.states[station.key],
        old.stations.contains(where: { $0.key == station.key }),
        !history.shrunk.contains(lease.pack),
        let pack = books.packs.first(where: { $0.id == lease.pack }),
        pack.validUntil.map({ books.now < $0 }) ?? true
      else { continue }
      if books.source != .reachable || books.untrusted[lease.pack] != nil,
        books.now >= lease.expiresAt
      {
        continue
      }
      try #require(decision.isLicensed(station.record.number), at)
    }
  }

  /// Until `nextChange` nothing happens by itself.
  private func checkNextChange(
    _ decision: LicensingDecision, _ books: Books, _ at: Comment
  ) throws {
    var later = books
    later.now =
      decision.nextChange.map { $0 + Span(milliseconds: -1) } ?? books.now + .days(10_000)
    let then = license(later.input)
    try #require(then.changes.isEmpty, at)
    try #require(then.states == decision.states, at)
    try #require(then.pool == decision.pool, at)
  }
}

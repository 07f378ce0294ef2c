import StationModel

/// Turns a planning into states, changes and the next moment to look again.
struct Outcome {
  let planning: Planning
  let causes: Causes
  let now: Timestamp
  var graces: [GraceClock] = []
  var hostGrace: GraceClock?
  var states: [StationKey: LicenseState] = [:]
  /// By the roster's slots.
  var standings: [Standing?]
  var notes: [StationKey: String] = [:]
  var next: Earliest

  init(_ planning: Planning) {
    self.planning = planning
    causes = Causes(planning)
    now = planning.input.now
    next = Earliest(after: now)
    standings = Array(repeating: nil, count: planning.roster.count)
    states.reserveCapacity(planning.roster.count)
  }

  mutating func decision() -> LicensingDecision {
    let found = planning.people == nil ? stateStations() : stateSeats()
    lookAhead()
    var pool = pool()
    pool.short = found.short
    pool.over = found.over
    return LicensingDecision(
      states: states, changes: changes(), order: found.order,
      nextChange: next.time, pool: pool, notes: notes, people: people())
  }

  /// What is known when every station has its state.
  struct Found {
    var order: [StationKey]
    var short: Int
    var over = 0
  }

  mutating func state(_ slot: Int, _ state: LicenseState) {
    standings[slot] = Standing(state)
    states[planning.roster.keys[slot]] = state
  }

  // MARK: Graces

  /// The first lease ever spends the host's grace, even if it comes before any station went short:
  /// what is on record cannot be had later.
  mutating func decideHostGrace(isShort: Bool) {
    let hasLease = planning.hasLease
    var clock = planning.graces.host
    if clock == nil, isShort || hasLease {
      clock = grace(of: .host, lasting: planning.input.terms.hostGrace)
    }
    if hasLease, let running = clock, running.isRunning(at: now) {
      clock?.endedAt = max(now, running.startedAt)
    }
    if let clock, clock != planning.graces.host { graces.append(clock) }
    hostGrace = clock
  }

  /// What is left to a station that needs a license and has none. Begins its grace if it never had
  /// one.
  mutating func uncovered(_ slot: Int) -> GraceLeft {
    let known = planning.graces.station(slot)
    let own =
      known
      ?? grace(
        of: .station(planning.roster.keys[slot]), lasting: planning.input.terms.stationGrace)
    if known == nil { graces.append(own) }
    let left = own.remaining(with: hostGrace, at: now)
    if case .grace(let until) = left { next.consider(until) }
    return left
  }

  private func grace(of subject: GraceClock.Subject, lasting span: Span) -> GraceClock {
    GraceClock(subject: subject, startedAt: now, endsAt: now + max(span, .zero))
  }

  // MARK: Moments and numbers

  private mutating func lookAhead() {
    let isSettled = planning.input.mode != .unset
    for allotment in [planning.main, planning.other].compactMap({ $0 }) {
      for slot in 0..<allotment.roll.count {
        allotment.lookAhead(slot, isSettled: isSettled, &next)
      }
      // Whose turn it is depends on them.
      for (slot, until) in allotment.roll.revoked
      where allotment.roll.isNeeded[slot] || allotment.holds[slot] != nil {
        next.consider(until)
      }
    }
    for slot in planning.catalog.packs.indices {
      next.consider(planning.catalog.packs[slot].validFrom)
      next.consider(planning.catalog.ends[slot])
      // From then on others are kept back rather than those of this pack.
      if !planning.main.reserve.isEmpty {
        next.consider(planning.main.windowStart(before: planning.catalog.ends[slot]))
      }
    }
  }

  func pool() -> PoolCount {
    var pool = PoolCount(total: 0, used: 0, free: 0, short: 0)
    for allotment in [planning.main, planning.other].compactMap({ $0 }) {
      for slot in planning.catalog.packs.indices {
        let held = allotment.holders[slot]
        let isCounted =
          planning.catalog.isValid(slot, at: now) && !planning.catalog.isUntrusted[slot]
        pool.total = pool.total.addingSaturated(
          isCounted ? max(allotment.shelf.counts[slot], held) : held)
        pool.used += held
      }
      pool.used += allotment.unlisted
      pool.total = pool.total.addingSaturated(allotment.unlisted)
      for index in allotment.reserve.labels.indices {
        pool.reserved = pool.reserved.addingSaturated(allotment.reserve.keptBackCount(index))
      }
    }
    pool.free = pool.total - pool.used
    pool.reserved = min(pool.reserved, pool.free)
    return pool
  }
}

extension Allotment {
  /// When something may happen to this one's license by itself.
  func lookAhead(_ slot: Int, isSettled: Bool, _ next: inout Earliest) {
    guard let hold = holds[slot] else { return }
    next.consider(end(of: hold))
    guard isSettled, isMovable(hold) else { return }
    if roll.isNeeded[slot] {
      next.consider(renewalPoint(of: hold))
      // A person's may be old enough to be extended, and yet have nothing longer before then.
      if roll.kind == .user { next.consider(windowStart(before: end(of: hold))) }
    } else if let since = roll.absentSince(slot) {
      next.consider(since + terms.absenceHold)
    }
  }
}

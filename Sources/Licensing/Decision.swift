import StationModel

/// Decides who is licensed, and what the ledger must change so that it is true. Pure: the same input
/// gives the same decision, and once its changes are applied the next decision has none.
///
/// - `unset`: nothing is granted, renewed or released; what is held stays reserved but covers nobody.
/// - unreachable source: the same, but leases cover their stations until their term ends.
/// - `per-device`: leases that no longer count are released, those that are due renewed, and free
///   licenses given to stations in need, in the order that ``LicensingDecision/order`` shows.
public func license(_ input: LicensingInput) -> LicensingDecision {
  let roll = Roll(input)
  var allotment = Allotment(input, roll)
  let isSettled: Bool
  switch (input.mode, input.source) {
  case (.unset, _):
    isSettled = false
    allotment.settle(isOpen: false)
  case (.perDevice, .unreachable):
    isSettled = false
    allotment.trustLedger()
  case (.perDevice, .reachable):
    isSettled = true
    allotment.settle(isOpen: true)
    allotment.renew()
    allotment.grant()
    allotment.makeRoom()
  }
  var outcome = Outcome(input: input, roll: roll, allotment: allotment, isSettled: isSettled)
  return outcome.decision()
}

/// Turns an allotment into states, changes and the next moment to look again.
private struct Outcome {
  let input: LicensingInput
  let roll: Roll
  let allotment: Allotment
  /// The allotment may change the ledger's leases.
  let isSettled: Bool
  var graces: [Change] = []
  var next: Earliest

  init(input: LicensingInput, roll: Roll, allotment: Allotment, isSettled: Bool) {
    self.input = input
    self.roll = roll
    self.allotment = allotment
    self.isSettled = isSettled
    next = Earliest(after: input.now)
  }

  mutating func decision() -> LicensingDecision {
    let uncovered = roll.order.filter { roll.isNeeded($0) && !isCovered($0) }
    let host = hostGrace(isShort: !uncovered.isEmpty)
    let causes = Causes(input, allotment)
    var states: [StationKey: LicenseState] = [:]
    states.reserveCapacity(roll.count)
    for slot in roll.order {
      if isCovered(slot), let lease = allotment.leases[slot] {
        states[roll.key(slot)] = .licensed(lease)
      } else if case .notNeeded(let why) = roll.need(slot) {
        states[roll.key(slot)] = .notNeeded(why: why)
      } else {
        states[roll.key(slot)] = uncoveredState(slot, host, causes.cause(of: slot))
      }
    }
    for slot in roll.order { lookAhead(slot) }
    for pack in allotment.shelf.packs {
      next.consider(pack.validFrom)
      if let end = pack.validUntil { next.consider(end) }
    }
    return LicensingDecision(
      states: states, changes: leaseChanges() + graces, order: queue(), nextChange: next.time,
      pool: pool(short: uncovered.count))
  }

  private func isCovered(_ slot: Int) -> Bool {
    input.mode != .unset && allotment.leases[slot] != nil
  }

  /// The first lease ever spends the host's grace, even if it comes before any station went short:
  /// what is on record cannot be had later.
  private mutating func hostGrace(isShort: Bool) -> GraceClock? {
    let hasLease =
      !roll.strays.isEmpty
      || roll.order.contains { allotment.leases[$0] != nil || roll.hasLease($0) }
    var clock = roll.hostGrace
    if clock == nil, isShort || hasLease {
      clock = grace(of: .host, lasting: input.terms.hostGrace)
    }
    if hasLease, let running = clock, running.isRunning(at: input.now) {
      clock?.endedAt = max(input.now, running.startedAt)
    }
    if let clock, clock != roll.hostGrace { graces.append(.grace(clock)) }
    return clock
  }

  private mutating func uncoveredState(
    _ slot: Int, _ host: GraceClock?, _ cause: LicenseCause
  ) -> LicenseState {
    let known = roll.grace(slot)
    let own = known ?? grace(of: .station(roll.key(slot)), lasting: input.terms.stationGrace)
    if known == nil { graces.append(.grace(own)) }
    let clocks = [own, host].compactMap { $0 }
    if let until = clocks.filter({ $0.isRunning(at: input.now) }).map(\.endsAt).max() {
      next.consider(until)
      return .grace(until: until, cause: cause)
    }
    var since = clocks.map { $0.endedAt ?? $0.endsAt }.max() ?? input.now
    // A lease that outlived the grace covered the station longer; one that is kept shows that.
    if input.mode != .unset, allotment.voided[slot] == nil, let lapsed = allotment.lapse(of: slot) {
      since = max(since, lapsed)
    }
    return .unlicensed(since: since, cause: cause)
  }

  private func grace(of subject: GraceClock.Subject, lasting span: Span) -> GraceClock {
    GraceClock(subject: subject, startedAt: input.now, endsAt: input.now + max(span, .zero))
  }

  private func leaseChanges() -> [Change] {
    guard isSettled else { return [] }
    var changes: [Change] = roll.strays.map {
      .release($0.station, why: "its station was forgotten")
    }
    for slot in roll.order where allotment.leases[slot] == nil {
      guard let why = allotment.voided[slot] else { continue }
      changes.append(.release(roll.key(slot), why: why))
    }
    for slot in roll.order {
      guard allotment.isNew[slot], let lease = allotment.leases[slot] else { continue }
      changes.append(.lease(lease, isRenewal: allotment.isKept[slot]))
    }
    return changes
  }

  private mutating func lookAhead(_ slot: Int) {
    guard let end = allotment.end(of: slot) else { return }
    next.consider(end)
    guard isSettled else { return }
    if roll.isNeeded(slot) {
      next.consider(input.terms.renewalPoint(of: end))
    } else if let since = roll.absentSince(slot) {
      next.consider(since + input.terms.absenceHold)
    }
  }

  private func queue() -> [StationKey] {
    let holders = roll.order.filter { allotment.leases[$0] != nil }
    let others = roll.order.filter { allotment.leases[$0] == nil && roll.isNeeded($0) }
    return (holders + others).map { roll.key($0) }
  }

  private func pool(short: Int) -> PoolCount {
    let used = roll.order.reduce(0) { $0 + (allotment.leases[$1] == nil ? 0 : 1) }
    var total = 0
    for (pack, held) in allotment.holders.enumerated() {
      let count = allotment.shelf.licenses(of: pack, at: input.now)
      let (sum, overflow) = total.addingReportingOverflow(max(count, held))
      total = overflow ? .max : sum
    }
    total = max(total, used)
    return PoolCount(total: total, used: used, free: total - used, short: short)
  }
}

/// The earliest of some moments that are still to come.
private struct Earliest {
  private let now: Timestamp
  private(set) var time: Timestamp?

  init(after now: Timestamp) { self.now = now }

  mutating func consider(_ moment: Timestamp) {
    // The end of time is what an endless date saturates to.
    guard moment > now, moment.milliseconds != .max else { return }
    time = min(time ?? moment, moment)
  }
}

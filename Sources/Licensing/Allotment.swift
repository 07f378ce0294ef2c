import StationModel

/// Who has which license of one kind: of stations, or of people.
///
/// `settle` says what of the ledger's leases counts, `allot` gives what is left. Each step leaves
/// what the ones before it gave, so that a second run changes nothing.
struct Allotment {
  let roll: Roll
  let catalog: Catalog
  let terms: LicenseTerms
  private(set) var now: Timestamp
  let window: Span
  /// Nobody gets a license who had none, and nobody's goes back for being idle.
  let isMaintenance: Bool
  private(set) var shelf: Shelf
  /// The licenses that count, by the roll's slots.
  private(set) var holds: [Hold?]
  /// Whose lease in the ledger still counted, and so is renewed rather than granted.
  private(set) var isKept: [Bool]
  /// Whose license is not the lease in the ledger, or not surely.
  private(set) var isNew: [Bool]
  /// Why the lease in the ledger counts no longer and is released.
  private(set) var voided: [Int: String] = [:]
  /// Licenses that count, by the catalog's slots.
  private(set) var holders: [Int]
  /// Leases that count of packs that no source lists.
  private(set) var unlisted = 0
  var reserve: Reserve
  /// How often somebody got another license or another date; to see whether a round changed anything.
  private(set) var moves = 0

  init(_ roll: Roll, _ catalog: Catalog, _ input: LicensingInput, reserve: Reserve = Reserve()) {
    self.roll = roll
    self.catalog = catalog
    self.reserve = reserve
    terms = input.terms
    now = input.now
    isMaintenance = input.maintenance != nil
    window = input.terms.window(for: roll.kind)
    shelf = Shelf(catalog, kind: roll.kind, at: input.now)
    holds = Array(repeating: nil, count: roll.count)
    isKept = Array(repeating: false, count: roll.count)
    isNew = isKept
    holders = Array(repeating: 0, count: catalog.packs.count)
  }

  /// Gives free licenses, and renews what is due, until nothing is left to do.
  mutating func allot() {
    capLabels()
    // People who move about, and licenses that are kept for labels, free one for another.
    let isSimple = roll.kind == .device && reserve.isEmpty
    repeatedly(atMost: isSimple ? 1 : 1000) { all in
      // What a renewal frees is reserved before others are given it.
      all.repeatedly(atMost: isSimple ? 1 : 1000) { some in
        some.fillReservations()
        some.seatWhole()
        some.renew()
      }
      for isRevoked in [false, true] where !isRevoked || !all.roll.revoked.isEmpty {
        all.grant(isRevoked: isRevoked)
        all.makeRoom(isRevoked: isRevoked)
      }
    }
    if isMaintenance { settleIdle() }
  }

  private mutating func repeatedly(atMost rounds: Int, _ body: (inout Allotment) -> Void) {
    for _ in 0..<rounds {
      let before = moves
      body(&self)
      if moves == before { return }
    }
  }

  // MARK: Holding

  mutating func hold(_ hold: Hold, by slot: Int) {
    holds[slot] = hold
    isNew[slot] = true
    moves += 1
    if hold.pack == Hold.unlisted {
      unlisted += 1
    } else {
      holders[hold.pack] += 1
      shelf.take(hold.pack)
    }
    reserve.count(slot, 1)
  }

  /// As the ledger has it, or as it goes on from there in another pack.
  mutating func keep(_ hold: Hold, by slot: Int, isMoved: Bool = false) {
    self.hold(hold, by: slot)
    isKept[slot] = true
    isNew[slot] = isMoved
  }

  mutating func drop(_ slot: Int) {
    guard let hold = holds[slot] else { return }
    holds[slot] = nil
    moves += 1
    if hold.pack == Hold.unlisted {
      unlisted -= 1
    } else {
      holders[hold.pack] -= 1
      shelf.give(hold.pack)
    }
    reserve.count(slot, -1)
  }

  /// Goes on to a later moment, before which no date passes.
  mutating func setNow(_ now: Timestamp) { self.now = now }

  mutating func extend(_ slot: Int, to hold: Hold) {
    holds[slot] = hold
    isNew[slot] = true
    moves += 1
  }

  /// The lease in the ledger does not count.
  mutating func void(_ slot: Int, _ why: String) { voided[slot] = why }

  /// Takes a license away that counted.
  mutating func release(_ slot: Int, _ why: String) {
    drop(slot)
    isKept[slot] = false
    voided[slot] = why
  }

  mutating func keepBack(_ some: Reserve.KeptBack) { shelf.take(some.pack, some.count) }
  mutating func giveBack(_ some: Reserve.KeptBack) { shelf.give(some.pack, some.count) }

  // MARK: Asking

  /// A license of this pack from now on.
  func fresh(_ pack: Int, for slot: Int) -> Hold {
    Hold(
      pack: pack, grantedAt: now,
      expiresAt: terms.end(
        of: catalog.packs[pack].id, endingAt: catalog.ends[pack], for: roll.holder(slot), at: now))
  }

  func choice(for slot: Int, _ fit: Shelf.Fit = .whole) -> Int? {
    choice(for: roll.kinds[slot], fit)
  }

  /// The preferred pack whose lease is not due for renewal at once; else the one that lasts longest.
  func choice(for kinds: Coverage, _ fit: Shelf.Fit = .whole) -> Int? {
    shelf.first(for: kinds, fit, endingAfter: now + window) ?? shelf.latest(for: kinds, fit)
  }

  /// When the license that counts stops counting.
  func end(of slot: Int) -> Timestamp? { holds[slot].map(end) }

  func end(of hold: Hold) -> Timestamp {
    // Whatever the ledger says, no lease outlives its pack.
    hold.pack == Hold.unlisted ? hold.expiresAt : min(hold.expiresAt, catalog.ends[hold.pack])
  }

  /// The license may be renewed, moved or taken: the source of its pack answers.
  func isMovable(_ hold: Hold) -> Bool {
    hold.pack != Hold.unlisted && catalog.isReachable[hold.pack]
  }

  /// The lease in words, as the ledger keeps it.
  func lease(_ slot: Int) -> Lease? {
    guard let hold = holds[slot] else { return nil }
    guard isNew[slot], hold.pack != Hold.unlisted else { return roll.lease(slot) }
    return Lease(
      holder: roll.holder(slot), pack: catalog.packs[hold.pack].id, grantedAt: hold.grantedAt,
      expiresAt: hold.expiresAt)
  }

  /// The lease that the ledger does not have yet.
  func newLease(_ slot: Int) -> Lease? {
    guard isNew[slot], let lease = lease(slot), lease != roll.lease(slot) else { return nil }
    return lease
  }
}

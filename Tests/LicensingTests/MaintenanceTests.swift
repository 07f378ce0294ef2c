import Licensing
import StationModel
import Testing

/// While an administrator works on the computer nobody gets a license, and nobody loses one by that.
@Suite struct MaintenanceTests {
  private static let on = Maintenance(since: Books.start)

  @Test func nobodyGetsALicenseUntilItEnds() {
    let books = Books(stations: [station(1), station(2)], packs: [pack("a", 2)])
    var input = books.input
    input.maintenance = Maintenance(since: Books.start, until: Books.start + .days(1))
    let during = license(input)
    #expect(during.leaseChanges.isEmpty && during.pool.free == 2)
    #expect(
      during.notes[key(1)]
        == "maintenance is on until \((Books.start + .days(1)).utcText), "
        + "and no new licenses are given until it ends")
    // Graces begin and go on.
    #expect(during.graceChanges.count == 3)
    input.maintenance = nil
    #expect(license(input).leaseChanges.count == 2)
  }

  @Test func whoHoldsALicenseIsRenewed() throws {
    var books = Books(stations: [station(1)], packs: [pack("a", 1)])
    let first = try #require(books.decide().lease(1))
    books.now = first.expiresAt + .days(-7)
    var input = books.input
    input.maintenance = Self.on
    let renewal = try #require(license(input).leaseChanges.first)
    #expect(renewal.isRenewal && renewal.lease.expiresAt > first.expiresAt)
  }

  /// It would get no other one when it is back.
  @Test func whatIsUnpluggedOrStoppedMeanwhileKeepsItsLicense() {
    var books = Books(stations: [station(1), station(2, kind: .desktop)], packs: [pack("a", 2)])
    books.decide()
    books.now = Books.start + .days(20)
    books.change(key(1)) {
      $0.need = .notNeeded(why: "it is absent")
      $0.record.absentSince = Books.start + .days(1)
    }
    books.change(key(2)) {
      $0.need = .notNeeded(why: "the desktop is stopped")
      $0.givesBack = "its desktop was stopped"
    }
    var input = books.input
    input.maintenance = Self.on
    let during = license(input)
    #expect(during.released.isEmpty && during.isLicensed(1) && during.isLicensed(2))
    input.maintenance = nil
    #expect(license(input).released.count == 2)
  }

  @Test func packsAreExchangedWithoutALoss() {
    var books = Books(stations: [station(1), station(2)], packs: [pack("a", 1)])
    books.decide()
    books.packs = [pack("b", 5)]
    var input = books.input
    input.maintenance = Self.on
    let during = license(input)
    #expect(during.lease(1)?.pack == "b" && !during.isLicensed(2))
  }

  /// Whatever happened before: nothing is granted, nobody is worse off for it than without it, but for
  /// what would have been granted now.
  @Test(arguments: UInt64(1)...8, [false, true])
  func nobodyIsWorseOffThanWithoutIt(seed: UInt64, isWide: Bool) throws {
    var history = History(seed: seed, isWide: isWide)
    for step in 0..<300 {
      history.step()
      let at = Comment(rawValue: "seed \(seed), step \(step)")
      var input = history.books.input
      let without = license(input)
      input.maintenance = Self.on
      let during = license(input)
      let held = Set(input.leases.map(\.holder))
      for change in during.leaseChanges {
        try #require(held.contains(change.lease.holder), at)
      }
      let granted = Set(
        without.leaseChanges.filter { !held.contains($0.lease.holder) }.map(\.lease.holder))
      for case .release(let holder, let why) in during.changes {
        let at = Comment(rawValue: "seed \(seed), step \(step): \(holder): \(why)")
        try #require(
          without.changes.contains {
            if case .release(holder, _) = $0 { true } else { false }
          }, at)
      }
      // People are many at one station: there the leases say it.
      guard input.mode != .perUser else { continue }
      for (key, state) in without.states {
        guard case .licensed = state, !granted.contains(.station(key)),
          !without.leaseChanges.contains(where: {
            $0.lease.holder == .station(key) && !$0.isRenewal
          })
        else { continue }
        guard case .licensed? = during.states[key] else {
          Issue.record(at)
          return
        }
      }
      history.books.decide()
    }
  }
}

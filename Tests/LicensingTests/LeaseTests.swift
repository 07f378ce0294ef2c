import Licensing
import StationModel
import Testing

@Suite struct LeaseTests {
  @Test func unsetGrantsNothingAndKeepsWhatIsHeld() {
    var books = Books(stations: [station(1), station(2)], packs: [pack("a", 1)])
    books.decide()
    books.mode = .unset
    books.stations.append(station(3, need: .notNeeded(why: "it is incomplete")))
    let decision = books.decide()
    #expect(decision.leaseChanges.isEmpty && decision.released.isEmpty)
    #expect(decision.cause(1) == .unconfigured && decision.cause(2) == .unconfigured)
    #expect(decision.states[key(3)] == .notNeeded(why: "it is incomplete"))
    #expect(decision.pool == PoolCount(total: 1, used: 1, free: 0, short: 2))
    books.mode = .perDevice
    #expect(license(books.input).isLicensed(1))
  }

  @Test func aTermIsAWholeNumberOfDaysBetween52And89AndLooksRandom() {
    var books = Books(stations: (1...400).map { station($0) }, packs: [pack("a", 400)])
    let days = books.decide().leaseChanges.map { change in
      let span = change.lease.expiresAt - change.lease.grantedAt
      #expect(span.milliseconds % Span.days(1).milliseconds == 0)
      return Int(span.milliseconds / Span.days(1).milliseconds)
    }
    #expect(days.count == 400)
    #expect(Set(days) == Set(52...89))
  }

  @Test func noLeaseOutlivesItsPack() {
    var books = Books(
      stations: [station(1)], packs: [pack("a", 1, until: Books.start + .days(20))])
    #expect(books.decide().lease(1)?.expiresAt == Books.start + .days(20))
  }

  @Test func aLeaseIsRenewedWhenSevenDaysRemainAndNotBefore() throws {
    var books = Books(stations: [station(1)], packs: [pack("a", 1)])
    let first = try #require(books.decide().lease(1))
    let due = first.expiresAt + .days(-7)
    #expect(license(books.input).nextChange == due)
    books.now = due + Span(milliseconds: -1)
    #expect(books.decide().changes.isEmpty)
    books.now = due
    let renewal = try #require(books.decide().leaseChanges.first)
    #expect(renewal.isRenewal && renewal.lease.grantedAt == due && renewal.lease.pack == "a")
    #expect(renewal.lease.expiresAt > first.expiresAt)
  }

  @Test func nothingIsRenewedThatWouldNotLastLonger() {
    var books = Books(
      stations: [station(1)], packs: [pack("a", 1, until: Books.start + .days(20))])
    books.decide()
    books.now = Books.start + .days(15)
    #expect(books.decide().changes.isEmpty)
    books.packs.append(pack("b", 1, until: Books.start + .days(20)))
    #expect(books.decide().changes.isEmpty)
  }

  @Test func aRenewalMovesToAPackThatLastsLongerAndKeepsItsPlace() throws {
    var books = Books(
      stations: [station(1), station(2, priority: 9)],
      packs: [pack("a", 1, until: Books.start + .days(20))])
    books.stations[1].need = .notNeeded(why: "it is incomplete")
    books.decide()
    books.now = Books.start + .days(15)
    books.packs.append(pack("b", 1))
    books.stations[1].need = .needed
    let decision = books.decide()
    #expect(decision.lease(1)?.pack == "b")
    #expect(decision.leaseChanges.first { $0.lease.holder == holder(1) }?.isRenewal == true)
    // The one that came later gets what was given up, for the days that it lasts.
    #expect(decision.lease(2)?.pack == "a")
  }

  @Test func whoGoesFirstIsRenewedFirst() {
    var books = Books(
      stations: [station(1, priority: 1), station(2)],
      packs: [
        pack("three", 1, until: Books.start + .days(3)),
        pack("five", 1, until: Books.start + .days(5)), pack("long", 1),
      ])
    books.holds(1, "three")
    books.holds(2, "five")
    #expect(books.decide().lease(1)?.pack == "long")
    #expect(license(books.input).changes.isEmpty)
  }

  @Test func whatOneRenewalGivesUpAnotherTakesAtOnce() {
    var books = Books(
      stations: [
        station(1, priority: 3), station(2, priority: 2), station(3, kind: .desktop, priority: 1),
      ],
      packs: [
        pack("three", 1, until: Books.start + .days(3)),
        pack("four", 1, until: Books.start + .days(4)),
        pack("five", 1, until: Books.start + .days(5)), pack("desktops", 1, covers: [.desktop]),
      ])
    books.holds(1, "three")
    books.holds(2, "four")
    books.holds(3, "five")
    let decision = books.decide()
    #expect((1...3).map { decision.lease($0)?.pack } == ["four", "five", "desktops"])
    #expect(license(books.input).changes.isEmpty)
  }

  @Test func aLeaseThatRanOutWhileNobodyLookedKeepsItsPlace() {
    var books = Books(stations: [station(1)], packs: [pack("a", 1)])
    books.decide()
    books.now = Books.start + .days(200)
    books.stations.append(station(2, priority: 5))
    let decision = books.decide()
    #expect(decision.isLicensed(1) && !decision.isLicensed(2))
    #expect(decision.leaseChanges.map(\.isRenewal) == [true])
  }

  @Test func neverMoreLeasesThanThePackHas() {
    var books = Books(stations: (1...4).map { station($0) }, packs: [pack("a", 4)])
    books.stations[0].need = .notNeeded(why: "it is incomplete")
    books.decide()
    books.change(key(1)) { $0.need = .needed }
    books.decide()
    books.change(key(1)) { $0.need = .notNeeded(why: "it is incomplete") }
    books.change(key(4)) { $0.record.priority = 1 }
    books.packs[0].count = 2
    let decision = books.decide()
    // Of the holders, those in need go first, then priority, then age.
    #expect(
      decision.released == [
        key(1): "pack a has only 2 licenses", key(3): "pack a has only 2 licenses",
      ])
    #expect(decision.pool == PoolCount(total: 2, used: 2, free: 0, short: 1))
  }

  @Test(arguments: [
    ([station(1, priority: 0), station(2, priority: 1)], 2),
    ([station(1, enrolled: 9), station(2, enrolled: 8)], 2),
    ([station(2, enrolled: 8), station(1, enrolled: 8)], 1),
    ([station(1, priority: -1), station(2, enrolled: 99)], 2),
    ([station(1, need: .notNeeded(why: "x"), priority: 9), station(2)], 2),
  ]) func whoGoesFirst(stations: [Station], winner: Int) {
    var books = Books(stations: stations, packs: [pack("a", 1)])
    let decision = books.decide()
    #expect(decision.isLicensed(winner) && decision.pool.used == 1)
    #expect(decision.order.first == key(winner))
    #expect(license(books.input).order == decision.order)
  }

  @Test func whoHoldsALeaseGoesBeforePriority() {
    var books = Books(stations: [station(1)], packs: [pack("a", 1)])
    books.decide()
    books.stations.append(station(2, priority: 100))
    let decision = books.decide()
    #expect(decision.isLicensed(1) && !decision.isLicensed(2))
    #expect(decision.order == [key(1), key(2)])
  }

  @Test func aStationWithoutNeedKeepsItsLeaseAndDoesNotRenewIt() throws {
    var books = Books(stations: [station(1)], packs: [pack("a", 1)])
    let lease = try #require(books.decide().lease(1))
    books.change(key(1)) { $0.need = .notNeeded(why: "it is incomplete") }
    books.now = lease.expiresAt + Span(milliseconds: -1)
    #expect(books.decide().states[key(1)] == .licensed(lease))
    #expect(license(books.input).nextChange == lease.expiresAt)
    books.now = lease.expiresAt
    let decision = books.decide()
    #expect(decision.states[key(1)] == .notNeeded(why: "it is incomplete"))
    #expect(decision.released[key(1)]?.contains("term ended") == true)
  }

  @Test func aDesktopThatIsStoppedGivesItsLicenseToOneInNeedAndGetsOneAgainIfOneIsFree() {
    var books = Books(
      stations: [station(1, kind: .desktop), station(2, kind: .desktop)], packs: [pack("a", 1)])
    books.decide()
    let grace = books.graces[.station(key(2))]
    books.change(key(1)) {
      $0.need = .notNeeded(why: "the desktop is stopped")
      $0.givesBack = "the desktop was stopped"
    }
    let stopped = books.decide()
    #expect(stopped.released == [key(1): "the desktop was stopped"])
    #expect(stopped.isLicensed(2) && !stopped.isLicensed(1))
    books.change(key(1)) {
      $0.need = .needed
      $0.givesBack = nil
    }
    books.now = Books.start + .days(1)
    #expect(books.decide().cause(1) == .exhausted)
    books.change(key(2)) {
      $0.need = .notNeeded(why: "the desktop is stopped")
      $0.givesBack = "the desktop was stopped"
    }
    #expect(books.decide().isLicensed(1))
    #expect(grace != nil && books.graces[.station(key(2))] == grace)
  }

  @Test func nothingIsGivenBackWhileNoModeIsSetOrTheSourceIsAway() throws {
    var books = Books(stations: [station(1, kind: .desktop)], packs: [pack("a", 1)])
    books.decide()
    books.change(key(1)) {
      $0.need = .notNeeded(why: "the desktop is stopped")
      $0.givesBack = "the desktop was stopped"
    }
    books.source = .unreachable(why: "permission denied")
    #expect(books.decide().released.isEmpty)
    books.source = .reachable
    books.mode = .unset
    #expect(books.decide().released.isEmpty)
    books.mode = .perDevice
    #expect(books.decide().released.count == 1)
  }

  @Test func anAbsentStationKeepsItsLeaseForTheHold() {
    var books = Books(stations: [station(1)], packs: [pack("a", 1)])
    books.decide()
    books.now = Books.start + .days(3)
    books.change(key(1)) {
      $0.need = .notNeeded(why: "it is absent")
      $0.record.absentSince = Books.start + .days(3)
    }
    let gone = books.decide()
    #expect(gone.isLicensed(1) && gone.nextChange == Books.start + .days(17))
    books.now = Books.start + .days(17)
    #expect(
      books.decide().released == [key(1): "absent since 2026-09-24 14:13 UTC, longer than 14 days"])
    #expect(books.leases.isEmpty)
  }

  @Test func theLeaseOfAForgottenStationIsReleased() {
    var books = Books(stations: [station(1), station(2)], packs: [pack("a", 1)])
    books.decide()
    books.stations.removeFirst()
    let decision = books.decide()
    #expect(decision.released == [key(1): "its station was forgotten"])
    #expect(decision.isLicensed(2))
  }

  @Test func theLeaseOfARemovedPackIsReplacedOrReleased() {
    var books = Books(stations: [station(1), station(2)], packs: [pack("a", 2)])
    books.decide()
    books.packs = [pack("b", 1)]
    let decision = books.decide()
    #expect(decision.lease(1)?.pack == "b")
    #expect(decision.leaseChanges.map(\.isRenewal) == [false])
    #expect(decision.released == [key(2): "pack a was removed"])
  }

  @Test func whileTheSourceIsUnreachableNothingMoves() throws {
    var books = Books(stations: [station(1), station(2)], packs: [pack("a", 2)])
    books.stations[1].need = .notNeeded(why: "it is incomplete")
    let lease = try #require(books.decide().lease(1))
    books.source = .unreachable(why: "permission denied")
    books.stations[1].need = .needed
    books.packs = []
    books.now = lease.expiresAt + Span(milliseconds: -1)
    let before = books.decide()
    #expect(before.lease(1) == lease && before.cause(2) == .unreachable)
    #expect(before.leaseChanges.isEmpty && before.released.isEmpty)
    #expect(before.nextChange == lease.expiresAt)
    books.now = lease.expiresAt
    let after = books.decide()
    #expect(after.cause(1) == .unreachable)
    #expect(after.leaseChanges.isEmpty && after.released.isEmpty)
  }
}

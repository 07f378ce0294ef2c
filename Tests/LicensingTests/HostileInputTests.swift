import Dice
import Licensing
import StationModel
import Testing

@Suite struct HostileInputTests {
  @Test func absurdNumbersSaturate() {
    var books = Books(
      stations: [station(1, priority: .min), station(.max, priority: .max)],
      packs: [
        pack("a", .max), pack("b", .max), pack("c", .min, from: Timestamp(milliseconds: .min)),
        pack("d", 1, from: Timestamp(milliseconds: .min), until: Timestamp(milliseconds: .max)),
      ])
    books.terms = LicenseTerms(
      hostGrace: Span(milliseconds: .max), stationGrace: Span(milliseconds: .min),
      termDays: .min ... .max, renewalWindow: Span(milliseconds: .min),
      absenceHold: Span(milliseconds: .max))
    for now in [Int64.min, -1, 0, .max - 1, .max] {
      books.now = Timestamp(milliseconds: now)
      let decision = books.decide()
      #expect(decision.states.count == 2)
      #expect(license(books.input).changes.isEmpty)
    }
    books.now = Books.start
    #expect(books.decide().pool.total == .max)
  }

  @Test func ofTwoWithOneKeyTheSameIsTakenInAnyOrder() {
    let stations = [
      station(1), station(1, need: .notNeeded(why: "x")), station(1, priority: 4), station(2),
    ]
    let packs = [pack("a", 1), pack("a", 7), pack("a", 2, covers: [.host])]
    let leases = [3, 5, 9].map {
      Lease(
        station: key(1), pack: "a", grantedAt: Books.start + .days(-$0),
        expiresAt: Books.start + .days(50 - $0))
    }
    let graces = [4, 6].map {
      GraceClock(
        subject: .host, startedAt: Books.start + .days(-$0), endsAt: Books.start + .days(9))
    }
    var random = SplitMix(seed: 7)
    let first = license(
      LicensingInput(
        stations: stations, packs: packs, leases: leases, graces: graces, mode: .perDevice,
        source: .reachable, now: Books.start))
    for _ in 0..<50 {
      let other = license(
        LicensingInput(
          stations: stations.shuffled(using: &random), packs: packs.shuffled(using: &random),
          leases: leases.shuffled(using: &random), graces: graces.shuffled(using: &random),
          mode: .perDevice, source: .reachable, now: Books.start))
      #expect(other == first)
    }
  }

  @Test(
    arguments: [
      ("unknown", everyKind, "pack unknown was removed"),
      ("a", [.desktop], "pack a does not cover physical stations"),
      ("future", everyKind, "pack future is not valid before 2026-09-22 14:13 UTC"),
    ] as [(String, Set<StationKind>, String)])
  func aLeaseThatNeverCouldHaveBeenIsReleased(id: String, covers: Set<StationKind>, why: String) {
    var books = Books(
      stations: [station(1)],
      packs: [
        pack("a", 1, covers: covers.subtracting(id == "a" ? [.physical] : everyKind)),
        pack("future", 1, from: Books.start + .days(1)),
      ])
    books.leases[holder(1)] = Lease(
      station: key(1), pack: id, grantedAt: Books.start, expiresAt: Books.start + .days(60))
    let decision = books.decide()
    #expect(decision.released == [key(1): why])
    #expect(!decision.isLicensed(1))
  }

  @Test func aLeaseThatClaimsMoreDaysThanItsPackEndsWithThePack() {
    var books = Books(stations: [station(1)], packs: [pack("a", 1, until: Books.start + .days(3))])
    books.leases[holder(1)] = Lease(
      station: key(1), pack: "a", grantedAt: Books.start, expiresAt: Books.start + .days(900))
    #expect(books.decide().nextChange == Books.start + .days(3))
    books.now = Books.start + .days(3)
    #expect(books.decide().cause(1) == .expired)
  }
}

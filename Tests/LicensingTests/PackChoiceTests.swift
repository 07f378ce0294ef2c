import Licensing
import StationModel
import Testing

@Suite struct PackChoiceTests {
  @Test(arguments: [
    // Narrowest coverage before earliest end; earliest end before none; then the id.
    ([pack("a", 1, until: Books.start + .days(99)), pack("b", 1, covers: [.physical])], "b"),
    ([pack("a", 1, until: nil), pack("b", 1, until: Books.start + .days(999))], "b"),
    ([pack("b", 1), pack("a", 1)], "a"),
    (
      [
        pack("a", 1, until: Books.start + .days(200)),
        pack("b", 1, until: Books.start + .days(100)),
      ], "b"
    ),
    // Not one that would be due for renewal at once, if another is there.
    (
      [pack("a", 1, until: Books.start + .days(7)), pack("b", 1, until: Books.start + .days(100))],
      "b"
    ),
    (
      [pack("a", 1, until: Books.start + .days(2)), pack("b", 1, until: Books.start + .days(3))],
      "b"
    ),
    ([pack("a", 0), pack("b", 1)], "b"),
    ([pack("a", -5), pack("b", 1)], "b"),
    ([pack("a", 1, covers: [.desktop]), pack("b", 1)], "b"),
    ([pack("a", 1, from: Books.start + .days(1)), pack("b", 1)], "b"),
    ([pack("a", 1, until: Books.start), pack("b", 1)], "b"),
  ]) func whichPackIsTaken(packs: [Pack], taken: String) {
    var books = Books(stations: [station(1)], packs: packs)
    #expect(books.decide().lease(1)?.pack == taken)
    #expect(license(books.input).changes.isEmpty)
  }

  @Test func aDesktopDoesNotUseUpTheHostsLicense() {
    var books = Books(
      stations: [station(1, kind: .desktop, priority: 9), station(0, kind: .host)],
      packs: [pack("a", 1, until: Books.start + .days(50)), pack("b", 1, covers: [.desktop])])
    let decision = books.decide()
    #expect(decision.lease(0)?.pack == "a" && decision.lease(1)?.pack == "b")
  }

  @Test func aHolderMakesRoomIfThatCostsItNothing() throws {
    var books = Books(stations: [station(1, kind: .desktop)], packs: [pack("all", 1)])
    let lease = try #require(books.decide().lease(1))
    books.packs.append(pack("desktops", 1, covers: [.desktop]))
    books.stations.append(station(0, kind: .host))
    books.now = Books.start + .days(1)
    let decision = books.decide()
    #expect(decision.lease(0)?.pack == "all")
    let moved = try #require(decision.lease(1))
    #expect(moved.pack == "desktops")
    #expect((moved.grantedAt, moved.expiresAt) == (lease.grantedAt, lease.expiresAt))
    #expect(license(books.input).changes.isEmpty)
  }

  @Test func aHolderMakesNoRoomIfItWouldLoseDays() {
    var books = Books(stations: [station(1, kind: .desktop)], packs: [pack("all", 1)])
    books.decide()
    books.packs.append(pack("desktops", 1, covers: [.desktop], until: Books.start + .days(10)))
    books.stations.append(station(0, kind: .host))
    let decision = books.decide()
    #expect(decision.lease(1)?.pack == "all" && decision.cause(0) == .exhausted)
  }

  @Test func nobodyStaysShortBesideALicenseThatOverlappingPacksCouldFree() {
    // Both would suit the desktop; only one suits the station.
    var books = Books(
      stations: [station(1, kind: .desktop), station(2)],
      packs: [
        pack("a", 1, covers: [.physical, .desktop]), pack("b", 1, covers: [.desktop, .network]),
      ])
    let decision = books.decide()
    #expect(decision.lease(1)?.pack == "b" && decision.lease(2)?.pack == "a")
    #expect(decision.pool == PoolCount(total: 2, used: 2, free: 0, short: 0))
    #expect(license(books.input).changes.isEmpty)
  }
}

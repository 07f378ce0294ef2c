import Licensing
import StationModel
import Testing

/// Licenses of people: they hold them wherever they sit.
@Suite struct PeopleTests {
  private func books(_ seats: [(Int, StationKind, [String])], _ packs: [Pack]) -> Books {
    var books = Books(packs: packs.map { $0.forUsers() }, mode: .perUser)
    for (number, kind, users) in seats {
      var seat = station(number, kind: kind)
      seat.users = users
      books.stations.append(seat)
    }
    return books
  }

  @Test func aPersonNeedsOneLicenseHoweverManyStationsTheyUse() throws {
    var books = books([(1, .physical, ["ada"]), (2, .physical, ["ada"])], [pack("a", 1)])
    let decision = books.decide()
    let lease = try #require(books.leases[.user("ada")])
    #expect(lease.expiresAt == books.now + .days(60))
    #expect(decision.lease(1) == lease && decision.lease(2) == lease)
    #expect(decision.people == [Person(name: "ada", stations: [key(1), key(2)], lease: lease)])
    #expect(decision.pool == PoolCount(total: 1, used: 1, free: 0, short: 0))
  }

  @Test(arguments: [
    (StationKind.physical, "nobody is signed in, and people hold the licenses"),
    (.desktop, "nobody is known to be signed in there, and people hold the licenses"),
    (.network, "nobody is known to be signed in there, and people hold the licenses"),
  ]) func aStationWithoutPeopleNeedsNone(kind: StationKind, why: String) {
    var books = books([(1, kind, [])], [pack("a", 1)])
    #expect(books.decide().states[key(1)] == .notNeeded(why: why))
    #expect(books.leases.isEmpty && books.standings.isEmpty)
  }

  @Test func theLeaseOfWhoIsSignedInIsExtendedOnceItIsOlderThanADay() throws {
    var books = books([(1, .physical, ["ada"])], [pack("a", 1)])
    let first = books.decide()
    #expect(first.nextChange == books.now + .days(1) + Span(milliseconds: 1))
    books.now = Books.start + .days(1)
    #expect(books.decide().changes.isEmpty)
    books.now = Books.start + .days(1) + Span(milliseconds: 1)
    let change = try #require(books.decide().leaseChanges.first)
    #expect(change.isRenewal && change.lease.grantedAt == books.now)
    #expect(change.lease.expiresAt == books.now + .days(60))
  }

  @Test func whoIsAwayKeepsTheLeaseToItsEnd() {
    var books = books([(1, .physical, ["ada"])], [pack("a", 1)])
    books.decide()
    books.stations[0].users = []
    books.now = Books.start + .days(60) + Span(milliseconds: -1)
    #expect(books.decide().changes.filter(\.isRelease).isEmpty)
    books.now = Books.start + .days(60)
    #expect(books.decide().changes.contains { $0.isRelease })
    #expect(books.leases.isEmpty)
  }

  @Test func moreAndMorePeopleAreOverOnlyWhenTheGraceHasEnded() {
    var books = books([(1, .physical, ["ada", "bob"])], [pack("a", 1)])
    #expect(
      books.decide().states[key(1)] == .grace(until: books.now + .days(90), cause: .exhausted))
    #expect(books.leases.keys.map(\.text) == ["user/ada"])
    books.now = Books.start + .days(90)
    let decision = books.decide()
    #expect(decision.states[key(1)] == .over(since: books.now, users: ["bob"]))
    #expect(decision.pool.over == 1 && decision.pool.short == 1)
    // Without one user license it is not over, but without.
    books.packs = []
    #expect(books.decide().states[key(1)]?.name == "unlicensed")
  }

  @Test func whoSitsAtTwoKindsGetsAPackThatCoversBoth() {
    var books = books(
      [(1, .physical, ["ada"]), (3, .desktop, ["ada"])],
      [pack("desks", 1, covers: [.desktop]), pack("both", 1, covers: [.desktop, .physical])])
    #expect(books.decide().lease(1)?.pack == "both")
    // If none does, one that covers some.
    books.packs = [books.packs[0]]
    let decision = books.decide()
    #expect(decision.lease(3)?.pack == "desks" && decision.cause(1) == .exhausted)
    books.packs.append(pack("new", 1).forUsers())
    #expect(books.decide().lease(1)?.pack == "new")
  }

  @Test func aNewModeReleasesTheLeasesOfTheOther() {
    var books = books([(1, .physical, ["ada"])], [pack("a", 1)])
    books.packs.append(pack("devices", 1))
    books.decide()
    books.mode = .perDevice
    #expect(
      books.decide().changes.first
        == .release(.user("ada"), why: "licenses are counted per device now"))
    #expect(books.leases[holder(1)]?.pack == "devices")
    books.mode = .unset
    #expect(books.decide().changes.filter(\.isRelease).isEmpty)
    books.mode = .perUser
    #expect(
      books.decide().changes.first
        == .release(holder(1), why: "licenses are counted per user now"))
  }

  @Test func whoSitsAtTheBetterStationGoesFirst() {
    var books = books([(1, .physical, ["bob"]), (2, .physical, ["ada"])], [pack("a", 1)])
    books.stations[0].record.priority = 1
    books.decide()
    #expect(books.leases.keys.map(\.text) == ["user/bob"])
  }
}

extension Pack {
  func forUsers() -> Pack {
    var other = self
    other.kind = .user
    return other
  }
}

extension Change {
  var isRelease: Bool { if case .release = self { true } else { false } }
}

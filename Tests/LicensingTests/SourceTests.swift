import Licensing
import StationModel
import Testing

@Suite struct SourceTests {
  @Test func theEarlierSourceIsAskedFirst() {
    var books = Books(stations: [station(1), station(2)], packs: [pack("local", 1)])
    books.others = [SourcePicture(name: "site", packs: [pack("narrow", 5, covers: [.physical])])]
    let decision = books.decide()
    #expect(decision.lease(1)?.pack == "local" && decision.lease(2)?.pack == "narrow")
    #expect(decision.pool == PoolCount(total: 6, used: 2, free: 4, short: 0))
  }

  @Test(arguments: [
    SourceState.unknown, .denied(why: "x"), .incompatible(why: "x"), .unreachable(why: "x"),
  ]) func whatASourceGaveCountsToItsEndWhateverItSays(state: SourceState) throws {
    var books = Books(stations: [station(1), station(2)], packs: [])
    books.others = [SourcePicture(name: "site", packs: [pack("far", 1)])]
    let lease = try #require(books.decide().lease(1))
    books.others[0].state = state
    books.others[0].packs = []
    books.packs = [pack("near", 1, covers: [.host])]
    #expect(books.decide().lease(1) == lease)
    #expect(license(books.input).cause(2) == .unreachable)
    books.now = lease.expiresAt
    #expect(books.decide().cause(1) == .unreachable)
    #expect(books.leases[holder(1)] == lease)
    books.others[0].state = .reachable
    #expect(books.decide().released == [key(1): "pack far was removed"])
  }

  @Test func ofTwoPacksWithOneIdTheFirstSourcesCounts() {
    var books = Books(stations: [station(1)], packs: [pack("a", 1, covers: [.host])])
    books.others = [SourcePicture(name: "site", packs: [pack("a", 1)])]
    #expect(books.decide().cause(1) == .exhausted)
  }

  @Test func withoutAnySourceThereIsNothing() {
    let input = LicensingInput(stations: [station(1)], sources: [], now: Books.start)
    #expect(license(input).cause(1) == .exhausted)
  }
}

@Suite struct ReplacingTests {
  private func replacing(_ count: Int, covers: Set<StationKind> = everyKind) -> Books {
    var books = Books(stations: (1...3).map { station($0) }, packs: [pack("old", 3)])
    books.decide()
    var new = pack("new", count, covers: covers, until: Books.start + .days(30))
    new.replaces = ["old"]
    new.addedAt = Books.start + .days(1)
    books.packs.append(new)
    books.now = Books.start + .days(1)
    return books
  }

  @Test func leasesGoOnInThePackThatTakesTheOthersPlace() {
    var books = replacing(2)
    let decision = books.decide()
    #expect(decision.leaseChanges.count == 2)
    for change in decision.leaseChanges {
      #expect(change.isRenewal && change.lease.pack == "new")
      #expect(change.lease.grantedAt == Books.start)
      #expect(change.lease.expiresAt == Books.start + .days(30))
    }
    #expect(
      decision.released == [key(3): "pack old was replaced by new, which has only 2 licenses"])
    #expect(decision.pool == PoolCount(total: 2, used: 2, free: 0, short: 1))
  }

  @Test func itTakesTheOthersPlaceOnlyWhenItBegins() {
    var books = replacing(3)
    books.packs[1].validFrom = Books.start + .days(5)
    #expect(books.decide().changes.isEmpty)
    #expect(license(books.input).nextChange == Books.start + .days(5))
    books.now = Books.start + .days(5)
    #expect(Set(books.decide().leaseChanges.map(\.lease.pack)) == ["new"])
  }

  @Test(arguments: ["issuer", "untrusted", "refused", "source"])
  func itMustBeOfTheSameIssuerAndGood(what: String) {
    var books = replacing(3)
    switch what {
    case "issuer": books.packs[1].issuer = "Another"
    case "untrusted": books.untrusted = ["new": "x"]
    case "refused": books.refused = ["new": "x"]
    default: books.others = [SourcePicture(name: "site", packs: [books.packs.removeLast()])]
    }
    #expect(books.decide().leaseChanges.isEmpty)
  }

  @Test func inACircleTheYoungerOnesWordCounts() {
    var books = replacing(3)
    books.packs[0].replaces = ["new"]
    #expect(Set(books.decide().leaseChanges.map(\.lease.pack)) == ["new"])
    #expect(license(books.input).changes.isEmpty)
  }

  @Test func chainsWork() {
    var books = replacing(3)
    var newest = pack("newest", 3)
    newest.replaces = ["new"]
    newest.addedAt = books.now
    books.packs.append(newest)
    #expect(Set(books.decide().leaseChanges.map(\.lease.pack)) == ["newest"])
  }
}

import Licensing
import StationModel
import Testing

/// A key that is trusted no longer takes nobody's license; it only gives nothing more.
@Suite struct TrustTests {
  private func lapsed(_ numbers: Int...) -> Books {
    var books = Books(stations: numbers.map { station($0) }, packs: [pack("a", 3)])
    books.decide()
    books.untrusted = ["a": "its key is gone"]
    return books
  }

  @Test func heldLeasesRunToTheirEndAndNothingShowsAsFree() throws {
    var books = lapsed(1)
    let lease = try #require(books.leases[holder(1)])
    let decision = books.decide()
    #expect(decision.changes.isEmpty && decision.lease(1) == lease)
    #expect(decision.pool == PoolCount(total: 1, used: 1, free: 0, short: 0))
    books.now = lease.expiresAt + Span(milliseconds: -1)
    #expect(books.decide().changes.isEmpty)
    #expect(license(books.input).isLicensed(1))
    #expect(license(books.input).nextChange == lease.expiresAt)
    books.now = lease.expiresAt
    let over = books.decide()
    #expect(over.cause(1) == .expired && over.released.isEmpty && over.leaseChanges.isEmpty)
    #expect(over.pool == PoolCount(total: 0, used: 0, free: 0, short: 1))
    #expect(license(books.input).changes.isEmpty)
  }

  @Test func theEndOfThePackEndsItsLeases() {
    var books = lapsed(1)
    books.packs[0].validUntil = Books.start + .days(20)
    books.now = Books.start + .days(20)
    let decision = books.decide()
    #expect(decision.cause(1) == .expired && decision.released.isEmpty)
  }

  @Test func nobodyIsGivenALicenseOfIt() {
    var books = lapsed(1)
    books.stations.append(station(2))
    let decision = books.decide()
    #expect(decision.isLicensed(1) && decision.cause(2) == .exhausted)
    #expect(decision.leaseChanges.isEmpty)
    books.packs.append(pack("b", 1, covers: [.host]))
    #expect(books.decide().cause(2) == .exhausted)
    books.packs.append(pack("c", 1))
    #expect(books.decide().lease(2)?.pack == "c")
    books.stations.append(station(3))
    #expect(books.decide().cause(3) == .exhausted)
  }

  @Test func aPackOfWhichNothingIsHeldIsLikeOneThatEnded() {
    var books = Books(
      stations: [station(1)], packs: [pack("a", 3)], untrusted: ["a": "its key is gone"])
    let decision = books.decide()
    #expect(decision.cause(1) == .expired && decision.leaseChanges.isEmpty)
    #expect(decision.pool == PoolCount(total: 0, used: 0, free: 0, short: 1))
    books.packs.append(pack("b", 0))
    #expect(books.decide().cause(1) == .expired)
  }

  @Test func aDueLeaseGoesToATrustedPackThatLastsLonger() throws {
    var books = lapsed(1)
    let lease = try #require(books.leases[holder(1)])
    books.packs.append(pack("b", 1))
    #expect(books.decide().changes.isEmpty)
    books.now = lease.expiresAt + .days(-7)
    let change = try #require(books.decide().leaseChanges.first)
    #expect(change.isRenewal && change.lease.pack == "b")
    #expect(change.lease.expiresAt > lease.expiresAt)
  }

  @Test func nobodyIsMovedIntoItOrOutOfIt() {
    // The desktop could make room in "all" if "desks" were trusted.
    var books = Books(stations: [station(1, kind: .desktop)], packs: [pack("all", 1)])
    books.decide()
    books.stations.append(station(2))
    books.packs.append(pack("desks", 1, covers: [.desktop]))
    books.untrusted = ["desks": "its key is gone"]
    #expect(books.decide().leaseChanges.isEmpty)
    // To leave an untrusted pack makes no room in it.
    books.untrusted = ["all": "its key is gone"]
    #expect(books.decide().leaseChanges.isEmpty)
    books.untrusted = [:]
    let decision = books.decide()
    #expect(decision.lease(1)?.pack == "desks" && decision.lease(2)?.pack == "all")
  }

  @Test func whenTheKeyComesBackWhatRanOutIsRenewed() throws {
    var books = lapsed(1)
    books.now = try #require(books.leases[holder(1)]).expiresAt + .days(3)
    #expect(books.decide().cause(1) == .expired)
    books.untrusted = [:]
    let decision = books.decide()
    #expect(decision.lease(1)?.grantedAt == books.now)
    #expect(decision.pool == PoolCount(total: 3, used: 1, free: 2, short: 0))
  }

  @Test(arguments: [SourceState.reachable, .unreachable(why: "x")])
  func aRefusedPackDoesNotCountAtAll(source: SourceState) {
    var books = lapsed(1)
    books.untrusted = [:]
    books.refused = ["a": "it was edited"]
    books.source = source
    let decision = books.decide()
    #expect(!decision.isLicensed(1))
    #expect(decision.pool == PoolCount(total: 0, used: 0, free: 0, short: 1))
    #expect(
      decision.released
        == (source == .reachable ? [key(1): "pack a does not count: it was edited"] : [:]))
  }
}

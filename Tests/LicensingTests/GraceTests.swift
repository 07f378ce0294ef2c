import Licensing
import StationModel
import Testing

@Suite struct GraceTests {
  @Test func bothGracesBeginWithTheFirstUncoveredStation() {
    var books = Books(stations: [station(1, need: .notNeeded(why: "it is incomplete"))])
    #expect(books.decide().changes.isEmpty)
    books.now = Books.start + .days(1)
    books.change(key(1)) { $0.need = .needed }
    let decision = books.decide()
    #expect(
      decision.graceChanges == [
        GraceClock(subject: .host, startedAt: books.now, endsAt: books.now + .days(120)),
        GraceClock(
          subject: .station(key(1)), startedAt: books.now, endsAt: books.now + .days(90)),
      ])
    #expect(decision.states[key(1)] == .grace(until: books.now + .days(120), cause: .exhausted))
    #expect(decision.nextChange == books.now + .days(120))
  }

  @Test func theLaterEndCountsAndThenItIsOver() {
    var books = Books(stations: [station(1)])
    books.decide()
    books.now = Books.start + .days(60)
    books.stations.append(station(2))
    let decision = books.decide()
    #expect(decision.states[key(1)] == .grace(until: Books.start + .days(120), cause: .exhausted))
    #expect(decision.states[key(2)] == .grace(until: Books.start + .days(150), cause: .exhausted))
    books.now = Books.start + .days(120)
    #expect(
      books.decide().states[key(1)]
        == .unlicensed(since: Books.start + .days(120), cause: .exhausted))
    books.now = Books.start + .days(500)
    let last = books.decide()
    let unlicensed = LicenseStanding(state: "unlicensed", cause: .exhausted)
    #expect(last.changes == [.standing(key(2), unlicensed)] && last.nextChange == nil)
    #expect(
      last.states[key(2)] == .unlicensed(since: Books.start + .days(150), cause: .exhausted))
  }

  @Test func theFirstLeaseEndsTheHostsGraceAndLeavesTheStationsOwn() {
    var books = Books(stations: [station(1), station(2)])
    books.decide()
    books.now = Books.start + .days(10)
    books.packs = [pack("a", 1)]
    let decision = books.decide()
    #expect(
      decision.graceChanges == [
        GraceClock(
          subject: .host, startedAt: Books.start, endsAt: Books.start + .days(120),
          endedAt: books.now)
      ])
    #expect(decision.states[key(2)] == .grace(until: Books.start + .days(90), cause: .exhausted))
  }

  @Test func aHostCoveredFromTheStartHasHadItsGrace() {
    var books = Books(stations: [station(0, kind: .host)], packs: [pack("a", 1)])
    #expect(
      books.decide().graceChanges == [
        GraceClock(
          subject: .host, startedAt: books.now, endsAt: books.now + .days(120), endedAt: books.now)
      ])
    books.packs = []
    books.now = Books.start + .days(5)
    #expect(
      books.decide().states[key(0)] == .grace(until: books.now + .days(90), cause: .exhausted))
  }

  @Test func aGraceIsGivenOnceHoweverOftenAStationComesBack() {
    var books = Books(stations: [station(1)])
    books.decide()
    let graces = books.graces
    for day in 1...200 {
      books.now = Books.start + .days(Int64(day))
      switch day % 4 {
      case 0: books.stations = []
      case 1: books.stations = [station(1, need: .notNeeded(why: "it is absent"))]
      case 2: books.stations = [station(7)]
      default: books.stations = [station(1)]
      }
      books.decide()
    }
    #expect(books.graces[.host] == graces[.host])
    #expect(books.graces[.station(key(1))] == graces[.station(key(1))])
  }

  @Test func theTermsOfTheDayDoNotChangeAGraceThatBegan() {
    var books = Books(stations: [station(1)])
    books.decide()
    books.terms.hostGrace = .days(1)
    books.terms.stationGrace = .days(1000)
    #expect(books.decide().changes.isEmpty)
  }

  @Test func aClockThatWentBackChangesNothing() {
    var books = Books(
      stations: [station(1), station(2)],
      packs: [pack("a", 1, from: Books.start)])
    let before = books.decide()
    books.now = Books.start + .days(-400)
    let decision = books.decide()
    #expect(decision.changes.isEmpty)
    #expect(decision.states == before.states)
    #expect(decision.pool == before.pool)
  }

  @Test func aLeaseThatOutlivedTheGraceSaysSinceWhenTheStationIsUncovered() {
    var books = Books(
      stations: [station(1), station(2)], packs: [pack("a", 1, until: Books.start + .days(300))])
    books.terms.stationGrace = .days(1)
    books.packs = []
    books.decide()
    books.packs = [pack("a", 2, until: Books.start + .days(300))]
    for day in stride(from: 2, through: 300, by: 40) {
      books.now = Books.start + .days(Int64(day))
      books.decide()
    }
    books.now = Books.start + .days(400)
    #expect(
      books.decide().states[key(1)]
        == .unlicensed(since: Books.start + .days(300), cause: .expired))
  }
}

import Licensing
import StationModel
import Testing

@Suite struct CauseTests {
  @Test(arguments: [
    (LicenseMode.unset, SourceState.reachable, [pack("a", 5)], LicenseCause.unconfigured),
    (.unset, .unreachable(why: "x"), [], .unconfigured),
    (.perDevice, .unreachable(why: "x"), [pack("a", 5)], .unreachable),
    (.perDevice, .reachable, [], .exhausted),
    (.perDevice, .reachable, [pack("a", 1, covers: [.host])], .exhausted),
    (.perDevice, .reachable, [pack("a", 1, until: Books.start)], .expired),
    (.perDevice, .reachable, [pack("a", 1, covers: [.host], until: Books.start)], .exhausted),
    (.perDevice, .reachable, [pack("a", 0), pack("b", 1, until: Books.start)], .expired),
    (.perDevice, .reachable, [pack("a", 1, from: Books.start + .days(1))], .exhausted),
    (
      .perDevice, .reachable,
      [pack("a", 1, from: Books.start + .days(1)), pack("b", 1, until: Books.start)], .expired
    ),
  ]) func whyAStationIsUncovered(
    mode: LicenseMode, source: SourceState, packs: [Pack], cause: LicenseCause
  ) {
    var books = Books(stations: [station(1)], packs: packs, mode: mode, source: source)
    #expect(books.decide().cause(1) == cause)
    #expect(license(books.input).cause(1) == cause)
  }

  @Test func aPackWithOthersInItIsExhausted() {
    var books = Books(
      stations: [station(1), station(2)],
      packs: [pack("a", 1), pack("old", 1, until: Books.start)])
    let decision = books.decide()
    #expect(decision.isLicensed(1) && decision.cause(2) == .exhausted)
  }

  @Test func whoseOwnPackEndedIsToldSoAlsoBesideAFullPack() {
    let end = Books.start + .days(100)
    var books = Books(
      stations: [station(1), station(2)], packs: [pack("a", 1, until: end), pack("b", 1)])
    books.decide()
    books.stations.append(station(3))
    books.now = end
    let decision = books.decide()
    #expect(decision.cause(1) == .expired && decision.isLicensed(2))
    #expect(decision.cause(3) == .exhausted)
    #expect(decision.released.isEmpty)
    let again = license(books.input)
    #expect(again.cause(1) == .expired && again.changes.isEmpty)
    // The memory goes with the need.
    books.change(key(1)) { $0.need = .notNeeded(why: "it is incomplete") }
    #expect(
      books.decide().released == [
        key(1): "pack a ended at 2026-12-30 14:13 UTC while the station needed no license"
      ])
  }
}

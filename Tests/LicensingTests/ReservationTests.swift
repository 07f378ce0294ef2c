import Licensing
import StationModel
import Testing

@Suite struct ReservationTests {
  private func labelled(_ number: Int, _ labels: String..., need: LicenseNeed = .needed) -> Station
  {
    var each = station(number, need: need)
    each.record.labels = labels
    return each
  }

  @Test func whatNobodyClaimsIsKeptBack() {
    var books = Books(stations: [station(1), station(2)], packs: [pack("a", 2)])
    books.reservations = [Reservation(label: "desk", least: 1)]
    let decision = books.decide()
    #expect(decision.isLicensed(1) && decision.cause(2) == .exhausted)
    #expect(decision.notes == [key(2): "the last license is reserved for label desk"])
    #expect(decision.pool == PoolCount(total: 2, used: 1, free: 1, short: 1, reserved: 1))
  }

  @Test func whoItIsForTakesItFromTheLastWhoCanSpareIt() {
    var books = Books(stations: [station(1), station(2)], packs: [pack("a", 2)])
    books.decide()
    books.reservations = [Reservation(label: "desk", least: 1)]
    books.stations.append(labelled(3, "desk"))
    let decision = books.decide()
    #expect(
      decision.released == [
        key(2): "its license was needed for station 3, for which one is reserved (label desk)"
      ])
    #expect(decision.isLicensed(3) && decision.isLicensed(1))
  }

  @Test func whoNeedsNoneNowGivesFirst() {
    var books = Books(stations: [station(1), station(2)], packs: [pack("a", 2)])
    books.decide()
    books.change(key(1)) { $0.need = .notNeeded(why: "it is incomplete") }
    books.reservations = [Reservation(label: "desk", least: 1)]
    books.stations.append(labelled(3, "desk"))
    #expect(Array(books.decide().released.keys) == [key(1)])
  }

  @Test func noLabelIsBroughtBelowItsLeast() {
    var books = Books(stations: [labelled(1, "exam")], packs: [pack("a", 1)])
    books.decide()
    books.reservations = [
      Reservation(label: "desk", least: 1), Reservation(label: "exam", least: 1),
    ]
    books.stations.append(labelled(2, "desk"))
    let decision = books.decide()
    #expect(decision.isLicensed(1) && !decision.isLicensed(2) && decision.released.isEmpty)
  }

  @Test func noMoreThanTheMostHaveOne() {
    var books = Books(stations: (1...3).map { labelled($0, "lab") }, packs: [pack("a", 3)])
    books.decide()
    books.reservations = [Reservation(label: "lab", least: 0, most: 1)]
    let why = "only 1 station labelled lab may have a license"
    let decision = books.decide()
    #expect(decision.released == [key(2): why, key(3): why])
    #expect(decision.notes == [key(2): why, key(3): why])
    #expect(license(books.input).notes == decision.notes)
  }

  @Test func forPeopleReservationsDoNothing() {
    var books = Books(stations: [station(1)], packs: [pack("a", 1).forUsers()], mode: .perUser)
    books.stations[0].users = ["ada"]
    books.reservations = [Reservation(label: "desk", least: 1)]
    #expect(books.decide().isLicensed(1))
  }

  @Test func absurdReservationsAreNoTrap() {
    var books = Books(stations: [labelled(1, "x", "x")], packs: [pack("a", .max), pack("b", .max)])
    books.reservations = [
      Reservation(label: "x", least: .max, most: .min), Reservation(label: "x", least: .min),
      Reservation(label: "y", least: .max),
    ]
    let decision = books.decide()
    #expect(decision.isLicensed(1) && decision.pool.reserved == .max - 1)
    #expect(license(books.input).changes.isEmpty)
  }
}

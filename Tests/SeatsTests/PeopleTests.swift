import Seats
import StationModel
import Testing

@Suite struct PeopleTests {
  private static let left = StationKey.physical(controller: "pci-0000:00:14.0", route: [1])
  private static let right = StationKey.physical(controller: "pci-0000:00:14.0", route: [2])
  private static let seats: [StationKey: String?] = [
    .host: "seat0", left: "seat-left", right: "seat-right",
  ]

  private static func signIn(
    _ session: String, _ user: String, _ seat: String?, isRemote: Bool = false
  ) -> SignIn {
    SignIn(
      session: session, user: user, uid: 1000, seat: seat, isRemote: isRemote,
      since: Timestamp(seconds: 1))
  }

  @Test func everybodyIsAtTheStationOfTheirSeatSortedAndOnce() {
    let picture = SessionPicture.known([
      Self.signIn("1", "zoe", "seat-left"), Self.signIn("2", "adam", "seat-left"),
      Self.signIn("3", "zoe", "seat-left"), Self.signIn("4", "root", "seat0"),
    ])
    #expect(
      people(picture, seats: Self.seats) == [
        .host: ["root"], Self.left: ["adam", "zoe"], Self.right: [],
      ])
  }

  @Test func whoIsSomewhereElseIsAtNoStation() {
    let picture = SessionPicture.known([
      Self.signIn("1", "far", nil, isRemote: true),
      Self.signIn("2", "odd", "seat0", isRemote: true), Self.signIn("3", "cron", nil),
      Self.signIn("4", "other", "seat-of-nobody"),
    ])
    let result = people(picture, seats: Self.seats)
    #expect(result.values.allSatisfy(\.isEmpty) && result.count == 3)
  }

  @Test func theHostsSeatIsTheHostsAlone() {
    let picture = SessionPicture.known([Self.signIn("1", "root", "seat0")])
    let seats: [StationKey: String?] = [
      .host: nil, Self.left: "seat0", Self.right: nil,
    ]
    #expect(people(picture, seats: seats) == [.host: ["root"]], "of the others nothing is known")
  }

  @Test func nothingIsKnownOfAnybodyIfNothingIsKnownOfTheSessions() {
    #expect(people(.unknown(why: "No logind."), seats: Self.seats) == [:])
    #expect(people(.known([]), seats: Self.seats).count == 3, "nobody is something else")
  }
}

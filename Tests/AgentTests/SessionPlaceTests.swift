import Seats
import StationModel
import Testing

@testable import Agent

/// At which station a session is.
@Suite struct SessionPlaceTests {
  private static func station(_ key: String, _ number: Int, seat: String?) -> Station {
    Station(
      record: Enrolled(
        key: StationKey(key), number: number, name: "Desk", kind: .physical,
        enrolledAt: Timestamp(milliseconds: 0)),
      presence: .complete, need: .needed, seat: seat)
  }

  private static let places = SessionPlaces(
    stations: [
      station(StationKey.host.text, 0, seat: nil), station("a/1", 1, seat: "seat-1"),
      station("a/2", 2, seat: nil), station("a/3", 3, seat: "seat0"),
      station("a/4", 4, seat: "seat-4"), station("a/5", 5, seat: "seat-4"),
    ],
    desktops: [
      DesktopPicture(
        plugin: "sessions",
        desktops: [
          desktop("bo@lab-pc-3", user: "bo", client: "lab-pc-3"), desktop("bo", user: "bo"),
          desktop("eve@x", user: "eve", client: "x"),
          desktop("cy@a", user: "cy", client: "203.0.113.20"),
          desktop("cy@b", user: "cy", client: "LAB-pc-4."),
          Desktop(id: "vm", name: "vm", kind: "vm", state: .running, user: "ada"),
        ])
    ])

  private static func desktop(_ id: String, user: String, client: String? = nil) -> Desktop {
    Desktop(
      id: id, name: id, kind: "session", state: .running, isNetwork: true, user: user,
      client: client)
  }

  private static func place(
    user: String = "ada", seat: String? = nil, from host: String? = nil,
    type: SignIn.Kind = .graphical
  ) -> String? {
    places.station(
      of: SignIn(
        session: "c1", user: user, uid: 1001, seat: seat, isRemote: host != nil, type: type,
        remoteHost: host, since: Timestamp(milliseconds: 0)))?.text
  }

  @Test func aSeatIsOneStationsAndSeat0TheHosts() {
    #expect(Self.place(seat: "seat0") == StationKey.host.text)
    #expect(Self.place(seat: "seat-1") == "a/1")
    #expect(Self.place(seat: "seat-9") == nil)
    #expect(Self.place(seat: "seat-4") == nil, "two stations share it")
    #expect(Self.place() == nil)
  }

  @Test func aRemoteSessionIsTheNetworkStationOfItsUserAndComputer() {
    #expect(Self.place(user: "bo", from: "LAB-PC-3.") == "desktop:sessions/bo@lab-pc-3")
    #expect(Self.place(user: "bo", from: "127.0.0.1") == "desktop:sessions/bo")
    #expect(Self.place(user: "bo", from: "lab-pc-3", type: .other) == nil)
    #expect(Self.place(user: "eve", from: "y") == nil)
    // An address that stands for "somewhere" is no computer, whoever names it.
    #expect(Self.place(user: "cy", from: "lab-pc-5") == "desktop:sessions/cy@a")
    #expect(Self.place(user: "cy", from: "lab-pc-4") == "desktop:sessions/cy@b")
    #expect(Self.place(user: "eve", from: "127.0.0.1") == nil)
    #expect(Self.place(user: "ada", from: "lab-pc-3") == nil, "a desktop's own user is no session")
  }
}

import AgentInterface
import StationModel
import Testing

@testable import stationctl

/// Sessions as people see them, and at which station a program is.
@Suite struct SessionTests {
  private static func session(
    _ id: String, _ user: String, uid: Int, station: Int?, seat: String? = nil,
    from host: String? = nil
  ) -> SessionView {
    SessionView(
      id: id, user: user, uid: uid, station: station, desktop: nil, seat: seat,
      remote: host != nil, remoteHost: host, active: host == nil, type: "graphical", service: nil,
      since: WireTime(Timestamp(milliseconds: 1_790_000_000_000)))
  }

  private static func snapshot(_ sessions: [SessionView], unknown: String? = nil) -> AgentSnapshot {
    AgentSnapshot(
      host: HostView(
        version: "1", overflows: 0, devices: 0, displays: [], sessionsUnknown: unknown),
      licensing: LicensingView(
        mode: "unset", licenses: 0, licensesUsed: 0, stationsShort: 0, sources: [],
        hostGraceStarted: nil, hostGraceEnds: nil, hostGraceEnded: nil),
      stations: [], candidates: [], packs: [], notices: [], plugins: [], desktops: [],
      sessions: sessions)
  }

  private static let sessions = [
    session("c1", "ada", uid: 1001, station: 3, seat: "seat-3"),
    session("c2", "bo\u{1B}", uid: 1002, station: nil, from: "lab-pc-3"),
    session("c3", "ada", uid: 1001, station: 4, seat: "seat-4"),
    session("c4", "eve", uid: 1003, station: 5, seat: "seat-5"),
  ]

  @Test func theTableSaysWhoIsWhere() {
    let lines = sessionTable(Array(Self.sessions.prefix(2)))
    #expect(lines[0].hasPrefix("ID  USER"))
    #expect(lines[1].hasPrefix("c1  ada   3        seat-3         yes     graphical  2026-"))
    #expect(lines[2].contains("from lab-pc-3  no") && !lines[2].contains("\u{1B}"))
    #expect(sessionTable([]).isEmpty)
  }

  @Test func aProgramIsWhereItsSessionIsElseWhereItsUserIsAlone() {
    let all = Self.snapshot(Self.sessions)
    #expect(all.whereabouts(session: "c3", seat: nil, uid: 0) == .station(4))
    #expect(all.whereabouts(session: "c2", seat: nil, uid: 1001) == .nowhere)
    #expect(all.whereabouts(session: "old", seat: nil, uid: 1003) == .station(5))
    #expect(all.whereabouts(session: nil, seat: nil, uid: 1001) == .several([3, 4]))
    #expect(all.whereabouts(session: nil, seat: nil, uid: 7) == .nowhere)
    #expect(
      Self.snapshot([], unknown: "Gone.").whereabouts(session: "c1", seat: nil, uid: 1)
        == .unknown("Gone."))
  }

  @Test func whereItIsNotKnownTheNextStepIsSaid() {
    let several = #expect(throws: Failure.self) {
      try ownStation(in: Self.snapshot(Self.sessions), session: nil, seat: nil, uid: 1001)
    }
    #expect(several?.message == "You are at more than one station: 3, 4.")
    #expect(several?.nextStep == "Say which desktop: stationctl desktop view NAME")
  }

  @Test func howAStationShowsItIsOneSentence() {
    let title = "Station 3 (Window desk)"
    #expect(identifyText(title, "notification") == "\(title) shows a notification for 10 seconds.")
    #expect(identifyText(title, "lights").contains("for 8 seconds"))
  }
}

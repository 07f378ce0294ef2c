import Enrollment
import PluginHost
import StationModel
import Testing

@testable import Agent

/// What the agent remembers of what plugins said.
@Suite struct PluginDeskTests {
  private let start = Timestamp(seconds: 1_000_000)

  private func picture(_ freshness: DesktopPicture.Freshness) -> DesktopPicture {
    DesktopPicture(
      plugin: "vms", desktops: [Desktop(id: "a", name: "A", kind: "vm", state: .running)],
      freshness: freshness)
  }

  private func status(
    _ phase: PluginStatus.Phase, _ health: Health = .ready
  ) -> PluginStatus {
    var status = PluginStatus(name: "vms", phase: phase)
    status.health = health
    return status
  }

  @Test func desktopsAreLostSinceTheFirstTimeThatItWasSaidAndUntilTheyAreBack() {
    var desk = PluginDesk()
    desk.take(picture(.lost), now: start)
    desk.take(picture(.lost), now: start + .minutes(3))
    #expect(desk.lostSince == ["vms": start])
    desk.take(picture(.fresh), now: start + .minutes(4))
    #expect(desk.lostSince == [:])
  }

  @Test func aPluginIsUnwellSinceItFirstSaidSoWhateverItSaysThen() {
    var desk = PluginDesk()
    desk.take(status(.ready, Health(.degraded, why: "slow")), now: start)
    desk.take(status(.ready, Health(.failed, why: "gone")), now: start + .minutes(5))
    #expect(desk.unwell["vms"]?.since == start && desk.unwell["vms"]?.why == "gone")
    desk.take(status(.ready), now: start + .minutes(6))
    #expect(desk.unwell.isEmpty)
    desk.take(status(.ready, Health(.failed, why: "gone")), now: start + .minutes(7))
    #expect(desk.unwell["vms"]?.since == start + .minutes(7))
    // What does not run is not unwell: it is failed, or disabled.
    desk.take(status(.disabled, Health(.failed, why: "gone")), now: start + .minutes(8))
    #expect(desk.unwell.isEmpty)
  }

  @Test func whatIsNotInstalledAnyMoreLeavesItsStationsAndNothingElse() {
    var desk = PluginDesk()
    desk.take(picture(.fresh), now: start)
    desk.take(status(.ready), now: start)
    desk.note("hello", level: 6, of: "vms", now: start)
    desk.forget("vms", now: start + .minutes(1))
    #expect(desk.statuses.isEmpty && desk.logs.isEmpty)
    #expect(desk.pictures["vms"]?.desktops == [] && desk.pictures["vms"]?.freshness == .lost)
    #expect(desk.lostSince == ["vms": start + .minutes(1)])
  }

  @Test func aClockThatIsPutRightMakesNothingOlder() {
    var desk = PluginDesk()
    desk.listen(from: start)
    desk.take(picture(.lost), now: start)
    desk.take(status(.ready, Health(.failed, why: "gone")), now: start)
    desk.shift(by: .days(400))
    #expect(desk.lostSince == ["vms": start + .days(400)])
    #expect(desk.unwell["vms"]?.since == start + .days(400))
    #expect(desk.listeningSince == start + .days(400))
  }

  @Test func aStationThatMovedKeepsItsDesktopWhateverThePluginStillSays() {
    var desk = PluginDesk()
    func place() -> StationKey? { desk.pictures["vms"]?.desktops.first?.station }
    var picture = picture(.fresh)
    picture.desktops[0].station = StationKey("x/1")
    desk.take(picture, now: start)
    #expect(
      desk.follow(StationKey("x/1"), to: StationKey("x/2"))
        == [.desktop(plugin: "vms", id: "a")])
    #expect(place() == StationKey("x/2"))
    desk.take(picture, now: start)
    #expect(place() == StationKey("x/2"))
    // Twice, and back again.
    #expect(desk.follow(StationKey("x/2"), to: StationKey("x/3")).count == 1)
    desk.take(picture, now: start)
    #expect(place() == StationKey("x/3"))
    #expect(desk.follow(StationKey("x/3"), to: StationKey("x/1")).count == 1)
    desk.take(picture, now: start)
    #expect(place() == StationKey("x/1"))
    #expect(desk.follow(StationKey("y/1"), to: StationKey("y/2")) == [])
    // Until another station comes to the old place.
    picture.desktops[0].station = StationKey("y/1")
    desk.take(picture, now: start)
    #expect(place() == StationKey("y/2"))
    desk.settle(at: StationKey("y/1"))
    desk.take(picture, now: start)
    #expect(place() == StationKey("y/1"))
  }

  @Test func aMoveOfAnEarlierLifeIsRememberedAndThePluginIsToldUntilItSaysTheNewPlace() {
    var desk = PluginDesk()
    desk.remember([StationKey("x/1"): StationKey("x/2")])
    var picture = picture(.fresh)
    picture.desktops[0].station = StationKey("x/1")
    let key = StationKey.desktop(plugin: "vms", id: "a")
    for _ in 1...2 {
      #expect(desk.take(picture, now: start) == [key: StationKey("x/2")])
      #expect(desk.pictures["vms"]?.desktops[0].station == StationKey("x/2"))
    }
    picture.freshness = .stale
    #expect(desk.take(picture, now: start) == [:])
    picture.freshness = .fresh
    picture.desktops[0].station = StationKey("x/2")
    #expect(desk.take(picture, now: start) == [:])
  }

  @Test func whatIsNotListedAnyMoreIsRememberedForAWhile() {
    var desk = PluginDesk()
    let key = StationKey.desktop(plugin: "vms", id: "a")
    let full = picture(.fresh)
    var empty = full
    empty.desktops = []
    desk.take(full, now: start)
    desk.take(empty, now: start + .seconds(1))
    desk.take(empty, now: start + .seconds(2))
    #expect(desk.vanished[key]?.since == start + .seconds(1))
    #expect(desk.vanished[key]?.desktop == full.desktops[0])
    desk.take(full, now: start + .seconds(3))
    #expect(desk.vanished == [:])
    desk.take(empty, now: start + .seconds(4))
    desk.take(empty, now: start + .hours(1))
    #expect(desk.vanished == [:])
  }

  @Test func aPluginKeepsWhatCountsAndALedgerThatKnowsNoneOfItSaysNothing() {
    var desk = PluginDesk()
    func record(_ key: StationKey, _ kind: StationKind, absent: Span? = nil) -> Enrolled {
      Enrolled(
        key: key, number: 1, name: "x", kind: kind, enrolledAt: start,
        absentSince: absent.map { start + $0 })
    }
    func desktop(_ id: String) -> StationKey { .desktop(plugin: "vms", id: id) }
    func kept(_ enrolled: [Enrolled], assigning: Set<StationKey> = []) -> [String]? {
      desk.kept(
        of: "vms", enrolled: enrolled, assigning: assigning, hold: .days(14),
        now: start + .days(20))
    }
    let place = record(StationKey("x/1"), .physical)
    #expect(kept([place, record(.desktop(plugin: "others", id: "o"), .desktop)]) == nil)
    let known = [
      place, record(desktop("here"), .desktop), record(desktop("away"), .desktop, absent: .days(7)),
      record(desktop("gone"), .desktop, absent: .days(6)),
    ]
    #expect(kept(known) == ["away", "here"])
    #expect(kept(known, assigning: [desktop("new")]) == ["away", "here", "new"])
    var picture = picture(.fresh)
    picture.desktops[0].station = StationKey("x/1")
    desk.take(picture, now: start)
    #expect(kept(known) == ["a", "away", "here"])
    picture.desktops[0].station = StationKey("y/1")
    desk.take(picture, now: start)
    #expect(kept(known) == ["away", "here"])
  }

  @Test func howAPluginIsIsNotKnownWhileItStarts() {
    var desk = PluginDesk()
    desk.listen(from: start)
    #expect(desk.unsettled(["vms"], now: start + .seconds(59)) == ["vms"])
    #expect(desk.unsettled(["vms"], now: start + .seconds(60)) == [])
    for (phase, health, isUnsettled) in [
      (.starting, .ready, true), (.restarting(after: .seconds(1)), .ready, true),
      (.ready, Health(.starting, why: "x"), true), (.ready, .ready, false),
      (.ready, Health(.failed, why: "x"), false), (.disabled, .ready, false),
      (.failed(why: "x"), .ready, false), (.refused(why: "x"), .ready, false),
    ] as [(PluginStatus.Phase, Health, Bool)] {
      desk.take(status(phase, health), now: start)
      #expect(desk.unsettled(["vms"], now: start) == (isUnsettled ? ["vms"] : []), "\(phase)")
    }
  }
}

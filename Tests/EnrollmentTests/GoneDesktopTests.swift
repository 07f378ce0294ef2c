import Enrollment
import StationModel
import Testing

/// Desktops that their plugin lists no longer, and plugins that list ever others.
@Suite struct GoneDesktopTests {
  private static let start = Timestamp(seconds: 1_000_000)

  private func key(_ id: String) -> StationKey { .desktop(plugin: "vms", id: id) }

  private func desktop(_ id: String) -> Desktop {
    Desktop(id: id, name: id, kind: "vm", state: .running)
  }

  private func record(_ id: String, absentSince: Timestamp? = nil) -> Enrolled {
    Enrolled(
      key: key(id), number: 1, name: id, kind: .desktop, enrolledAt: Self.start,
      absentSince: absentSince)
  }

  private func input(
    _ listed: [String], _ known: [Enrolled], after span: Span
  ) -> RosterInput {
    var input = RosterInput(candidates: [], known: known, now: Self.start + span)
    input.desktops = [DesktopPicture(plugin: "vms", desktops: listed.map(desktop))]
    return input
  }

  @Test func whatAPluginListsNowAndThenWritesNothingUntilItIsGoneForAWhile() {
    let since = Self.start + .hours(2)
    var input = input([], [record("a")], after: Span(milliseconds: 7_209_999))
    input.vanished = [key("a"): VanishedDesktop(desktop: desktop("a"), since: since)]
    let short = roster(input)
    #expect(short.changes == [] && short.nextChange == since + .seconds(10))
    #expect(short.stations.map(\.need) == [.needed] && short.stations[0].isStale)
    input.now = since + .seconds(10)
    #expect(roster(input).changes == [.station(record("a", absentSince: since), event: .absent)])
  }

  @Test func whatOneListedForAMomentOnlyIsNoStation() {
    var input = input([], [], after: .hours(2))
    input.vanished = [key("a"): VanishedDesktop(desktop: desktop("a"), since: input.now)]
    #expect(roster(input).stations == [])
  }

  @Test func aGoneDesktopIsForgottenAfterTheHoldUnlessItHoldsALicenseOrSomebodyArrangedIt() {
    let since = Self.start + .hours(2)
    let gone = record("a", absentSince: since)
    var input = input([], [gone], after: Span(milliseconds: 1_216_799_999))
    let kept = roster(input)
    #expect(kept.changes == [] && kept.nextChange == since + .days(14))
    #expect(kept.stations.map(\.givesBack) == [nil])
    input.now = since + .days(14)
    #expect(roster(input).changes == [.forget(key("a"))])
    #expect(roster(input).stations == [])
    input.holders = [key("a")]
    #expect(roster(input).changes == [] && roster(input).stations.count == 1)
    input.holders = []
    input.arranged = [key("a")]
    #expect(roster(input).changes == [] && roster(input).stations.count == 1)
    // Of a plugin that does not speak nothing is forgotten.
    input.arranged = []
    input.desktops = []
    #expect(roster(input).changes == [])
  }

  @Test func whatWentSoonAfterItCameGivesItsLicenseBackSoonAndIsForgottenNextDay() {
    let since = Self.start + .minutes(59)
    let gone = record("a", absentSince: since)
    var input = input([], [gone], after: .minutes(118))
    input.holders = [key("a")]
    #expect(roster(input).stations.map(\.givesBack) == [nil])
    #expect(roster(input).nextChange == since + .hours(1))
    input.now = since + .hours(1)
    #expect(roster(input).stations.first?.givesBack?.contains("less than an hour") == true)
    input.holders = []
    #expect(roster(input).changes == [])
    input.now = since + .days(1)
    #expect(roster(input).changes == [.forget(key("a"))])
  }

  @Test func anHonestListPassesWholeAndEverOthersWait() throws {
    let many = roster(input((1...10_000).map { "a\($0)" }, [], after: .zero))
    #expect(many.stations.count == 10_000 && many.waiting == [:])
    let more = roster(
      input((1...900).map { "a\($0)" }, (1...200).map { record("a\($0)") }, after: .minutes(1)))
    #expect(more.changes.count == 700, "a room that is switched on")

    // Ever other ids: for an hour, ten times a minute.
    var known: [Enrolled] = []
    var last = Roster(stations: [], candidates: [], changes: [])
    for round in 0..<600 {
      last = roster(
        input((0..<50).map { "r\(round)-\($0)" }, known, after: .seconds(Int64(round) * 6)))
      known = last.stations.map(\.record)
    }
    #expect(known.count <= 500, "\(known.count)")
    #expect(last.waiting["vms"]?.count == 50 && last.nextChange == Self.start + .hours(1))
  }
}

import Enrollment
import StationModel
import Testing

/// Desktops of which nothing is known any more.
@Suite struct LostDesktopTests {
  private static let start = Timestamp(seconds: 1_000_000)
  private let known = Enrolled(
    key: .desktop(plugin: "vms", id: "a"), number: 1, name: "VM a", kind: .desktop,
    enrolledAt: start)

  private func ask(
    _ freshness: DesktopPicture.Freshness?, at minutes: Int64, lostSince: Int64? = nil,
    known: Enrolled? = nil
  ) -> Roster {
    var input = RosterInput(
      candidates: [], known: [known ?? self.known], now: Self.start + .minutes(minutes))
    input.listeningSince = Self.start
    if let freshness {
      input.desktops = [
        DesktopPicture(
          plugin: "vms",
          desktops: [Desktop(id: "a", name: "VM a", kind: "vm", state: .running)],
          freshness: freshness)
      ]
    }
    if let lostSince { input.lostSince = ["vms": Self.start + .minutes(lostSince)] }
    return roster(input)
  }

  private var away: Enrolled {
    var record = known
    record.absentSince = Self.start + .minutes(5)
    return record
  }

  @Test func aLostDesktopIsUnknownAndNeedsNothingAndWritesNothing() {
    let roster = ask(.lost, at: 10, lostSince: 5)
    #expect(roster.changes == [])
    let station = roster.stations.first
    #expect(station?.record == known && station?.isStale == true && station?.users == [])
    #expect(
      station?.need == .notNeeded(why: "nothing is known of the desktop: its plugin is away"))
    guard case .unknown(let why)? = station?.presence else {
      Issue.record("\(String(describing: station?.presence))")
      return
    }
    #expect(why.contains("has said nothing of it since"))
    #expect(roster.nextChange == Self.start + .minutes(65))
  }

  @Test func afterAnHourItIsWrittenDownAsAbsentSinceItWasLostAndOnce() {
    #expect(ask(.lost, at: 64, lostSince: 5).changes == [])
    let roster = ask(.lost, at: 65, lostSince: 5)
    #expect(roster.changes == [.station(away, event: .absent)])
    let later = ask(.lost, at: 600, lostSince: 5, known: away)
    #expect(later.changes == [] && later.nextChange == nil)
    // What it is, stays unknown: nobody said that it is gone.
    guard case .unknown? = later.stations.first?.presence else {
      Issue.record("\(later.stations)")
      return
    }
  }

  @Test func comingBackIsNoNewsUntilItWasWrittenDownAndThenOneLine() {
    #expect(ask(.fresh, at: 64).changes == [])
    #expect(ask(.fresh, at: 70, known: away).changes == [.station(known, event: .returned)])
    // What a plugin said before it crashed brings nothing back.
    #expect(ask(.stale, at: 70, known: away).changes == [])
  }

  @Test func aPluginThatNeverSpeaksLetsItsLicensesGoInTheEndToo() {
    #expect(ask(nil, at: 59).changes == [])
    #expect(ask(nil, at: 59).nextChange == Self.start + .minutes(60))
    let gone = ask(nil, at: 60)
    #expect(gone.stations.first?.record.absentSince == Self.start)
    #expect(gone.changes.count == 1)
  }

  @Test func whatIsStaleKeepsEverything() {
    let roster = ask(.stale, at: 600)
    #expect(roster.changes == [] && roster.nextChange == nil)
    #expect(roster.stations.map(\.need) == [.needed])
  }
}

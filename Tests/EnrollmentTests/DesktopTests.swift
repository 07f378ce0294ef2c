import Enrollment
import StationModel
import Testing

/// Virtual desktops as stations, and what is not said about them.
@Suite struct DesktopTests {
  private let now = Timestamp(seconds: 1_000_000)

  private func desktop(
    _ id: String, _ state: Desktop.State = .running, isTemplate: Bool = false, name: String? = nil
  ) -> Desktop {
    Desktop(id: id, name: name ?? "VM \(id)", kind: "vm", state: state, isTemplate: isTemplate)
  }

  private func picture(_ desktops: Desktop..., isStale: Bool = false, plugin: String = "vms")
    -> DesktopPicture
  {
    DesktopPicture(plugin: plugin, desktops: desktops, freshness: isStale ? .stale : .fresh)
  }

  private func record(_ id: String, _ number: Int, absentSince: Timestamp? = nil) -> Enrolled {
    Enrolled(
      key: .desktop(plugin: "vms", id: id), number: number, name: "VM \(id)", kind: .desktop,
      enrolledAt: now, absentSince: absentSince)
  }

  private func ask(_ pictures: [DesktopPicture], known: [Enrolled] = []) -> Roster {
    var input = RosterInput(candidates: [], known: known, now: Timestamp(seconds: 1_000_100))
    input.desktops = pictures
    return roster(input)
  }

  @Test func runningAndStartingDesktopsAreEnrolledUnderTheirName() {
    let roster = ask([
      picture(
        desktop("b", .starting), desktop("a"), desktop("c", .stopped), desktop("d", .failed),
        desktop("t", isTemplate: true))
    ])
    #expect(roster.stations.map(\.key.text) == ["desktop:vms/a", "desktop:vms/b"])
    #expect(roster.stations.map(\.record.name) == ["VM a", "VM b"])
    #expect(roster.stations.map(\.record.number) == [1, 2])
    #expect(roster.stations.allSatisfy { $0.need == .needed && $0.record.kind == .desktop })
  }

  @Test func numbersAreSharedWithPhysicalStations() {
    let candidate = Candidate(
      key: StationKey("p/1"), kind: .physical, anchor: nil, label: "",
      standing: .decided(.hardware),
      presence: .complete, parts: [], seat: nil)
    var input = RosterInput(candidates: [candidate], known: [record("k", 1)], now: now)
    input.desktops = [picture(desktop("a"))]
    let answer = roster(input)
    #expect(answer.stations.map(\.key.text) == ["desktop:vms/k", "p/1", "desktop:vms/a"])
  }

  @Test(arguments: [
    (Desktop.State.stopped, false, "the desktop is stopped"),
    (.failed, false, "the desktop has failed"), (.running, true, "the desktop is a template"),
  ])
  func aKnownDesktopThatDoesNotRunNeedsNoLicense(
    state: Desktop.State, isTemplate: Bool, why: String
  ) {
    let roster = ask(
      [picture(desktop("a", state, isTemplate: isTemplate))], known: [record("a", 1)])
    #expect(roster.stations.first?.need == .notNeeded(why: why))
    #expect(roster.stations.first?.presence == .complete)
    #expect(roster.changes == [])
  }

  @Test func aDesktopThatIsNoLongerListedIsAbsent() {
    let roster = ask([picture(desktop("other", .stopped))], known: [record("a", 1)])
    let away = record("a", 1, absentSince: Timestamp(seconds: 1_000_100))
    #expect(roster.changes == [.station(away, event: .absent)])
    let back = ask([picture(desktop("a", .stopped))], known: [away])
    #expect(back.changes == [.station(record("a", 1), event: .returned)])
  }

  @Test func aPluginThatHasNotSpokenYetWritesNoHistory() {
    for absence in [nil, now] {
      let known = record("a", 1, absentSince: absence)
      let roster = ask([picture(plugin: "others")], known: [known])
      #expect(roster.changes == [])
      #expect(roster.stations.map(\.record) == [known])
      #expect(roster.stations.first?.isStale == true)
      #expect(
        roster.stations.first?.presence
          == .unknown(why: "its plugin has not spoken since the start"))
    }
  }

  @Test func whatACrashedPluginSaidLastStands() {
    let roster = ask(
      [picture(desktop("a"), desktop("b", .stopped), desktop("new"), isStale: true)],
      known: [record("a", 1), record("b", 2), record("gone", 3)])
    #expect(roster.changes == [])
    #expect(roster.stations.map(\.record.number) == [1, 2, 3])
    #expect(roster.stations.allSatisfy { $0.isStale })
    #expect(roster.stations.map(\.need).first == .needed)
    #expect(roster.stations[1].need == .notNeeded(why: "the desktop is stopped"))
  }

  @Test func aCrashedPluginsListBringsNothingBack() {
    let away = record("a", 1, absentSince: now)
    let roster = ask([picture(desktop("a"), isStale: true)], known: [away])
    #expect(roster.changes == [])
    #expect(roster.stations.map(\.record) == [away])
  }

  @Test func twiceListedDesktopsAndCollidingKeysAreOneStation() {
    let roster = ask([
      picture(desktop("b/c"), plugin: "a"), picture(desktop("c"), plugin: "a/b"),
      picture(desktop("x"), desktop("x", .stopped)), picture(desktop("x", .failed)),
    ])
    #expect(roster.stations.map(\.key.text) == ["desktop:a/b/c", "desktop:vms/x"])
  }

  @Test func aNewStationHasTheDesktopsLabelsUserAndHealthAndARemoteSessionIsANetworkStation() {
    var ada = desktop("a")
    ada.labels = ["exam", "room-3"]
    ada.user = "ada"
    ada.health = Health(.degraded, why: "one disk is missing")
    var ben = desktop("b")
    ben.isNetwork = true
    let stations = ask([picture(ada, ben)]).stations
    #expect(stations.map(\.record.kind) == [.desktop, .network])
    #expect(stations[0].record.labels == ["exam", "room-3"] && stations[0].users == ["ada"])
    #expect(stations[0].remarks == ["It does not work as it should: one disk is missing."])
    #expect(stations[1].users == [] && stations[1].remarks == [])
  }

  @Test func whatTheAdministratorMadeOfLabelsAndKindStays() {
    var record = record("a", 1)
    record.labels = ["mine"]
    var seen = desktop("a")
    seen.labels = ["exam"]
    seen.isNetwork = true
    let roster = ask([picture(seen)], known: [record])
    #expect(roster.changes == [] && roster.stations.map(\.record) == [record])
  }

  @Test func aKnownRemoteSessionIsRecognizedByItsKey() {
    var known = record("a", 1)
    known.kind = .network
    var seen = desktop("a")
    seen.isNetwork = true
    let roster = ask([picture(seen)], known: [known])
    #expect(roster.changes == [] && roster.stations.map(\.need) == [.needed])
  }

  @Test func hostileNamesAreMadeFit() {
    let roster = ask([
      picture(desktop("a", name: "\u{1B}]0;x\u{7}"), desktop("b", name: "\u{200B}\n"))
    ])
    #expect(roster.stations.map(\.record.name) == ["]0;x", "Station 2"])
  }
}

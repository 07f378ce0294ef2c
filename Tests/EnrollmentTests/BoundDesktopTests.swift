import Enrollment
import StationModel
import Testing

/// A desktop that is shown at a station: the two count once.
@Suite struct BoundDesktopTests {
  private static let now = Timestamp(seconds: 1_000_000)
  private static let place = StationKey("pci-1/4")

  private func desktop(
    _ id: String, _ state: Desktop.State = .running, isTemplate: Bool = false, user: String? = nil,
    at station: StationKey? = place
  ) -> Desktop {
    Desktop(
      id: id, name: id, kind: "vm", state: state, isTemplate: isTemplate, station: station,
      user: user)
  }

  private func record(_ key: StationKey, _ number: Int, _ kind: StationKind) -> Enrolled {
    Enrolled(key: key, number: number, name: "S\(number)", kind: kind, enrolledAt: Self.now)
  }

  private func ask(
    _ desktops: [Desktop], presence: Presence? = .complete, isEnrolled: Bool = true,
    freshness: DesktopPicture.Freshness = .fresh, people: [String] = [], key: StationKey = place,
    policy: EnrollmentPolicy = EnrollmentPolicy()
  ) -> Roster {
    let kind: StationKind = key == .host ? .host : .physical
    var input = RosterInput(
      candidates: presence.map { presence in
        [
          Candidate(
            key: key, kind: kind, anchor: nil, label: "", standing: .decided(.hardware),
            presence: presence, parts: [], seat: nil)
        ]
      } ?? [], known: isEnrolled ? [record(key, key == .host ? 0 : 4, kind)] : [],
      policy: policy, now: Self.now)
    if freshness == .stale {
      input.known += desktops.enumerated().map { index, desktop in
        record(.desktop(plugin: "vms", id: desktop.id), index + 10, .desktop)
      }
    }
    input.desktops = [
      DesktopPicture(plugin: "vms", desktops: desktops, freshness: freshness)
    ]
    input.people = [key: people]
    return roster(input)
  }

  private func need(_ id: String, _ roster: Roster) -> LicenseNeed? {
    roster.stations.first { $0.key == .desktop(plugin: "vms", id: id) }?.need
  }

  private let shown = LicenseNeed.notNeeded(why: "it is shown at station 4, which counts")

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var presence: Presence?
    var isEnrolled = true
    var isShown: Bool
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(name: "complete", presence: .complete, isShown: true),
    Case(name: "incomplete", presence: .incomplete(missing: [.display]), isShown: false),
    Case(name: "absent", presence: .absent(since: now), isShown: false),
    Case(name: "gone", presence: nil, isShown: false),
    Case(name: "in conflict", presence: .conflict(why: "x"), isShown: false),
    Case(
      name: "no station yet", presence: .incomplete(missing: [.keyboard]), isEnrolled: false,
      isShown: false),
    Case(name: "just enrolled", presence: .complete, isEnrolled: false, isShown: true),
  ]) func theStationCountsWhileItIsThereAndTheDesktopOtherwise(each: Case) {
    let roster = ask([desktop("a")], presence: each.presence, isEnrolled: each.isEnrolled)
    let needed = roster.stations.filter { $0.need == .needed }.map(\.key)
    #expect(needed == [each.isShown ? Self.place : .desktop(plugin: "vms", id: "a")])
  }

  @Test(
    arguments: [
      (Desktop.State.running, false, Presence.complete, "it was shown at station 4, which counts"),
      (.running, false, .away(since: now, until: now + .seconds(1)), nil),
      (.running, false, .absent(since: now), nil), (.running, true, .complete, nil),
      (.stopped, false, .absent(since: now), "the desktop was stopped"),
      (.stopped, true, .absent(since: now), nil), (.failed, false, .complete, "the desktop failed"),
    ] as [(Desktop.State, Bool, Presence, String?)])
  func aDesktopGivesItsLicenseBackIfItsPluginStandsByItAndItSurelyDoesNotCount(
    state: Desktop.State, isStale: Bool, presence: Presence, why: String?
  ) {
    let roster = ask(
      [desktop("a", state)], presence: presence, freshness: isStale ? .stale : .fresh)
    let station = roster.stations.first { $0.key.isDesktop }
    #expect(station != nil && station?.givesBack == why)
  }

  @Test func aStationThatComesOrGoesAtThisMomentGivesItsDesktopNoLicense() {
    for presence in [
      Presence.probing(missing: [.display], until: Self.now),
      .away(since: Self.now, until: Self.now + .seconds(10)),
    ] {
      #expect(
        need("a", ask([desktop("a")], presence: presence))
          == .notNeeded(why: "it is shown at station 4, which comes or goes at this moment"))
    }
  }

  @Test func onlyTheFirstDesktopAtAStationIsCoveredByIt() {
    let roster = ask([desktop("b"), desktop("a"), desktop("c")])
    #expect(need("a", roster) == shown)
    #expect(need("b", roster) == .needed && need("c", roster) == .needed)
  }

  @Test func whatDoesNotCountAnywayTakesNobodysPlace() {
    let roster = ask([desktop("a", .stopped), desktop("b"), desktop("t", isTemplate: true)])
    #expect(need("a", roster) == .notNeeded(why: "the desktop is stopped"))
    #expect(need("b", roster) == shown)
    #expect(need("t", roster) == nil)
  }

  @Test func whoeverIsOnTheDesktopSitsAtTheStation() {
    let roster = ask([desktop("a", user: "ada")], people: ["kiosk"])
    #expect(roster.stations.first { $0.key == Self.place }?.users == ["ada", "kiosk"])
    let same = ask([desktop("a", user: "ada")], people: ["ada"])
    #expect(same.stations.first { $0.key == Self.place }?.users == ["ada"])
  }

  @Test func aHostThatIsNotToCountCoversNoDesktop() {
    var policy = EnrollmentPolicy()
    policy.hostCounts = .never
    let here = [desktop("a", at: .host)]
    #expect(need("a", ask(here, key: .host, policy: policy)) == .needed)
    #expect(
      need("a", ask(here, key: .host)) == .notNeeded(why: "it is shown at station 0, which counts"))
  }

  @Test func aCrashedPluginsDesktopIsShownWhereItWas() {
    #expect(need("a", ask([desktop("a")], freshness: .stale)) == shown)
  }

  @Test func aDesktopIsNotShownAtADesktop() {
    let other = StationKey.desktop(plugin: "vms", id: "b")
    let roster = ask([desktop("a", at: other), desktop("b", at: nil)])
    #expect(need("a", roster) == .needed && need("b", roster) == .needed)
  }

  @Test func aStoppedDesktopIsAStationWhileItIsAssignedToOne() {
    let keys = ask([desktop("a", .stopped), desktop("b", .stopped, at: StationKey("x/1"))])
      .stations.map(\.key)
    #expect(keys == [.desktop(plugin: "vms", id: "a"), Self.place])
  }

  @Test func theSameQuestionHasNoChangesOnceTheyAreWrittenDown() {
    let desktops = [desktop("a", user: "ada"), desktop("b", .stopped), desktop("c")]
    let first = ask(desktops)
    var input = RosterInput(
      candidates: [
        Candidate(
          key: Self.place, kind: .physical, anchor: nil, label: "", standing: .decided(.hardware),
          presence: .complete, parts: [], seat: nil)
      ], known: first.stations.map(\.record), now: Self.now)
    input.desktops = [DesktopPicture(plugin: "vms", desktops: desktops)]
    let again = roster(input)
    #expect(again.changes == [])
    #expect(again.stations.map(\.need) == first.stations.map(\.need))
  }
}

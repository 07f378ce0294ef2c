import AgentInterface
import Enrollment
import StationModel
import Testing

@testable import Agent

/// What `explain` says of virtual desktops.
@Suite struct DesktopStoryTests {
  private static let now = Timestamp(seconds: 1_000_000)

  private static func station(
    _ need: LicenseNeed, presence: Presence = .complete, isStale: Bool = false
  ) -> Station {
    Station(
      record: Enrolled(
        key: .desktop(plugin: "vms", id: "a"), number: 5, name: "Lab 1", kind: .desktop,
        enrolledAt: now), presence: presence, need: need, isStale: isStale)
  }

  private static let place = Station(
    record: Enrolled(
      key: StationKey("pci-1/4"), number: 4, name: "Window row", kind: .physical, enrolledAt: now),
    presence: .complete, need: .needed)

  @Test func itSaysWhoUsesItWhereItIsShownAndWhyItNeedsNone() {
    let desktop = Desktop(
      id: "a", name: "Lab 1", kind: "vm", state: .running, station: StationKey("pci-1/4"),
      user: "ada", client: "10.0.0.9",
      address: DesktopAddress(.vnc, .network(host: "127.0.0.1", port: 5901)),
      health: Health(.degraded, why: "One disk is missing."))
    let story = DesktopStory(
      station: Self.station(.notNeeded(why: "it is shown at station 4, which counts")),
      desktop: desktop, place: Self.place, phase: "ready",
      health: Health(.degraded, why: "it is slow"))
    #expect(
      story.rows.map { "\($0.label)|\($0.rule)|\($0.authority)|\($0.why)" } == [
        "license|D3 shown at a station|enrollment|it needs no license: it is shown at station 4, "
          + "which counts",
        "plugin||agent|is ready, and degraded: it is slow",
        "vm||plugin vms|the desktop is running, and degraded: One disk is missing",
        "user||plugin vms|ada, from 10.0.0.9",
        "station||plugin vms|assigned to station 4 (Window row), which counts",
        "viewer||plugin vms|reaches it at vnc://127.0.0.1:5901",
      ])
    #expect(story.rows.allSatisfy { $0.device == "desktop:vms/a" && $0.station == $0.device })
  }

  @Test(arguments: [
    (Desktop.State.running, false, LicenseNeed.needed, Presence.complete, "D4 runs"),
    (.starting, false, .needed, .complete, "D4 runs"),
    (.stopped, false, .notNeeded(why: "x"), .complete, "D2 off"),
    (.failed, false, .notNeeded(why: "x"), .complete, "D2 off"),
    (.running, true, .notNeeded(why: "x"), .complete, "D1 template"),
    (.running, false, .notNeeded(why: "x"), .complete, "D3 shown at a station"),
    (.running, false, .notNeeded(why: "x"), .unknown(why: "x"), "D5 not known"),
  ]) func eachRuleIsNamed(
    state: Desktop.State, isTemplate: Bool, need: LicenseNeed, presence: Presence, rule: String
  ) {
    let story = DesktopStory(
      station: Self.station(need, presence: presence),
      desktop: Desktop(id: "a", name: "A", kind: "vm", state: state, isTemplate: isTemplate),
      phase: "ready")
    #expect(story.rows.first?.rule == rule)
  }

  @Test func ofWhatNobodyListsIsSaidWhatIsKnown() {
    let story = DesktopStory(
      station: Self.station(.notNeeded(why: "nobody says"), presence: .unknown(why: "x")))
    #expect(story.rows.map(\.label) == ["license", "plugin"])
    #expect(story.rows.last?.why == "there is no such plugin now")
  }
}

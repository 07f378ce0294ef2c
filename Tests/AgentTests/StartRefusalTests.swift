import Enrollment
import Licensing
import StationModel
import Testing

@testable import Agent

/// Which desktops may be started: at the end of their grace they are refused, never before.
@Suite struct StartRefusalTests {
  private static let start = Timestamp(seconds: 1_000_000)
  private static let key = StationKey.desktop(plugin: "vms", id: "a")

  private static func pack(_ count: Int) -> Pack {
    Pack(
      id: "p", issuer: "i", keyID: "0123456789abcdef", count: count,
      coverage: Set(StationKind.allCases), validFrom: Timestamp(milliseconds: 0), validUntil: nil,
      addedAt: Timestamp(milliseconds: 5))
  }

  /// A world of desktops alone: nothing is plugged in.
  private static func world(
    _ desktops: [Desktop], enrolled: [String] = ["a"], packs: Int = 0, graceEndedDaysAgo: Int64?,
    freshness: DesktopPicture.Freshness = .fresh
  ) -> World {
    var terms = LicenseTerms()
    terms.hostGrace = .zero
    let keys = enrolled.map { StationKey.desktop(plugin: "vms", id: $0) }
    return World(
      picture: DevicePicture(),
      desktops: [DesktopPicture(plugin: "vms", desktops: desktops, freshness: freshness)],
      pluginTroubles: [],
      enrolled: keys.enumerated().map { index, key in
        Enrolled(
          key: key, number: index + 1, name: "VM", kind: .desktop, enrolledAt: start)
      },
      sources: [SourcePicture(packs: packs == 0 ? [] : [pack(packs)])], leases: [],
      graces: graceEndedDaysAgo.map { days in
        [GraceClock(subject: .host, startedAt: start, endsAt: start)]
          + keys.map { key in
            GraceClock(
              subject: .station(key), startedAt: start, endsAt: start + .days(100 - days))
          }
      } ?? [],
      notices: [], mode: .perDevice, policy: EnrollmentPolicy(), terms: terms,
      now: start + .days(100))
  }

  private static func desktop(
    _ id: String, _ state: Desktop.State = .stopped, isTemplate: Bool = false
  ) -> Desktop {
    Desktop(id: id, name: id, kind: "vm", state: state, isTemplate: isTemplate)
  }

  @Test func afterItsGraceItIsRefusedWithTheCause() throws {
    let world = Self.world([Self.desktop("a")], graceEndedDaysAgo: 3)
    let refusal = try #require(StartRefusal(toStart: Self.key, in: world))
    #expect(refusal.station.number == 1)
    #expect(refusal.state == .unlicensed(since: Self.start + .days(97), cause: .exhausted))
    // It does not run, so by itself it needs none.
    #expect(decide(world).licensing.states[Self.key]?.name == "not-needed")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var world: World
    var testDescription: String { name }
    init(_ name: String, _ world: World) {
      self.name = name
      self.world = world
    }
  }

  @Test(arguments: [
    Case("there is a license", world([desktop("a")], packs: 1, graceEndedDaysAgo: 3)),
    Case("its grace runs", world([desktop("a")], graceEndedDaysAgo: -3)),
    Case("its grace has not begun", world([desktop("a")], graceEndedDaysAgo: nil)),
    Case(
      "it was never seen running", world([desktop("a")], enrolled: [], graceEndedDaysAgo: nil)),
    Case(
      "it is a template",
      world([desktop("a", isTemplate: true)], graceEndedDaysAgo: 3)),
    Case("it is listed by nobody", world([], graceEndedDaysAgo: 3)),
  ]) func itMayBeStartedIf(_ tried: Case) {
    #expect(StartRefusal(toStart: Self.key, in: tried.world) == nil)
  }

  @Test func theLastLicenseIsNotTakenFromWhoHasItAndOnlyThenRefused() {
    var world = Self.world(
      [Self.desktop("a"), Self.desktop("b", .running)], enrolled: ["a", "b"], packs: 1,
      graceEndedDaysAgo: 3)
    let holder = StationKey.desktop(plugin: "vms", id: "b")
    world.leases = decide(world).changes.compactMap {
      if case .lease(let lease, _) = $0 { lease } else { nil }
    }
    #expect(world.leases.map(\.holder) == [.station(holder)])
    #expect(StartRefusal(toStart: Self.key, in: world) != nil)
    #expect(StartRefusal(toStart: holder, in: world) == nil)
  }

  @Test func aPluginThatIsAwayIsNoWayRoundIt() {
    for freshness in [DesktopPicture.Freshness.stale, .lost] {
      let world = Self.world(
        [Self.desktop("a")], graceEndedDaysAgo: 3, freshness: freshness)
      #expect(StartRefusal(toStart: Self.key, in: world) != nil)
    }
  }

  @Test func underPerUserNobodyIsRefusedBeforeSomebodySignsIn() {
    var world = Self.world([Self.desktop("a")], graceEndedDaysAgo: 3)
    world.mode = .perUser
    #expect(StartRefusal(toStart: Self.key, in: world) == nil)
  }
}

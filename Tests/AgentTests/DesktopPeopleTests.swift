import Enrollment
import Licensing
import Seats
import StationModel
import Testing

@testable import Agent

/// People at virtual desktops and at remote sessions, where people hold the licenses.
@Suite struct DesktopPeopleTests {
  private static let now = Timestamp(seconds: 1_000_000)

  private func plan(_ desktops: [Desktop], licenses: Int, covers: Set<StationKind>) -> Plan {
    decide(
      World(
        picture: DevicePicture(),
        desktops: [DesktopPicture(plugin: "vms", desktops: desktops)], pluginTroubles: [],
        enrolled: [], sessions: .known([]),
        sources: [
          SourcePicture(packs: [
            Pack(
              id: "p", issuer: "i", keyID: "0123456789abcdef", kind: .user, count: licenses,
              coverage: covers, validFrom: Timestamp(milliseconds: 0), validUntil: nil,
              addedAt: Timestamp(milliseconds: 5))
          ])
        ], leases: [], graces: [], notices: [], mode: .perUser, policy: EnrollmentPolicy(),
        terms: LicenseTerms(), now: Self.now))
  }

  private func desktop(
    _ id: String, user: String?, isNetwork: Bool = false
  ) -> Desktop {
    Desktop(
      id: id, name: id, kind: "vm", state: .running, isNetwork: isNetwork, user: user)
  }

  @Test func whoIsOnADesktopAndInARemoteSessionHoldsOneLicense() {
    let plan = plan(
      [
        desktop("a", user: "ada"), desktop("b", user: nil),
        desktop("r", user: "ada", isNetwork: true),
      ], licenses: 2, covers: Set(StationKind.allCases))
    #expect(plan.licensing.people.map(\.name) == ["ada"])
    #expect(plan.licensing.people.first?.lease?.pack == "p")
    #expect(plan.licensing.pool.used == 1)
    #expect(
      plan.licensing.states[.desktop(plugin: "vms", id: "b")]
        == .notNeeded(why: "nobody is known to be signed in there, and people hold the licenses"))
  }

  @Test func packsCoverRemoteSessionsApartFromDesktops() {
    let people = [desktop("a", user: "ada"), desktop("r", user: "ben", isNetwork: true)]
    for (kind, holder) in [(StationKind.desktop, "ada"), (.network, "ben")] {
      let plan = plan(people, licenses: 2, covers: [kind])
      #expect(plan.licensing.people.filter { $0.lease != nil }.map(\.name) == [holder])
    }
  }
}

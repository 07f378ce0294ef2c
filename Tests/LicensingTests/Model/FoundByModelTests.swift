import Licensing
import StationModel
import Testing

/// What the random lives found, each in its shortest form.
@Suite struct FoundByModelTests {
  private let start = Timestamp(seconds: 1_790_000_000)
  private let desk = StationKey.physical(controller: "pci-0000:00:14.0", route: [1])

  private func station(
    _ key: StationKey, _ number: Int, _ kind: StationKind = .physical, users: [String] = []
  ) -> Station {
    Station(
      record: Enrolled(key: key, number: number, name: "x", kind: kind, enrolledAt: start),
      presence: .complete, need: .needed, users: users)
  }

  private func pack(
    _ id: String, _ count: Int, _ kind: LicenseKind = .device,
    covers: Set<StationKind> = Set(StationKind.allCases), days: Int64?
  ) -> Pack {
    Pack(
      id: id, issuer: "School", keyID: "k1", kind: kind, count: count, coverage: covers,
      validFrom: start, validUntil: days.map { start + .days($0) }, addedAt: start)
  }

  /// Nothing may change before the moment that the decision names.
  private func expectCalm(_ input: LicensingInput) {
    var input = input
    let decision = license(input)
    for change in decision.changes {
      switch change {
      case .lease(let lease, _): input.leases.append(lease)
      case .grace(let clock): input.graces.append(clock)
      case .standing(let key, let standing): input.standings[key] = standing
      default: break
      }
    }
    input.now =
      decision.nextChange.map { $0 + Span(milliseconds: -1) } ?? input.now + .days(10_000)
    let then = license(input)
    #expect(then.states == decision.states)
    #expect(then.changes.isEmpty)
  }

  @Test func aLeaseOfARefusedPackNeverCoveredAnythingWhenItEnds() {
    let lease = Lease(station: desk, pack: "a", grantedAt: start, expiresAt: start + .days(60))
    let input = LicensingInput(
      stations: [station(desk, 1)],
      sources: [
        SourcePicture(
          state: .unknown, packs: [pack("a", 1, days: nil)], refused: ["a": "it was edited"])
      ],
      leases: [lease],
      graces: [
        GraceClock(
          subject: .host, startedAt: start, endsAt: start + .days(120), endedAt: start),
        GraceClock(subject: .station(desk), startedAt: start, endsAt: start + .days(10)),
      ], now: start + .days(20))
    expectCalm(input)
    var later = input
    later.now = start + .days(70)
    #expect(
      license(later).states[desk]
        == .unlicensed(since: start + .days(10), cause: .unreachable))
  }

  @Test func userLicensesCountWhileNoModeIsSetWhetherSomebodyHasOneOrNot() {
    var input = LicensingInput(
      stations: [], sources: [SourcePicture(packs: [pack("a", 4, .user, days: nil)])],
      mode: .unset, now: start)
    let before = license(input).pool.total
    input.leases = [
      Lease(holder: .user("ada"), pack: "a", grantedAt: start, expiresAt: start + .days(60))
    ]
    #expect(license(input).pool.total == before)
  }

  @Test func theRenewalWindowOfAPersonsLeaseIsAMomentToLookAgain() {
    let input = LicensingInput(
      stations: [station(desk, 1, users: ["ada"])],
      sources: [
        SourcePicture(
          packs: [pack("a", 1, .user, days: 40), pack("b", 1, .user, days: nil)])
      ],
      leases: [
        Lease(holder: .user("ada"), pack: "a", grantedAt: start, expiresAt: start + .days(40))
      ], mode: .perUser, now: start + .days(20))
    expectCalm(input)
  }

  @Test func aPersonsLeaseFromWhenTermsWereLongerIsExtendedAtAMomentThatIsNamed() {
    let input = LicensingInput(
      stations: [station(desk, 1, users: ["ada"])],
      sources: [SourcePicture(packs: [pack("a", 1, .user, days: 82)])],
      leases: [
        Lease(holder: .user("ada"), pack: "a", grantedAt: start, expiresAt: start + .days(60))
      ], mode: .perUser, terms: LicenseTerms(userTerm: .days(5), userExtension: .days(1)),
      now: start + .days(2))
    expectCalm(input)
    #expect(license(input).nextChange == start + .days(55) + Span(milliseconds: 1))
  }

  @Test func whichLicenseIsKeptBackChangesOnlyAtAMomentThatIsNamed() {
    let input = LicensingInput(
      stations: [station(.host, 0, .host)],
      sources: [
        SourcePicture(packs: [
          pack("short", 1, covers: [.host, .physical], days: 57),
          pack("long", 1, covers: [.physical, .desktop], days: 90),
        ])
      ],
      reservations: [Reservation(label: "lab", least: 1)], now: start)
    expectCalm(input)
  }

  @Test func aPackWithoutAnEndNamesNoMomentAlsoIfLicensesAreReserved() {
    let input = LicensingInput(
      stations: [], sources: [SourcePicture(packs: [pack("a", 2, days: nil)])],
      reservations: [Reservation(label: "lab", least: 1)], now: start)
    #expect(license(input).nextChange == nil)
  }

  @Test func thePlannerRemembersAGraceThatBeganBeforeItsStationBroke() {
    var planner = LicensePlanner()
    var desk = station(desk, 1)
    let begun = planner.decide(LicensingInput(stations: [desk], sources: [], now: start))
    desk.need = .notNeeded(why: "it is incomplete")
    let broken = planner.update([desk], committed: begun.changes, now: start + .days(1))
    desk.need = .needed
    let again = planner.update([desk], committed: broken.changes, now: start + .days(2))
    #expect(
      again.changes == [
        .standing(desk.key, LicenseStanding(state: "grace", cause: .exhausted))
      ])
  }
}

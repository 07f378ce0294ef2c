import Notices
import StationModel
import Testing

/// What `stationctl station show` says of a station's license.
@Suite struct LicenseSentenceTests {
  private static let until = evening + .days(30)

  @Test(arguments: [
    (LicenseCause.unconfigured, "no license mode is set", "stationctl license mode per-device"),
    (.unreachable, "the license source cannot be asked", "stationctl doctor"),
    (.exhausted, "no license is free for this station", "stationctl license add FILE"),
    (.expired, "the licenses for this station have run out", "stationctl license add FILE"),
  ]) func aCauseIsSaidWithItsDateAndItsNextStep(
    cause: LicenseCause, title: String, command: String
  ) throws {
    let grace = LicenseSentence(.grace(until: Self.until, cause: cause))
    #expect(
      grace.reason == title
        + "; may be used without a license until its grace ends on 2026-12-23 20:15 UTC")
    #expect(try #require(grace.nextStep).contains(command))
    let over = LicenseSentence(.unlicensed(since: Self.until, cause: cause))
    #expect(over.reason == title + "; without license or grace since 2026-12-23 20:15 UTC")
    #expect(over.nextStep == grace.nextStep)
  }

  @Test func whatIsKnownBesidesIsSaid() {
    let state = LicenseState.unlicensed(since: evening, cause: .exhausted)
    #expect(
      LicenseSentence(state, note: "Its license was revoked, so it goes last until Monday.")
        .reason.hasSuffix("; its license was revoked, so it goes last until Monday"))
    #expect(LicenseSentence(.notNeeded(why: "it is off"), note: "x").reason.hasSuffix("it is off"))
    #expect(
      LicenseSentence(state, mode: .perUser).reason
        .hasPrefix("somebody at this station has no license; "))
    let source = SourceTrouble(name: "school-pool", state: .denied(why: "no"))
    #expect(
      LicenseSentence(.unlicensed(since: evening, cause: .unreachable), sources: [source]).reason
        .hasPrefix("the license source school-pool does not let this host in; "))
  }

  @Test func morePeopleThanLicensesIsAStateOfItsOwn() {
    let sentence = LicenseSentence(.over(since: evening, users: ["ada", "ben"]), mode: .perUser)
    #expect(
      sentence.reason == "there are more people than licenses at this station: ada and ben have "
        + "none; without grace since 2026-11-23 20:15 UTC; nobody is refused for it")
    #expect(sentence.nextStep?.contains("stationctl license add FILE") == true)
  }

  @Test func whatIsCoveredNeedsNothing() {
    let lease = Lease(
      station: frontDesk, pack: "a", grantedAt: evening, expiresAt: evening + .days(60))
    #expect(
      LicenseSentence(.licensed(lease)).reason
        == "licensed by pack a until 2027-01-22 20:15 UTC")
    #expect(LicenseSentence(.licensed(lease)).nextStep == nil)
    #expect(LicenseSentence(.notNeeded(why: "it is off")).nextStep == nil)
  }
}

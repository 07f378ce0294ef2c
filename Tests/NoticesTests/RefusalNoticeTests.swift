import Notices
import StationModel
import Testing

/// Who was refused at the sign-in, as administrators are told.
@Suite struct RefusalNoticeTests {
  private static func input(
    _ reason: RefusedSignIn.Reason, _ state: LicenseState? = nil, isDisabled: Bool = false
  ) -> NoticeInput {
    var input = quiet(state)
    if isDisabled { input.stations[0].record.disabled = Disabled(since: evening) }
    input.refusesUnlicensed = true
    input.refusals = [
      RefusedSignIn(station: frontDesk, user: "ada", at: evening, reason: reason)
    ]
    return input
  }

  private static let unlicensed = LicenseState.unlicensed(since: evening, cause: .exhausted)

  private static func refused(_ board: [Notice]) -> Notice? {
    board.first { $0.id.text == "sign-in-refused/place/2" }
  }

  @Test func itSaysWhoWhereWhyAndWhatToDo() throws {
    let disabled = try #require(
      Self.refused(decideNotices(Self.input(.disabled, isDisabled: true)).board))
    #expect(disabled.summary == "Ada was refused at station 2 (Front desk)")
    #expect(
      disabled.body == "At 2026-11-23 20:15 UTC, ada wanted to sign in at station 2 (Front desk) "
        + "and was refused, since it is closed. Sessions that are open there go on.")
    #expect(disabled.nextStep == "To let people in again: stationctl station enable 2")
    #expect(disabled.audience == .administrators && disabled.severity == .warning)
    let unlicensed = try #require(
      Self.refused(decideNotices(Self.input(.unlicensed, Self.unlicensed)).board))
    #expect(unlicensed.body.contains("it has no license and its grace is over"))
    #expect(unlicensed.nextStep.contains("stationctl station show 2"))
  }

  @Test func itIsClosedWhenTheStationMayBeUsedAgain() {
    var input = Self.input(.disabled, isDisabled: true)
    input.active = decideNotices(input).board
    input.stations[0].record.disabled = nil
    #expect(
      tidings(decideNotices(input)).closed == [
        "sign-in-refused/place/2: People may sign in at station 2 (Front desk) again."
      ])
    for change in [
      { $0.states = [frontDesk: .grace(until: evening + .days(3), cause: .exhausted)] },
      { $0.refusesUnlicensed = false },
    ] as [(inout NoticeInput) -> Void] {
      var input = Self.input(.unlicensed, Self.unlicensed)
      input.active = decideNotices(input).board
      change(&input)
      #expect(Self.refused(decideNotices(input).board) == nil)
    }
  }

  @Test func itIsClosedAfterADayAlsoIfTheAgentWasStartedAnew() {
    var input = Self.input(.disabled, isDisabled: true)
    let first = decideNotices(input)
    #expect(first.nextChange == evening + .days(1))
    input.active = first.board
    // What the agent kept in its memory is gone.
    input.refusals = []
    input.now = evening + .hours(23)
    #expect(decideNotices(input).changes.isEmpty)
    #expect(decideNotices(input).nextChange == evening + .days(1))
    input.now = evening + .days(1)
    #expect(
      tidings(decideNotices(input)).closed == [
        "sign-in-refused/place/2: Nobody was refused at station 2 (Front desk) for a day."
      ])
  }

  @Test func aLaterRefusalTakesThePlaceOfTheEarlier() {
    var input = Self.input(.disabled, isDisabled: true)
    input.active = decideNotices(input).board
    input.now = evening + .hours(2)
    input.refusals = [
      RefusedSignIn(station: frontDesk, user: "ben", at: input.now, reason: .disabled)
    ]
    let told = tidings(decideNotices(input)).told
    #expect(told.map(\.summary) == ["Ben was refused at station 2 (Front desk)"])
  }

  /// A remote desktop that does not run needs no license, and its person was refused all the same.
  @Test func aRemoteDesktopThatDoesNotRunIsStillRefused() {
    var input = Self.input(.unlicensed, .notNeeded(why: "it does not run"))
    #expect(Self.refused(decideNotices(input).board) == nil)
    input.stations[0].record.kind = .network
    #expect(Self.refused(decideNotices(input).board) != nil)
  }

  @Test func whoTriesAgainAndAgainIsNewsOnceAnHour() {
    var refusals = Refusals()
    func tell(_ hours: Int64, _ user: String = "ada", _ reason: RefusedSignIn.Reason = .disabled)
      -> Bool
    {
      refusals.note(
        RefusedSignIn(
          station: frontDesk, user: user, at: evening + .hours(hours), reason: reason))
    }
    #expect(
      tell(0) && !tell(0, "ben") && tell(0, "ben", .unlicensed) && tell(1, "ben", .unlicensed))
    // A clock that was set back does not silence it.
    #expect(tell(-5, "ben", .unlicensed))
    refusals.forgetOld(at: evening + .hours(18))
    #expect(refusals.list.map(\.user) == ["ben"])
    refusals.forgetOld(at: evening + .hours(19))
    #expect(refusals.list.isEmpty)
  }
}

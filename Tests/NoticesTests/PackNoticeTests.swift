import Notices
import StationModel
import Testing

/// Notices about packs: that they end, and that they are not trusted.
@Suite struct PackNoticeTests {
  private func pack(_ left: Span, held: Int = 12, short: Int = 5) -> EndingPack {
    EndingPack(
      id: "school-1", issuer: "Village school", end: evening + left, held: held, short: short)
  }

  @Test func anEndIsSaidWithWhoGoesShort() throws {
    var input = quiet()
    input.endingPacks = [pack(.days(14))]
    let notice = try #require(decideNotices(input).board.first)
    #expect(notice.id.text == "pack-ending/school-1" && notice.audience == .administrators)
    #expect(notice.stage == .days14 && notice.severity == .warning)
    #expect(notice.deadline == evening + .days(14) && notice.stationNumber == nil)
    #expect(notice.summary == "Pack school-1 ends soon")
    #expect(
      notice.body == "Pack school-1 of Village school ends on 2026-12-07 20:15 UTC, 14 days after "
        + "this notice. 12 of its licenses are in use. When it ends, 5 holders go short, since no "
        + "other pack makes up for it.")
    #expect(
      notice.nextStep == "Ask Village school for a renewal and add it: stationctl license add FILE."
        + " What there is: stationctl license list")
  }

  @Test func itIsToldStepByStepFromThirtyDaysOn() {
    var input = quiet()
    input.endingPacks = [pack(.days(90))]
    var told: [Stage] = []
    for _ in 0..<20 {
      let decision = decideNotices(input)
      for notice in tidings(decision).told {
        told.append(notice.stage)
        #expect(notice.audience == .administrators && notice.raisedAt == input.now)
      }
      input.active = decision.board
      #expect(decideNotices(input).changes.isEmpty)
      guard let next = decision.nextChange else { break }
      #expect(next > input.now)
      input.now = next
    }
    #expect(told == [.days30, .days14, .days7, .days3, .days1, .ended])
    #expect(input.active.first?.summary == "Pack school-1 has ended")
    #expect(input.active.first?.body.contains("Now 5 holders go short") == true)
    input.endingPacks = []
    #expect(
      tidings(decideNotices(input)).closed
        == ["pack-ending/school-1: Pack school-1 has ended."])
  }

  @Test(arguments: [(0, 0), (12, 0), (-1, 3)])
  func nothingIsSaidOfAPackWithoutWhichNobodyGoesShort(held: Int, short: Int) {
    var input = quiet()
    input.endingPacks = [pack(.days(2), held: held, short: short)]
    let decision = decideNotices(input)
    #expect(decision.board.isEmpty && decision.nextChange == nil)
  }

  @Test func aRenewalClosesIt() {
    var input = quiet()
    input.endingPacks = [pack(.days(2), held: 1, short: 1)]
    input.active = decideNotices(input).board
    #expect(input.active.first?.body.contains("1 of its licenses is in use") == true)
    #expect(input.active.first?.body.contains("1 holder goes short") == true)
    input.endingPacks = []
    #expect(
      tidings(decideNotices(input)).closed == [
        "pack-ending/school-1: "
          + "Pack school-1 is made up for, or its licenses are no longer in use."
      ])
  }

  @Test func aClockSetBackTakesNoEndBack() {
    var input = quiet()
    input.endingPacks = [pack(.days(14))]
    input.active = decideNotices(input).board
    input.now = evening + .days(-60)
    #expect(decideNotices(input).changes.isEmpty)
  }

  @Test func aPackThatIsNotTrustedIsOneNotice() throws {
    var input = quiet()
    let untrusted = [
      UntrustedPack(pack: "b", why: "its key was revoked."),
      UntrustedPack(pack: "a", why: "its key is gone"),
      UntrustedPack(pack: "a", why: "another reason"),
    ]
    input.untrusted = untrusted
    let board = decideNotices(input).board
    #expect(board.map(\.id.text) == ["untrusted/a", "untrusted/b"])
    #expect(board.allSatisfy { $0.severity == .warning && $0.audience == .administrators })
    #expect(board[0].body.hasPrefix("Pack a is not trusted now: another reason. Those of"))
    #expect(board[1].body.hasPrefix("Pack b is not trusted now: its key was revoked. Those of"))
    #expect(board[1].nextStep.contains("stationctl license add FILE"))
    input.untrusted = untrusted.reversed()
    input.active = board
    #expect(decideNotices(input).changes.isEmpty)
    input.untrusted = []
    #expect(
      tidings(decideNotices(input)).closed == [
        "untrusted/a: Pack a is trusted, or no longer in the pool.",
        "untrusted/b: Pack b is trusted, or no longer in the pool.",
      ])
  }
}

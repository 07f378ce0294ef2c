import Notices
import StationModel
import Testing

/// Notices about the clock of the host and about its ledger.
@Suite struct HostNoticeTests {
  private static let noDeadline = "No deadline has moved by it"

  @Test(arguments: [
    (
      ClockTrouble.behind(by: .days(3)), "is behind",
      "The clock of this computer is 3 days behind the latest time that was written down.",
      "stationctl doctor"
    ),
    (
      .ahead(by: .days(400)), "is ahead",
      "The clock of this computer is 400 days ahead of the time that deadlines are counted by.",
      "stationctl license accept-clock"
    ),
    (
      .jumped(by: .hours(-2), at: evening), "jumped",
      "At 2026-11-23 20:15 UTC the clock of this computer jumped back by 2 hours.",
      "stationctl doctor"
    ),
    (
      .jumped(by: .hours(5), at: evening), "jumped",
      "At 2026-11-23 20:15 UTC the clock of this computer jumped forward by 5 hours.",
      "stationctl doctor"
    ),
  ]) func aClockIsSaidAndThatNoDeadlineMoved(
    trouble: ClockTrouble, title: String, start: String, command: String
  ) throws {
    var input = quiet()
    input.clock = trouble
    let notice = try #require(decideNotices(input).board.first)
    #expect(notice.id.text == "clock/host" && notice.severity == .warning)
    #expect(notice.audience == .administrators && notice.deadline == nil)
    #expect(notice.summary == "The clock of this computer \(title)")
    #expect(notice.body.hasPrefix(start + " " + Self.noDeadline))
    #expect(notice.nextStep.hasSuffix(command))
  }

  @Test func aClockThatWasPutRightIsSaidWithoutAlarm() throws {
    var input = quiet()
    input.clock = .corrected(by: .days(-300))
    let notice = try #require(decideNotices(input).board.first)
    #expect(notice.severity == .info)
    #expect(notice.body.contains("put right by 300 days, back. All dates moved along"))
  }

  @Test(arguments: [
    (ClockTrouble.behind(by: .days(3)), "The clock is right again."),
    (.ahead(by: .days(3)), "The clock was put right or accepted."),
    (.jumped(by: .days(3), at: evening), "The clock went on steadily since."),
    (.corrected(by: .days(3)), "The clock went on steadily since."),
  ]) func aClockIsToldOnceAndClosedInItsOwnWords(trouble: ClockTrouble, why: String) {
    var input = quiet()
    input.clock = trouble
    input.active = decideNotices(input).board
    input.now = evening + .days(1)
    #expect(decideNotices(input).changes.isEmpty)
    input.clock = nil
    #expect(tidings(decideNotices(input)).closed == ["clock/host: " + why])
  }

  /// Deadlines and the time that they count by move together, so that as much is left as before.
  @Test func aGraceThatMovedAlongWithTheClockIsNotOldNewsFromTheFuture() {
    var input = quiet(.grace(until: evening + .days(20), cause: .exhausted))
    input.active = decideNotices(input).board
    input.now = evening + .days(-300)
    input.states = [frontDesk: .grace(until: input.now + .days(20), cause: .exhausted)]
    let notice = decideNotices(input).board.first
    #expect(notice?.stage == .days30 && notice?.raisedAt == input.now)
    #expect(notice?.body.hasSuffix(", 20 days after this notice.") == true)
  }

  @Test func anotherJumpAndAnotherTroubleAreNews() {
    var input = quiet()
    input.clock = .jumped(by: .hours(5), at: evening)
    input.active = decideNotices(input).board
    input.now = evening + .days(1)
    input.clock = .jumped(by: .hours(5), at: evening + .hours(3))
    let second = decideNotices(input)
    #expect(tidings(second).told.map(\.raisedAt) == [evening + .hours(3)])
    input.active = second.board
    input.clock = .behind(by: .hours(2))
    #expect(tidings(decideNotices(input)).told.map(\.raisedAt) == [evening + .days(1)])
  }

  @Test(arguments: [
    (LedgerTrouble.Kind.restored, "The ledger was damaged, a backup took its place"),
    (.replaced, "The ledger was damaged, a new one was begun"),
    (.rolledBack, "The ledger is an older one than the last"),
    (.notWritten, "The ledger cannot be written"),
    (.broken, "The history in the ledger was changed"),
  ]) func theLedgerIsSaidInItsOwnWords(kind: LedgerTrouble.Kind, title: String) throws {
    var input = quiet()
    input.ledger = [LedgerTrouble(kind: kind, message: "12 rows are missing. They are gone")]
    let notice = try #require(decideNotices(input).board.first)
    #expect(notice.id.text == "ledger/host" && notice.severity == .critical)
    #expect(notice.audience == .administrators && notice.summary == title)
    #expect(notice.body == "12 rows are missing. They are gone.")
    #expect(notice.nextStep.contains("stationctl doctor"))
    input.active = [notice]
    #expect(decideNotices(input).changes.isEmpty)
    input.ledger = []
    let closed = tidings(decideNotices(input)).closed
    #expect(closed.count == 1 && closed.allSatisfy { $0.hasPrefix("ledger/host: The ") })
    if kind == .notWritten { #expect(closed == ["ledger/host: The ledger is written again."]) }
  }

  @Test func severalTroublesAreOneNoticeWithTheWorstFirst() throws {
    var input = quiet()
    let troubles = [
      LedgerTrouble(
        kind: .restored, message: "Set aside.", nextStep: "Keep it", severity: .warning),
      LedgerTrouble(kind: .rolledBack, message: "Rolled back.", nextStep: "Look"),
      LedgerTrouble(kind: .broken, message: "Row 7 was changed.", nextStep: "Look"),
    ]
    input.ledger = troubles + troubles
    let notice = try #require(decideNotices(input).board.first)
    #expect(notice.severity == .critical)
    #expect(notice.summary == "The ledger is an older one than the last")
    #expect(notice.body == "Rolled back. Row 7 was changed. Set aside.")
    #expect(notice.nextStep == "Look. Keep it")
    input.ledger = troubles.reversed()
    #expect(decideNotices(input).board == [notice])
  }
}

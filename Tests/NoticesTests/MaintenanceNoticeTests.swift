import Notices
import StationModel
import Testing

/// Notices about licenses wait while maintenance is on; all others do not.
@Suite struct MaintenanceNoticeTests {
  @Test func nothingAboutLicensesIsRaisedAndTroubleIs() {
    var input = quiet(.grace(until: evening + .days(3), cause: .exhausted))
    input.untrusted = [UntrustedPack(pack: "a", why: "its key is gone")]
    input.endingPacks = [
      EndingPack(id: "a", issuer: "school", end: evening + .days(40), held: 1, short: 1)
    ]
    input.plugins = [PluginTrouble(name: "vms", why: "it crashed")]
    input.clock = .behind(by: .hours(3))
    input.ledger = [LedgerTrouble(kind: .notWritten, message: "The disk is full.")]
    #expect(Set(decideNotices(input).board.map(\.id.cause)).count == 5)
    input.isMaintenance = true
    let during = decideNotices(input)
    #expect(Set(during.board.map(\.id.cause)) == ["plugin-failed", "clock", "ledger"])
    #expect(during.nextChange == nil)
  }

  @Test func whatIsOnTheBoardStaysAsItIsUntilItEnds() {
    var input = quiet(.grace(until: evening + .days(20), cause: .exhausted))
    let before = decideNotices(input)
    input.active = before.board
    input.isMaintenance = true
    // Time goes on, and then the station gets its license.
    input.now = evening + .days(18)
    #expect(decideNotices(input).board == before.board)
    input.states[frontDesk] = .licensed(
      Lease(
        station: frontDesk, pack: "a", grantedAt: evening, expiresAt: evening + .days(60)))
    let during = decideNotices(input)
    #expect(during.board == before.board && during.changes.isEmpty)
    input.isMaintenance = false
    #expect(tidings(decideNotices(input)).closed.count == 1)
  }
}

import Ledger
import StationModel
import Testing

/// Who was told what, and what is muted, is kept, told and put right with the clock.
@Suite struct TellingTests {
  private static let now = Sample.now

  private func telling(
    _ recipient: Recipient = .user("ada"), _ state: Telling.State = .shown,
    cause: String = "exhausted", keptUntil: Timestamp = now + .days(30)
  ) -> Telling {
    Telling(
      notice: NoticeID(cause: cause, subject: "pci-0/1"), recipient: recipient, stage: .days14,
      deadline: Self.now + .days(14), way: .desktop, state: state, at: Self.now,
      again: state == .later ? Self.now + .days(1) : nil, keptUntil: keptUntil)
  }

  private static let mute = Mute(
    cause: "exhausted", audience: .people, since: now, until: now + .days(14), user: 1000)

  @Test func whoWasToldOutlivesTheAgentAndTheNotice() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    let all = [telling(.mail), telling(.program), telling(.user("ada"), .later)]
    try ledger.commit(
      [.notice(Sample.notice)] + all.reversed().map { .told($0) }, at: Self.now)
    try ledger.commit([.closeNotice(Sample.notice.id, why: "x")], at: Self.now)
    ledger.close()
    let again = try Ledger(path: folder.ledger)
    #expect(try again.load().tellings == all)
    #expect(try again.audit().isSound)
  }

  @Test func whatIsRememberedAlreadyIsNoRowOfHistory() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit([.told(telling()), .told(telling()), .mute(Self.mute)], at: Self.now)
    try ledger.commit(
      [
        .told(telling()), .forgetTellings(before: Self.now), .mute(Self.mute),
        .unmute(cause: "exhausted", .everyone),
      ], at: Self.now)
    try ledger.commit([.told(telling(.user("ada"), .dismissed))], at: Self.now)
    let rows = try ledger.history(last: 10)
    #expect(rows.map(\.kind) == ["notice-told", "notice-muted", "notice-told"])
    #expect(
      rows[0].detail
        == """
        {"at":1780000000000,"deadline":1781209600000,"kept-until":1782592000000,\
        "notice":"exhausted/pci-0/1","recipient":"user/ada","stage":"14-days","state":"shown",\
        "way":"desktop"}
        """)
    #expect(try ledger.load().tellings.map(\.state) == [.dismissed])
  }

  @Test func whatIsOverIsForgotten() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    let changes: [Change] = [
      .told(telling(.user("ada"), keptUntil: Self.now)),
      .told(telling(.user("bob"), keptUntil: Self.now + .days(1))),
      .forgetTellings(before: Self.now), .forgetTellings(before: Self.now + .seconds(1)),
    ]
    try ledger.commit(changes, at: Self.now)
    let state = try ledger.load()
    #expect(state.tellings.map(\.recipient) == [.user("bob")])
    #expect(state == LedgerState().applying(changes, at: Self.now))
    let last = try #require(try ledger.history(last: 10).last)
    #expect(last.kind == "tellings-forgotten" && last.detail.contains(#""count":1"#))
    #expect(try ledger.history(last: 10).count == 3)
    #expect(try ledger.audit().isSound)
  }

  @Test func aMuteTakesTheFormerOnesPlaceAndEnds() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    var longer = Self.mute
    longer.until = Self.now + .days(20)
    try ledger.commit([.mute(Self.mute), .mute(longer)], at: Self.now, by: 1000)
    #expect(try ledger.load().mutes == [longer])
    try ledger.commit([.unmute(cause: "exhausted", .people)], at: Self.now)
    #expect(try ledger.load().mutes == [])
    #expect(
      try ledger.history(last: 9).map(\.kind) == ["notice-muted", "notice-muted", "notice-unmuted"])
    #expect(try ledger.audit().isSound)
  }

  /// A notice without a deadline was told after it was raised, and still is by the clock that was put
  /// right; the end of a pack is the same date by any clock.
  @Test(arguments: [Span.days(-3), .days(3)]) func allOfItMovesWithTheClock(_ span: Span) throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    var endless = Sample.notice
    endless.id = NoticeID("plugin-failed/vms")
    endless.deadline = nil
    let changes: [Change] = [
      .notice(endless), .notice(Sample.notice), .told(telling(.user("ada"), .later)),
      .told(telling(.user("ada"), cause: "pack-ending")), .mute(Self.mute),
      .clockMoved(by: span),
    ]
    try ledger.commit(changes, at: Self.now)
    let state = try ledger.load()
    #expect(state == LedgerState().applying(changes, at: Self.now))
    #expect(state.tellings[0].deadline == Self.now + .days(14) + span)
    #expect(state.tellings[0].again == Self.now + .days(1) + span)
    #expect(state.tellings[0].keptUntil == Self.now + .days(30) + span)
    #expect(state.tellings[1].deadline == Self.now + .days(14))
    #expect(state.tellings.map(\.at) == [Self.now + span, Self.now + span])
    #expect(state.mutes[0].since == Self.now + span)
    #expect(state.mutes[0].until == Self.now + .days(14) + span)
    #expect(state.notices.map(\.raisedAt) == [Self.now, Self.now + span])
    #expect(try ledger.audit().isSound)
  }
}

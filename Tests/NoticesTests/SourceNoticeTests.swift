import Notices
import StationModel
import Testing

/// License sources that give nothing now, each in its own words.
@Suite struct SourceNoticeTests {
  private func notice(_ sources: [SourceTrouble]) throws -> Notice {
    var input = quiet(.grace(until: evening + .days(90), cause: .unreachable))
    input.sources = sources
    let board = decideNotices(input).board
    #expect(board.map(\.id.text) == ["unreachable/host"])
    return try #require(board.first)
  }

  @Test(arguments: [
    (SourceState.unknown, "was not asked yet", "", "Wait a minute"),
    (
      .denied(why: "its host id is not known"), "does not let this host in",
      ": its host id is not known", "Ask whoever runs it"
    ),
    (
      .incompatible(why: "it speaks version 3"), "speaks another version", ": it speaks version 3",
      "Update this host or the source"
    ),
    (
      .unreachable(why: "no route to host"), "cannot be asked", ": no route to host",
      "Find out what is wrong"
    ),
  ]) func eachStateHasItsWords(state: SourceState, words: String, why: String, step: String) throws
  {
    let notice = try notice([SourceTrouble(name: "school-pool", state: state)])
    #expect(notice.summary == "The license source school-pool \(words)")
    #expect(notice.body.hasPrefix("The license source school-pool \(words)\(why). Station 2"))
    #expect(notice.nextStep.hasPrefix(step))
  }

  @Test func severalSourcesAreAllNamedWhateverTheirOrder() throws {
    let sources = [
      SourceTrouble(name: "zoo", state: .denied(why: "no")),
      SourceTrouble(name: "local", state: .unreachable(why: "the ledger cannot be written.")),
      SourceTrouble(name: "there", state: .reachable),
    ]
    let notice = try notice(sources)
    #expect(notice.summary == "2 license sources give no licenses now")
    #expect(
      notice.body.hasPrefix(
        "The license pool of this host cannot be asked: the ledger cannot be written. "
          + "The license source zoo does not let this host in: no. Station 2"))
    #expect(try self.notice(sources.reversed()) == notice)
  }

  @Test func aCallerWithOneSourceNeedsNoNames() throws {
    func input(_ source: SourceState) -> NoticeInput {
      NoticeInput(
        stations: [], states: [:], pool: PoolPicture(total: 0, used: 0, short: 0), source: source,
        active: [], now: evening)
    }
    #expect(input(.reachable).sources.isEmpty)
    #expect(input(.unknown).sources == [SourceTrouble(name: "local", state: .unknown)])
  }

  @Test func itIsClosedWhenAllAnswer() {
    var input = quiet(.grace(until: evening + .days(90), cause: .unreachable))
    input.sources = [SourceTrouble(name: "zoo", state: .unknown)]
    input.active = decideNotices(input).board
    input.states = [frontDesk: .notNeeded(why: "it is incomplete")]
    #expect(
      tidings(decideNotices(input)).closed
        == ["unreachable/host: No station is short because of it now."])
    input.sources = [SourceTrouble(name: "zoo", state: .reachable)]
    #expect(
      tidings(decideNotices(input)).closed
        == ["unreachable/host: The license source answers again."])
  }
}

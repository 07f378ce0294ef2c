import Notices
import StationModel
import Testing
import Words

/// Notices carry their words, and these change only where there is something new to say.
@Suite struct WordsKeptTests {
  private static let french = Reader(locale: "fr_FR", secondsFromUTC: { _ in 3600 })

  private func read(_ notice: Notice, isAdministrator: Bool = true) -> NoticeText {
    Self.french.notice(
      notice.words,
      english: NoticeText(
        summary: notice.summary, body: notice.body, nextStep: notice.nextStep),
      isAdministrator: isAdministrator)
  }

  @Test func aNoticeIsReadInFrench() throws {
    let notice = try #require(
      decideNotices(quiet(.grace(until: evening + .days(1), cause: .exhausted))).board.first)
    let text = read(notice)
    #expect(text.summary == "Aucune licence n’est libre pour le poste 2 (Front desk)")
    #expect(
      text.body == "Les 5 licences sont toutes utilisées. Poste 2 (Front desk)\u{A0}: utilisation "
        + "possible sans licence jusqu’à la fin du délai de grâce, le mardi 24 novembre 2026 à "
        + "21\u{A0}h\u{A0}15, soit 1 jour après cet avis.")
    #expect(text.nextStep.contains("stationctl license add FICHIER"))
  }

  @Test func whoIsNoAdministratorIsToldWhetherNewSessionsAreRefused() throws {
    var input = quiet(.grace(until: evening + .days(1), cause: .exhausted))
    let first = decideNotices(input).board
    #expect(!read(try #require(first.first), isAdministrator: false).nextStep.contains("nouvelle"))
    // The English texts are the same, and the words are not.
    input.active = first
    input.refusesUnlicensed = true
    let told = tidings(decideNotices(input)).told
    #expect(told.map(\.body) == first.map(\.body) && told.map(\.raisedAt) == [evening])
    #expect(
      read(try #require(told.first), isAdministrator: false).nextStep
        .contains("personne ne pourra y ouvrir de nouvelle session"))
    input.active = told
    #expect(decideNotices(input).changes.isEmpty)
  }

  @Test func aNoticeOfBeforeGetsItsWordsOnceAndIsOtherwiseTheSame() throws {
    var input = quiet(.grace(until: evening + .days(20), cause: .exhausted))
    input.ailments = [
      PluginAilment(name: "vms", why: "no disk", since: evening + .minutes(-20)),
      PluginAilment(name: "rdp", why: "no net", since: evening + .minutes(-20)),
    ]
    input.clock = .behind(by: .days(1))
    let board = decideNotices(input).board
    #expect(board.count == 4 && board.allSatisfy { NoticeSayings(text: $0.words) != nil })
    input.active = board.map { notice in
      var notice = notice
      notice.words = ""
      return notice
    }
    // What a plugin says now is no longer what was told.
    input.ailments[1].why = "3 s to go"
    input.now = evening + .days(1)
    let told = decideNotices(input)
    #expect(
      tidings(told).told.map(\.id)
        == board.map(\.id).sorted().filter { $0.text != "plugin-unwell/rdp" })
    for notice in told.board {
      var former = try #require(board.first { $0.id == notice.id })
      if notice.id.text == "plugin-unwell/rdp" { former.words = "" }
      #expect(notice == former)
    }
    input.active = told.board
    #expect(decideNotices(input).changes.isEmpty)
  }

  @Test func theSameTextKeepsItsWordsWhateverTheyAre() throws {
    var input = quiet(.grace(until: evening + .days(20), cause: .exhausted))
    input.active = decideNotices(input).board
    // A moment later in the same minute: no text is another one.
    input.states = [frontDesk: .grace(until: evening + .days(20) + .seconds(1), cause: .exhausted)]
    let told = tidings(decideNotices(input)).told
    #expect(told.count == 1 && told[0].words == input.active[0].words)
  }
}

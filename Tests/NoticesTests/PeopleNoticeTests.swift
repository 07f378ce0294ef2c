import Notices
import StationModel
import Testing

/// Licenses that are counted by people.
@Suite struct PeopleNoticeTests {
  @Test func tooManyPeopleAreSaidToTheAdministratorsAlone() throws {
    var input = quiet(
      .over(since: evening + .days(-2), users: ["ada", "ben"]), users: ["ada", "ben", "cy"])
    input.mode = .perUser
    input.pool = PoolPicture(total: 5, used: 5, short: 1, over: 3)
    let notice = try #require(decideNotices(input).board.first)
    #expect(notice.id.text == "exhausted/place/2" && notice.stationNumber == 2)
    #expect(notice.stage == .ended && notice.severity == .critical)
    #expect(notice.audience == .administrators)
    #expect(notice.summary == "There are more people than licenses at station 2 (Front desk)")
    #expect(
      notice.body == "At station 2 (Front desk), ada and ben have no license: all 5 user licenses "
        + "are in use, and 3 user licenses are missing on this host. There has been no grace there "
        + "since 2026-11-21 20:15 UTC. Nobody is refused for it.")
    #expect(
      notice.nextStep == "Add a pack of user licenses: stationctl license add FILE. "
        + "What there is: stationctl license list")
  }

  @Test(arguments: [
    (["ada"], "ada has no license"), (["a", "b", "c", "d"], "a, b, c and d have no license"),
    (["a", "b", "c", "d", "e"], "a, b, c and 2 more have no license"),
    (["a\u{202E}\nb"], "a b has no license"), ([], "somebody has no license"),
  ]) func thePeopleAreNamedInOneLine(users: [String], start: String) throws {
    let input = quiet(.over(since: evening, users: users))
    let body = try #require(decideNotices(input).board.first).body
    #expect(body.hasPrefix("At station 2 (Front desk), \(start)"))
    if users.count < 2 { #expect(body.contains("1 user license is missing")) }
  }

  @Test func aGraceSpeaksOfThePersonWhoNeedsTheLicense() throws {
    var input = quiet(.grace(until: evening + .days(20), cause: .exhausted), users: ["ada"])
    input.mode = .perUser
    let one = try #require(decideNotices(input).board.first)
    #expect(one.summary == "Somebody at station 2 (Front desk) has no license")
    #expect(
      one.body == "At station 2 (Front desk), ada is signed in and has no license: all 5 user "
        + "licenses are in use. Station 2 (Front desk) may be used without one until its grace ends "
        + "on 2026-12-13 20:15 UTC, 20 days after this notice.")
    #expect(one.nextStep.hasPrefix("Add a pack of user licenses"))
    input.stations = [station(2, users: ["ada", "ben"])]
    let two = try #require(decideNotices(input).board.first)
    #expect(two.body.hasPrefix("At station 2 (Front desk), somebody is signed in and has"))
  }

  @Test func noUserLicensesAtAllIsNotMoreThanThereAre() throws {
    var input = quiet(.unlicensed(since: evening, cause: .exhausted), users: ["ada"])
    input.mode = .perUser
    input.pool = PoolPicture(total: 0, used: 0, short: 1)
    let notice = try #require(decideNotices(input).board.first)
    #expect(notice.audience == .station)
    #expect(notice.body.contains("there are no user licenses. Station 2 (Front desk) has been"))
  }

  @Test func anEndOfTheOverUseClosesItsNotice() {
    var input = quiet(.over(since: evening, users: ["ada"]))
    input.active = decideNotices(input).board
    input.states = [frontDesk: .notNeeded(why: "nobody is signed in")]
    #expect(
      tidings(decideNotices(input)).closed == [
        "exhausted/place/2: Station 2 (Front desk) needs no license now: nobody is signed in."
      ])
    input.active = [Notice](input.active).map { notice in
      var notice = notice
      notice.id = NoticeID("expired/place/2")
      return notice
    }
    input.states = [frontDesk: .over(since: evening, users: ["ada"])]
    #expect(
      tidings(decideNotices(input)).closed == [
        "expired/place/2: Station 2 (Front desk) still has no license, "
          + "now for another reason: exhausted."
      ])
  }

  @Test func aNoteOfLicensingIsOneMoreSentence() throws {
    var input = quiet(.unlicensed(since: evening, cause: .exhausted))
    input.notes = [frontDesk: "the last 2 licenses are reserved for label exam"]
    let notice = try #require(decideNotices(input).board.first)
    #expect(
      notice.body.hasSuffix(
        "Sessions that are open there go on. The last 2 licenses are reserved for label exam."))
    input.notes = [frontDesk: "It is a sentence already."]
    #expect(
      try #require(decideNotices(input).board.first).body.hasSuffix(" It is a sentence already."))
  }
}

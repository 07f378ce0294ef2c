import StationModel
import Testing

@testable import Notices

private let start = Timestamp(seconds: 1_790_000_000)

@Suite struct DeliveryTests {
  private func notice(
    _ id: String = "exhausted/a", _ audience: Notice.Audience = .administrators,
    station: Int? = nil, severity: Notice.Severity = .warning, raisedAt: Timestamp = start
  ) -> Notice {
    Notice(
      id: NoticeID(id), severity: severity, stage: .begun, audience: audience,
      deadline: start + .days(90), stationNumber: station, summary: id, body: "", nextStep: "",
      raisedAt: raisedAt)
  }

  private func person(
    _ name: String, admin: Bool = true, desktop: Bool = false, text: Bool = false,
    _ notifier: SignedIn.Showing = .nobody, stations: Set<Int> = []
  ) -> SignedIn {
    var places: [SignedIn.Place] = []
    if desktop { places.append(.init(session: "c1", isGraphical: true, since: start)) }
    if text { places.append(.init(session: "5", isGraphical: false, since: start)) }
    return SignedIn(
      person: Person(name: name, isAdministrator: admin, stations: stations), uid: 1000,
      sessions: places, notifier: notifier)
  }

  private func decide(
    _ notices: [Notice], _ people: [SignedIn], _ tellings: [Telling] = [], mutes: [Mute] = [],
    after span: Span
  ) -> DeliveryPlan {
    decideDelivery(
      DeliveryInput(
        notices: notices, people: people, tellings: tellings, mutes: mutes, startedAt: start,
        now: start + span))
  }

  private func told(
    _ notice: Notice, _ user: String, _ state: Telling.State = .shown, again: Timestamp? = nil,
    keptUntil: Timestamp = start + .days(120)
  ) -> Telling {
    Telling(
      notice: notice.id, recipient: .user(user), stage: notice.stage, deadline: notice.deadline,
      way: .desktop, state: state, at: start, again: again, keptUntil: keptUntil)
  }

  @Test func whoHasOnlyATerminalIsToldThereOnceWithAllThatIsDue() {
    let two = [notice("exhausted/a"), notice("ledger/host", severity: .critical)]
    let ada = person("ada", text: true)
    let first = decide(two, [ada], after: .seconds(1))
    #expect(first.messages.isEmpty && first.nextChange == start + gatheringTime)
    let message = decide(two, [ada], after: .seconds(5)).messages.first
    #expect(message?.notices.map(\.id.text) == ["ledger/host", "exhausted/a"])
    #expect(message?.places.map(\.session) == ["5"])
    let after = decide(two, [ada], two.map { told($0, "ada") }, after: .seconds(6))
    #expect(after.messages.isEmpty && after.undelivered.isEmpty)
  }

  @Test func terminalsRestForFiveMinutesAndTroubledOnesForFifteen() {
    var ada = person("ada", text: true)
    ada.writtenAt = start
    #expect(decide([notice()], [ada], after: .minutes(4)).messages.isEmpty)
    #expect(decide([notice()], [ada], after: .minutes(4)).nextChange == start + .minutes(5))
    #expect(decide([notice()], [ada], after: .minutes(5)).messages.count == 1)
    ada.writingTrouble = SignedIn.WritingTrouble(
      why: "the terminal pts/3 takes no messages", mayPass: [])
    #expect(decide([notice()], [ada], after: .minutes(14)).messages.isEmpty)
    #expect(decide([notice()], [ada], after: .minutes(15)).messages.count == 1)
  }

  @Test func aDesktopThatShowsNoticesKeepsTerminalsQuiet() {
    let both = person("ada", desktop: true, text: true, .shows)
    #expect(decide([notice()], [both], after: .hours(1)).messages.isEmpty)
    // One that does not gets a minute first.
    let silent = person("ada", desktop: true, text: true)
    #expect(decide([notice()], [silent], after: .seconds(59)).messages.isEmpty)
    #expect(decide([notice()], [silent], after: .seconds(60)).messages.count == 1)
  }

  @Test(arguments: [
    (
      SignedIn.Showing.nobody, true, false,
      "no station-notifier has reported from the graphical session c1"
    ),
    (
      .trouble("the notification server does not answer"), true, false,
      "the notification server does not answer"
    ),
    (.shows, true, false, "station-notifier has not reported that it was shown"),
  ])
  func whomNothingReachedWithinAMinuteIsSaidWithWhy(
    notifier: SignedIn.Showing, desktop: Bool, text: Bool, why: String
  ) {
    let ada = person("ada", desktop: desktop, text: text, notifier)
    let before = decide([notice()], [ada], after: .seconds(59))
    #expect(before.undelivered.isEmpty && before.nextChange == start + .minutes(1))
    let after = decide([notice()], [ada], after: .minutes(1))
    #expect(after.undelivered == [notice().id: [Undelivered(user: "ada", why: why)]])
  }

  @Test func aTerminalThatTakesNothingIsSaid() {
    var ada = person("ada", text: true)
    ada.writtenAt = start + .seconds(5)
    ada.writingTrouble = SignedIn.WritingTrouble(
      why: "the terminal pts/3 takes no messages", mayPass: [])
    let plan = decide([notice()], [ada], after: .minutes(2))
    #expect(plan.undelivered[notice().id]?.first?.why == "the terminal pts/3 takes no messages")
  }

  @Test func eachNoticeIsForWhomItConcerns() {
    let all = [
      person("ada", desktop: true), person("bo", admin: false, desktop: true, stations: [2]),
      person("cy", admin: false, desktop: true),
    ]
    func unreached(_ notice: Notice) -> [String]? {
      decide([notice], all, after: .minutes(2)).undelivered[notice.id]?.map(\.user)
    }
    #expect(unreached(notice()) == ["ada"])
    #expect(unreached(notice("exhausted/a", .station, station: 2)) == ["ada", "bo"])
    #expect(unreached(notice("unconfigured/host", .everyone)) == ["ada", "bo", "cy"])
  }

  @Test func aMuteSilencesItsAudienceUntilItsEnd() {
    func mute(_ audience: Mute.Audience) -> Mute {
      Mute(
        cause: "unconfigured", audience: audience, since: start, until: start + .hours(1), user: 0)
    }
    let everyone = notice("unconfigured/host", .everyone)
    let all = [person("ada", desktop: true), person("bo", admin: false, desktop: true)]
    func unreached(_ audience: Mute.Audience, after span: Span = .minutes(2)) -> [String] {
      decide([everyone], all, mutes: [mute(audience)], after: span)
        .undelivered[everyone.id]?.map(\.user) ?? []
    }
    #expect(unreached(.administrators) == ["bo"])
    #expect(unreached(.people) == ["ada"])
    #expect(unreached(.everyone) == [])
    // With the end, it is news, for which people have a minute.
    #expect(unreached(.everyone, after: .hours(1)) == [])
    #expect(unreached(.everyone, after: .minutes(61)) == ["ada", "bo"])
    #expect(unreached(.people, after: .hours(1)) == ["ada"])
    let plan = decide([everyone], all, mutes: [mute(.everyone)], after: .minutes(2))
    #expect(plan.nextChange == start + .hours(1) && plan.login == nil)
  }

  @Test func afterQuietHoursPeopleHaveAMinute() {
    let minute = start.milliseconds / 60_000 % 1440
    let quiet = QuietTime(from: Int(minute), to: Int((minute + 420) % 1440)) { _ in 0 }
    // They end with a whole minute, which `start` is not.
    let morning = start + .hours(7) + Span(milliseconds: -(start.milliseconds % 60_000))
    let night = notice(raisedAt: start + .hours(2))
    func plan(after span: Span) -> DeliveryPlan {
      decideDelivery(
        DeliveryInput(
          notices: [night], people: [person("ada", desktop: true)], tellings: [], quiet: quiet,
          startedAt: start, now: morning + span))
    }
    for seconds in [0, 1, 59] as [Int64] {
      #expect(plan(after: .seconds(seconds)).undelivered.isEmpty, "\(seconds)")
      #expect(plan(after: .seconds(seconds)).nextChange == morning + .minutes(1), "\(seconds)")
    }
    #expect(plan(after: .minutes(1)).undelivered.count == 1)
  }

  @Test(arguments: 0..<4)
  func noMomentOfAnotherClockSilencesAnybody(which: Int) {
    let ahead = start + .days(1)
    let bo = SignedIn(
      person: Person(name: "bo", isAdministrator: true), uid: 1,
      sessions: [
        .init(session: "5", isGraphical: false, since: which == 0 || which == 3 ? ahead : start)
      ])
    let all = [notice(raisedAt: which == 1 || which == 3 ? ahead : start)]
    var now = start
    var looks = 0
    var plan = DeliveryPlan()
    while plan.messages.isEmpty, looks < 5 {
      plan = decideDelivery(
        DeliveryInput(
          notices: all, people: [bo], tellings: [],
          startedAt: which == 2 || which == 3 ? ahead : start, now: now))
      now = plan.nextChange ?? now
      looks += 1
    }
    #expect(plan.messages.count == 1, "after \(looks) looks nobody was told")
    let late = decideDelivery(
      DeliveryInput(
        notices: all, people: [bo], tellings: [],
        startedAt: which == 2 || which == 3 ? ahead : start, now: start + .minutes(2)))
    #expect(late.undelivered.count == 1)
  }

  /// logind learns the terminal of an ssh session only after it has begun.
  @Test func aTextSessionThatHasJustBegunIsWaitedFor() {
    let begun = start + .hours(1)
    func ada(
      _ text: [Timestamp], writtenAt: Timestamp? = nil, _ mayPass: Set<SignedIn.Passing> = []
    ) -> SignedIn {
      SignedIn(
        person: Person(name: "ada", isAdministrator: true), uid: 1000,
        sessions: [.init(session: "c1", isGraphical: true, since: start)]
          + text.map { .init(session: "5", isGraphical: false, since: $0) },
        writtenAt: writtenAt,
        writingTrouble: writtenAt.map { _ in
          SignedIn.WritingTrouble(why: "it has no terminal", mayPass: mayPass)
        })
    }
    func messages(_ one: SignedIn, after span: Span) -> Int {
      decide([notice()], [one], after: span).messages.count
    }
    #expect(messages(ada([begun]), after: .seconds(3604)) == 0)
    #expect(messages(ada([begun]), after: .seconds(3605)) == 1)
    // An older one without a terminal, as of scp, was tried a moment before.
    let older = ada([start, begun], writtenAt: begun + .seconds(-1), [.noTerminal])
    #expect(messages(older, after: .seconds(3603)) == 0)
    #expect(messages(older, after: .seconds(3604)) == 1)
    let slow = ada([start, begun], writtenAt: begun + .seconds(5), [.noTerminal])
    #expect(messages(slow, after: .seconds(3610)) == 1)
    // Once logind should know it, it has none.
    let none = ada([start, begun], writtenAt: begun + .minutes(1), [.noTerminal])
    #expect(messages(none, after: .minutes(75)) == 0)
    #expect(messages(none, after: .minutes(76)) == 1)
    // A terminal that takes no messages is left alone.
    let closed = ada([begun], writtenAt: begun + .seconds(5))
    #expect(messages(closed, after: .minutes(75)) == 0)
    // A login service that was slow is asked again, however long the session has been there.
    let unanswered = ada([start], writtenAt: begun, [.noAnswer])
    #expect(messages(unanswered, after: .seconds(3659)) == 0)
    #expect(messages(unanswered, after: .minutes(61)) == 1)
    let both = ada([start, begun], writtenAt: begun, [.noTerminal, .noAnswer])
    #expect(messages(both, after: .seconds(3605)) == 1)
  }

  @Test(arguments: Mute.Audience.allCases)
  func whatIsMutedForAnybodyIsNotInTheLineAtLogin(audience: Mute.Audience) {
    let all = [notice("exhausted/a"), notice("unconfigured/host", .everyone)]
    for (muted, other) in [("exhausted", "unconfigured"), ("unconfigured", "exhausted")] {
      let mute = Mute(
        cause: muted, audience: audience, since: start, until: start + .hours(1), user: 0)
      let plan = decide(all, [], mutes: [mute], after: .zero)
      #expect(plan.login?.count == 1 && plan.login?.gravest.id.cause == other)
    }
  }

  @Test func theLineAtLoginIsTheGravest() {
    let plan = decide(
      [notice("exhausted/a"), notice("ledger/host", severity: .critical)], [], after: .zero)
    #expect(plan.login?.count == 2 && plan.login?.gravest.id.text == "ledger/host")
    #expect(decide([], [], after: .zero).login == nil)
  }

  @Test func whatWasPutOffIsToldAgainOnATerminalToo() {
    let later = told(notice(), "ada", .later, again: start + .hours(20))
    let ada = person("ada", text: true)
    let before = decide([notice()], [ada], [later], after: .hours(19))
    #expect(before.messages.isEmpty && before.nextChange == start + .hours(20))
    #expect(decide([notice()], [ada], [later], after: .hours(20)).messages.count == 1)
  }

  @Test func whatIsOnTheBoardIsNeverForgotten() {
    let old = told(notice(), "ada", keptUntil: start + .days(1))
    let kept = decide([notice()], [], [old], after: .zero)
    guard case .told(let longer)? = kept.changes.first else {
      Issue.record("\(kept.changes)")
      return
    }
    #expect(longer.keptUntil > old.keptUntil && longer.state == old.state)
    #expect(decide([], [], [old], after: .hours(1)).changes.isEmpty)
    #expect(
      decide([], [], [old], after: .hours(25)).changes
        == [.forgetTellings(before: start + .hours(25))])
  }

  @Test func aComputerThatWasOffForLongTellsNothingAgain() {
    let day40 = start + .days(40)
    let tellings = [
      told(notice(), "ada", .dismissed, keptUntil: start + .days(30)),
      // Its station is not there yet.
      told(notice("candidate/b"), "ada", .dismissed, keptUntil: start + .days(30)),
    ]
    func plan(startedAt: Timestamp) -> DeliveryPlan {
      decideDelivery(
        DeliveryInput(
          notices: [notice()], people: [], tellings: tellings, startedAt: startedAt, now: day40))
    }
    var longer = tellings[0]
    longer.keptUntil = start + .days(120)
    #expect(plan(startedAt: day40 + .seconds(-5)).changes == [.told(longer)])
    #expect(
      plan(startedAt: start).changes == [.told(longer), .forgetTellings(before: day40)],
      "what is on the board is put into the future first")
  }

  @Test func fiftyPeopleAtOnceAreEachToldOnce() {
    let people = (1...50).map { number in
      SignedIn(
        person: Person(name: "u\(number)", isAdministrator: number <= 5, stations: [number]),
        uid: UInt32(number),
        sessions: [.init(session: "\(number)", isGraphical: number % 2 == 0, since: start)],
        notifier: number % 4 == 0 ? .shows : .nobody)
    }
    let board =
      (1...50).map { (number: Int) in notice("exhausted/\(number)", .station, station: number) }
      + [notice("unconfigured/host", .everyone)]
    let plan = decide(board, people, after: .minutes(1))
    let texts = (1...50).filter { $0 % 2 == 1 }
    #expect(plan.messages.count == 25)
    for message in plan.messages {
      #expect(message.notices.count == (message.isAdministrator ? 51 : 2), "\(message.user)")
    }
    #expect(Set(plan.messages.map(\.user)) == Set(texts.map { "u\($0)" }))
    #expect(plan.undelivered[NoticeID("unconfigured/host")]?.count == 50)
    let all = plan.messages.flatMap { message in message.notices.map { told($0, message.user) } }
    #expect(decide(board, people, all, after: .minutes(1)).messages.isEmpty)
  }

  /// Station 1 is unplugged each night, and then the first deadline of the host is that of station 2.
  @Test(arguments: [false, true]) func aDeadlineThatIsAnotherOneEachNightIsToldOnceInEachStage(
    fromTheNight: Bool
  ) {
    let ends = [1: start + .days(20), 2: start + .days(26)]
    var board: [Notice] = []
    var known: Telling?
    var news: [String] = []
    for half in 0..<60 {
      let isThere = (half % 2 == 0) != fromTheNight
      let now = start + .hours(Int64(12 * half))
      var states: [StationKey: LicenseState] = [:]
      for (number, end) in ends {
        states[StationKey("place/\(number)")] =
          number == 1 && !isThere
          ? .notNeeded(why: "it is not there")
          : end <= now
            ? .unlicensed(since: end, cause: .unreachable)
            : .grace(until: end, cause: .unreachable)
      }
      board =
        decideNotices(
          NoticeInput(
            stations: [station(1), station(2)], states: states,
            pool: PoolPicture(total: 1, used: 1, short: 1), active: board, now: now)
        ).board
      for notice in board where known?.covers(notice) != true {
        news.append("\(notice.stage.rawValue) \(notice.deadline == ends[1] ? 1 : 2)")
        known = PersonReport(stage: notice.stage.rawValue, way: "desktop", state: "dismissed")?
          .telling(of: notice, to: "ada", after: known, at: now)
      }
    }
    #expect(Set(news).count == news.count, "\(news)")
    #expect(Set(news).isSuperset(of: ["14-days 1", "7-days 1", "3-days 1", "1-day 1", "ended 1"]))
    // The steps of station 2 are news as well, where they came when it was the first.
    #expect(news.count <= 13, "\(news)")
    #expect(known?.deadline == ends[1] && known?.stage == .ended)
  }

  @Test func aLaterDeadlineOfTheHostIsNewsWhenItsNextStageBegins() {
    let id = NoticeID("unreachable/host")
    func host(_ stage: Stage, _ deadline: Int64) -> Notice {
      Notice(
        id: id, severity: .info, stage: stage, audience: .administrators,
        deadline: start + .days(deadline), stationNumber: nil, summary: "", body: "", nextStep: "",
        raisedAt: start)
    }
    let first = Telling(
      notice: id, recipient: .mail, stage: .days14, deadline: start + .days(10), way: .hook,
      state: .shown, at: start, keptUntil: start + .days(40))
    #expect(first.covers(host(.begun, 50)) && first.covers(host(.days30, 30)))
    #expect(!first.covers(host(.days30, 31)) && !first.covers(host(.days7, 7)))
    #expect(!first.covers(host(.days14, 9)))
    let later = Telling(
      notice: id, recipient: .mail, stage: .days30, deadline: start + .days(31), way: .hook,
      state: .shown, at: start + .days(1), keptUntil: start + .days(61)
    ).after(first)
    #expect(later.covers(host(.days30, 31)) && later.covers(host(.days14, 10)))
    #expect(!later.covers(host(.days14, 31)) && !later.covers(host(.days7, 10)))
    // Of all other causes another deadline is another story.
    var exhausted = first
    exhausted.notice = NoticeID("exhausted/a")
    var notice = host(.begun, 50)
    notice.id = exhausted.notice
    #expect(!exhausted.covers(notice) && later.after(exhausted) == later)
  }
}

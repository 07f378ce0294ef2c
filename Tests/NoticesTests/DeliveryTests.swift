import StationModel
import Testing

@testable import Notices

@Suite struct DeliveryTests {
  let start = DeliveryRoom.start

  func notice(
    _ id: String = "exhausted/a", _ audience: Notice.Audience = .administrators,
    station: Int? = nil, severity: Notice.Severity = .warning,
    raisedAt: Timestamp = DeliveryRoom.start
  ) -> Notice {
    Notice(
      id: NoticeID(id), severity: severity, stage: .begun, audience: audience,
      deadline: start + .days(90), stationNumber: station, summary: id, body: "", nextStep: "",
      raisedAt: raisedAt)
  }

  func person(
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

  func decide(
    _ notices: [Notice], _ people: [SignedIn], _ tellings: [Telling] = [], mutes: [Mute] = [],
    after span: Span
  ) -> DeliveryPlan {
    decideDelivery(
      DeliveryInput(
        notices: notices, people: people, tellings: tellings, mutes: mutes, startedAt: start,
        now: start + span))
  }

  func told(
    _ notice: Notice, _ user: String, _ state: Telling.State = .shown, again: Timestamp? = nil,
    keptUntil: Timestamp = DeliveryRoom.start + .days(120)
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

  @Test func theLineAtLoginIsTheGravest() {
    let plan = decide(
      [notice("exhausted/a"), notice("ledger/host", severity: .critical)], [], after: .zero)
    #expect(plan.login?.count == 2 && plan.login?.gravest.id.text == "ledger/host")
    #expect(decide([], [], after: .zero).login == nil)
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
}

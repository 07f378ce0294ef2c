import StationModel
import Testing

@testable import Notices

/// When: mutes, quiet hours, sessions that have just begun, and clocks that are wrong.
extension DeliveryTests {
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
}

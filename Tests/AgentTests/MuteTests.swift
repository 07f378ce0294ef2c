import AgentInterface
import Ledger
import Notices
import StationModel
import Testing

@testable import Agent

/// What may be muted, for how long, and how it shows.
@Suite struct MuteTests {
  private static let now = Timestamp(seconds: 1_780_000_000)

  private static func mute(
    _ audience: Mute.Audience, cause: String = "exhausted", days: Int64 = 14
  ) -> Mute {
    Mute(cause: cause, audience: audience, since: now, until: now + .days(days), user: 1000)
  }

  @Test(arguments: [
    ("exhausted", "people", Span.days(14), ""), ("clock", "everyone", .days(366), ""),
    ("pack-ending", "administrators", Span(milliseconds: 1), ""),
    ("exhaustion", "people", .days(1), "The causes are: unconfigured, unreachable, exhausted,"),
    ("", "people", .days(1), "The causes are:"),
    ("exhausted", "all", .days(1), "Take administrators, people (all others) or everyone."),
    ("exhausted", "station", .days(1), "Take administrators"),
    ("exhausted", "people", .zero, "Name a time to come"),
    ("exhausted", "people", .days(-1), "Name a time to come"),
    (
      "exhausted", "people", Span(milliseconds: Mute.longest.milliseconds + 1),
      "Name an earlier end"
    ),
  ])
  func onlyKnownWordsAndAnEndWithinAYear(
    _ cause: String, _ audience: String, _ span: Span, _ advice: String
  ) {
    do throws(AgentError) {
      let mute = try Mute(
        cause: cause, audience: audience, until: Self.now + span, by: 7, now: Self.now)
      #expect(advice.isEmpty && mute.user == 7 && mute.since == Self.now)
    } catch {
      #expect(!advice.isEmpty && error.code == .badArgument)
      #expect(error.nextStep.contains(advice), "\(error)")
    }
  }

  @Test(
    arguments: [
      ([], nil, nil),
      ([mute(.administrators)], 14, nil), ([mute(.people)], nil, 14),
      ([mute(.everyone)], 14, 14),
      ([mute(.everyone, days: 3), mute(.people, days: 9)], 3, 9),
      ([mute(.everyone, days: 9), mute(.people, days: 3)], 9, 9),
      ([mute(.everyone, cause: "expired")], nil, nil), ([mute(.everyone, days: 0)], nil, nil),
    ] as [([Mute], Int64?, Int64?)])
  func aNoticeSaysUntilWhenWhoIsNotTold(
    _ mutes: [Mute], _ administrators: Int64?, _ people: Int64?
  ) {
    let notice = Notice(
      id: NoticeID("exhausted/a"), severity: .info, stage: .begun, audience: .station,
      deadline: nil, stationNumber: 1, summary: "s", body: "b", nextStep: "n", words: "w",
      raisedAt: Self.now)
    var view = NoticeView(notice)
    view.muted(by: mutes, at: Self.now)
    #expect(view.mutedForAdministrators == WireTime(administrators.map { Self.now + .days($0) }))
    #expect(view.mutedForPeople == WireTime(people.map { Self.now + .days($0) }))
    #expect(view.words == "w")
    // As whoever tells people decides by the words of the ledger.
    for isAdministrator in [true, false] {
      let person = Person(name: "ada", isAdministrator: isAdministrator, stations: [1])
      let isSilent = mutes.contains { $0.silences(notice, for: person, at: Self.now) }
      let end = isAdministrator ? view.mutedForAdministrators : view.mutedForPeople
      #expect(isSilent == (end != nil))
    }
  }
}

import Enrollment
import Ledger
import Licensing
import Notices
import RigFolder
import StationModel
import Testing
import Words

@testable import Agent

/// A grace from its first day to its end, with a clock driven by hand: the whole decision on recorded
/// hardware, who is told by which way, and what they read.
@Suite struct GraceWalkTests {
  /// Licenses are not set up: 120 days for all.
  @Test func theHostsGraceIsToldToEachPersonStepByStep() throws {
    var walk = try Walk([])
    walk.run(days: 125)
    #expect(walk.told == expected("unconfigured", end: 120))
    walk.checkTexts()
  }

  /// One license for two: 90 days for the station that has none.
  @Test func aStationsGraceIsToldToEachPersonStepByStep() throws {
    var walk = try Walk([.mode(.perDevice), Walk.pack])
    walk.run(days: 95)
    #expect(walk.told == expected("exhausted", end: 90))
    walk.checkTexts()
  }

  /// Days after the first, in the order of the clock.
  private func expected(_ cause: String, end: Int) -> [String] {
    let steps = [
      (0, "begun"), (end - 30, "30-days"), (end - 14, "14-days"), (end - 7, "7-days"),
      (end - 3, "3-days"), (end - 1, "1-day"), (end, "ended"),
    ]
    return steps.flatMap { day, stage in
      let isLast = stage == "1-day" || stage == "ended"
      return ["day \(day): ada, desktop, \(cause) \(stage)"]
        + (isLast ? ["day \(day): bo, desktop, \(cause) \(stage)"] : [])
        + ["day \(day): cy, terminal, \(cause) \(stage)"]
    }
  }
}

private struct Walk {
  static let start = Timestamp(seconds: 1_790_000_000)
  static let pack = Change.addPack(
    Pack(
      id: "p", issuer: "i", keyID: "0123456789abcdef", count: 1,
      coverage: Set(StationKind.allCases), validFrom: Timestamp(milliseconds: 0), validUntil: nil,
      addedAt: start), token: "t")

  private let picture: DevicePicture
  private var book = LedgerState()
  private var now = start
  private var writtenAt: Timestamp?
  private(set) var told: [String] = []
  /// What each person read, with the stage.
  private var texts: [(user: String, stage: Stage, text: String)] = []

  /// An administrator who reads French, on a desktop; a teacher at station 1, who reads English; and an
  /// administrator on a text terminal of this host, which is French.
  private static let people = [
    ("ada", true, 0, "fr_FR.UTF-8"), ("bo", false, 1, "en_GB.UTF-8"), ("cy", true, -1, "fr"),
  ]

  init(_ changes: [Change]) throws {
    picture = try Rig.dock.picture()
    book = book.applying(changes, at: now)
  }

  mutating func run(days: Int64) {
    let end = Self.start + .days(days)
    var wakes = 0
    while now < end, wakes < 1000 {
      wakes += 1
      let next = turn()
      now = min(max(next ?? end, now + Span(milliseconds: 1)), end)
    }
  }

  /// One look of the agent, and what session agents do after it.
  private mutating func turn() -> Timestamp? {
    var plan = decide(world())
    for _ in 0..<4 where !plan.changes.isEmpty {
      book = book.applying(plan.changes, at: now)
      plan = decide(world())
    }
    for notice in plan.board { show(notice) }
    let delivery = decideDelivery(input(plan.board))
    book = book.applying(delivery.changes, at: now)
    for message in delivery.messages {
      writtenAt = now
      let text = TerminalText(reader: reader("fr"), isAdministrator: message.isAdministrator)
        .text(message.notices)
      for notice in message.notices { remember(notice, message.user, .terminal, text) }
    }
    let after = decideDelivery(input(plan.board))
    #expect(after.messages.isEmpty && after.changes.isEmpty)
    #expect(after.undelivered.isEmpty, "\(after.undelivered)")
    return [plan.nextChange, after.nextChange].compactMap { $0 }.min()
  }

  private func world() -> World {
    World(
      picture: picture, desktops: [], pluginTroubles: [], enrolled: book.enrolled,
      sources: [SourcePicture(packs: book.packs.map(\.pack))], leases: book.leases,
      graces: book.graces, standings: book.standings.mapValues(\.license), notices: book.notices,
      mode: book.mode, policy: EnrollmentPolicy(), terms: LicenseTerms(), now: now)
  }

  private func input(_ board: [Notice]) -> DeliveryInput {
    DeliveryInput(
      notices: board,
      people: Self.people.enumerated().map { index, one in
        SignedIn(
          person: person(one.0, one.1, one.2), uid: UInt32(1000 + index),
          sessions: [
            .init(session: "\(index)", isGraphical: one.2 >= 0, since: Self.start)
          ], notifier: one.2 >= 0 ? .shows : .nobody,
          writtenAt: one.2 >= 0 ? nil : writtenAt)
      }, tellings: book.tellings, mutes: book.mutes, startedAt: Self.start, now: now)
  }

  private func person(_ name: String, _ isAdministrator: Bool, _ station: Int) -> Notices.Person {
    Notices.Person(
      name: name, isAdministrator: isAdministrator, stations: station < 0 ? [] : [station])
  }

  private func reader(_ locale: String) -> Reader { Reader(locale: locale) { _ in 7200 } }

  /// The session agents' part: what is for their person, and not known yet.
  private mutating func show(_ notice: Notice) {
    for (name, isAdministrator, station, locale) in Self.people where station >= 0 {
      let former = book.tellings.first {
        $0.notice == notice.id && $0.recipient == .user(name)
      }
      guard notice.isFor(person(name, isAdministrator, station)),
        former.map({ !$0.covers(notice) }) ?? true
      else { continue }
      let text = reader(locale).notice(
        notice.words,
        english: NoticeText(
          summary: notice.summary, body: notice.body, nextStep: notice.nextStep),
        isAdministrator: isAdministrator)
      remember(
        notice, name, .desktop, "\(text.summary)\n\(text.body)\n\(text.nextStep)", after: former)
    }
  }

  private mutating func remember(
    _ notice: Notice, _ user: String, _ way: Telling.Way, _ text: String,
    after former: Telling? = nil
  ) {
    let day = (now - Self.start).milliseconds / 86_400_000
    told.append("day \(day): \(user), \(way.rawValue), \(notice.id.cause) \(notice.stage.rawValue)")
    texts.append((user, notice.stage, text))
    let telling = PersonReport(stage: notice.stage.rawValue, way: "desktop", state: "shown")?
      .telling(of: notice, to: user, after: former, at: now)
    if var telling {
      telling.way = way
      book = book.applying([.told(telling)], at: now)
    }
  }

  func checkTexts() {
    for (user, stage, text) in texts {
      #expect(!text.contains("{") && !text.isEmpty, "\(user) \(stage): \(text)")
      // ada and the host read French, bo English.
      #expect(text.contains("licence") == (user != "bo"), "\(user) \(stage): \(text)")
      #expect(text.contains("license") == (user == "bo") || user != "bo", "\(text)")
    }
  }
}

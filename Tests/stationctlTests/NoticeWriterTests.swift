import AgentInterface
import StationModel
import Testing
import Words

@testable import stationctl

/// Notices as people read them on the command line.
@Suite struct NoticeWriterTests {
  private static let now = Timestamp(seconds: 1_780_000_000)
  private static let plain = NoticeWriter(locale: "C.UTF-8") { _ in 7200 }

  private static func notice(
    _ id: String = "exhausted/pci-0000:00:14.0/1", told: [ToldView] = [],
    undelivered: [UndeliveredView] = [], administrators: Timestamp? = nil,
    people: Timestamp? = nil, actions: [String] = []
  ) -> NoticeView {
    NoticeView(
      id: id, cause: String(id.prefix { $0 != "/" }), severity: "critical", stage: "1-day",
      audience: "station", deadline: WireTime(now), station: 3, summary: "Station 3 has no license",
      body: "It may be used for a day.", nextStep: "Add licenses.", raisedAt: WireTime(now),
      actions: actions, told: told, undelivered: undelivered,
      mutedForAdministrators: WireTime(administrators), mutedForPeople: WireTime(people))
  }

  /// Scripts that read the text must find what they found.
  @Test(arguments: ["C", "POSIX", "C.UTF-8", "C.utf8"])
  func inTheLocaleCAListIsAsItAlwaysWas(_ locale: String) {
    let writer = NoticeWriter(locale: locale) { _ in 7200 }
    let fields = writer.fields(of: Self.notice()).filter { !$0.1.isEmpty }
    #expect(
      fields.map(\.0) == ["Notice", "Severity", "What", "Until", "Next step", "For", "Id"])
    #expect(
      fields.map(\.1) == [
        "Station 3 has no license", "critical, 1-day", "It may be used for a day.",
        Self.now.utcText, "Add licenses.", "station", "exhausted/pci-0000:00:14.0/1",
      ])
    #expect(
      writer.lines(of: Self.notice()) == [
        "[critical] Station 3 has no license", "  It may be used for a day.", "  Add licenses.",
      ])
  }

  @Test func whomItDidNotReachAndWhoIsNotToldIsSaid() {
    let notice = Self.notice(
      undelivered: [
        UndeliveredView(user: "ada", why: "no session agent answers"),
        UndeliveredView(user: "b\u{1B}[31mob", why: ""),
      ], administrators: Self.now, people: Self.now + .days(1))
    #expect(
      Self.plain.lines(of: notice).suffix(4) == [
        "  Not delivered: ada (no session agent answers)", "  Not delivered: b[31mob",
        "  Muted: administrators, until \(Self.now.utcText)",
        "  Muted: people, until \((Self.now + .days(1)).utcText)",
      ])
    let all = Self.notice(administrators: Self.now, people: Self.now)
    #expect(Self.plain.lines(of: all).last == "  Muted: everyone, until \(Self.now.utcText)")
  }

  @Test func whoWasToldIsOnePersonALine() throws {
    let notice = Self.notice(told: [
      ToldView(recipient: "program", way: "hook", state: "shown", at: WireTime(Self.now)),
      ToldView(
        recipient: "user/ada", way: "desktop", state: "later", at: WireTime(Self.now),
        again: WireTime(Self.now + .days(1))),
    ])
    let fields = Self.plain.allFields(of: notice)
    let told = try #require(fields.first { $0.0 == "Told" }).1
    #expect(
      told == """
        the program: was run, \(Self.now.utcText)
        ada: to be told again on the desktop, \(Self.now.utcText), \
        again \((Self.now + .days(1)).utcText)
        """)
    let nobody = Self.plain.allFields(of: Self.notice()).first { $0.0 == "Told" }?.1
    #expect(nobody == "nobody that is known of")
  }

  @Test func whatCanBeDoneIsReadyToType() {
    func commands(_ notice: NoticeView) -> String? {
      Self.plain.allFields(of: notice).first { $0.0 == "Commands" }?.1
    }
    #expect(
      commands(Self.notice("candidate/desktop:vms/b c's", actions: ["enroll", "ignore"])) == """
        stationctl station enroll 'desktop:vms/b c'\\''s'
        stationctl station ignore 'desktop:vms/b c'\\''s'
        stationctl notice dismiss 'candidate/desktop:vms/b c'\\''s'
        stationctl notice mute candidate --for 14d
        """)
    #expect(
      commands(Self.notice("clock/host", people: Self.now)) == """
        stationctl notice dismiss clock/host
        stationctl notice unmute clock
        """)
  }

  @Test func frenchNamesAndWordsStandAroundTheTexts() {
    let french = NoticeWriter(locale: "fr_FR.UTF-8") { _ in 3600 }
    let fields = french.fields(of: Self.notice(people: Self.now)).filter { !$0.1.isEmpty }
    #expect(
      fields.map(\.0) == [
        "Avis", "Gravité", "Objet", "Jusqu’au", "À faire", "Pour", "En sourdine", "Identifiant",
      ])
    #expect(fields[1].1 == "critique, 1 jour ou moins")
    // A notice without words keeps its English texts.
    #expect(fields[0].1 == "Station 3 has no license")
    #expect(
      french.lines(of: Self.notice(people: Self.now)).last?
        .hasPrefix("  En sourdine\u{A0}: tout le monde sauf les administrateurs, jusqu’au ") == true
    )
  }

  @Test(arguments: [
    ("clock/host", "clock/host"), ("clock", "clock/host"),
    ("exhausted/a", "exhausted/a"), ("exhausted/ab", "exhausted/ab"),
  ])
  func anIdMayBeShortened(_ text: String, _ id: String) throws {
    let notices = ["clock/host", "exhausted/a", "exhausted/ab"].map { Self.notice($0) }
    #expect(try notices.named(text).id == id)
  }

  @Test func anIdThatFitsSeveralOrNoneIsRefused() {
    let notices = ["clock/host", "exhausted/a c", "exhausted/ab"].map { Self.notice($0) }
    for (text, advice) in [
      ("exhausted", "Write more of it: 'exhausted/a c', exhausted/ab"), ("", "See what there is"),
      ("ledger", "See what there is with: stationctl notice list"),
    ] {
      let failure = #expect(throws: Failure.self) { try notices.named(text) }
      #expect(failure?.code == .refused && failure?.nextStep.hasPrefix(advice) == true)
    }
  }
}

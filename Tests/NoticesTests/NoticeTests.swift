import Notices
import StationModel
import Testing

private let start = Timestamp(seconds: 1_795_464_900)  // 2026-11-23 20:15 UTC

private func station(_ number: Int, _ name: String = "Front desk") -> Station {
  Station(
    record: Enrolled(
      key: StationKey("place/\(number)"), number: number, name: name, kind: .physical,
      enrolledAt: start),
    presence: .complete, need: .needed)
}

/// The board, and a clock that the test drives.
private struct Bench {
  var stations = [station(2)]
  var states: [StationKey: LicenseState] = [:]
  var pool = PoolPicture(total: 2, used: 2, short: 1)
  var source = SourceState.reachable
  var plugins: [PluginTrouble] = []
  var ailments: [PluginAilment] = []
  var unsettled: Set<String> = []
  var active: [Notice] = []
  var now = start

  mutating func set(_ number: Int, _ state: LicenseState) {
    states[StationKey("place/\(number)")] = state
  }

  @discardableResult mutating func decide() -> NoticeDecision {
    var input = NoticeInput(
      stations: stations, states: states, pool: pool, source: source, plugins: plugins,
      active: active, now: now)
    input.ailments = ailments
    input.unsettledPlugins = unsettled
    let decision = decideNotices(input)
    active = decision.board
    return decision
  }
}

private func closings(_ decision: NoticeDecision) -> [String] {
  decision.changes.compactMap {
    if case .closeNotice(let id, let why) = $0 { "\(id): \(why)" } else { nil }
  }
}

private let someLease = Lease(
  station: StationKey("place/2"), pack: "a", grantedAt: start, expiresAt: start + .days(60))

@Suite struct NoticeTests {
  @Test(arguments: [
    (Span.days(120), Stage.begun, Notice.Severity.info, Notice.Audience.administrators),
    (Span(milliseconds: 30 * 86_400_000 + 1), .begun, .info, .administrators),
    (.days(30), .days30, .info, .administrators),
    (.days(14), .days14, .warning, .administrators),
    (.days(7), .days7, .warning, .administrators),
    (.days(3), .days3, .critical, .administrators),
    (.days(1), .days1, .critical, .station),
    (.seconds(10), .days1, .critical, .station),
  ]) func aGraceBeginsInTheStageItIsIn(
    left: Span, stage: Stage, severity: Notice.Severity, audience: Notice.Audience
  ) {
    var bench = Bench()
    bench.set(2, .grace(until: start + left, cause: .exhausted))
    let notice = bench.decide().board.first
    #expect(notice?.stage == stage && notice?.severity == severity)
    #expect(notice?.audience == audience && notice?.deadline == start + left)
    #expect(notice?.stationNumber == 2 && notice?.raisedAt == start)
  }

  @Test func aGraceIsToldStepByStepAndEachStepOnce() {
    var bench = Bench()
    let end = start + .days(90)
    var told: [Stage] = []
    var wakes = 0
    while wakes < 20 {
      bench.set(
        2,
        bench.now < end
          ? .grace(until: end, cause: .exhausted) : .unlicensed(since: end, cause: .exhausted))
      let decision = bench.decide()
      for case .notice(let notice) in decision.changes {
        told.append(notice.stage)
        #expect(notice.raisedAt == bench.now && notice.id.text == "exhausted/place/2")
      }
      #expect(decision.board.count == 1)
      #expect(bench.decide().changes.isEmpty)
      guard let next = decision.nextChange else { break }
      #expect(next > bench.now)
      bench.now = next
      wakes += 1
    }
    #expect(told == Stage.allCases)
    #expect(bench.now == end)
  }

  @Test func aClockSetBackTakesNoStageBack() {
    var bench = Bench()
    bench.set(2, .grace(until: start + .days(3), cause: .exhausted))
    let before = bench.decide().board
    bench.now = start + .days(-20)
    let decision = bench.decide()
    #expect(decision.changes.isEmpty && decision.board == before)
    #expect(decision.nextChange == start + .days(2))
  }

  @Test func anotherDeadlineMaySetTheStageBack() {
    var bench = Bench()
    bench.set(2, .grace(until: start + .days(3), cause: .exhausted))
    bench.decide()
    bench.now = start + .hours(1)
    bench.set(2, .grace(until: start + .days(60), cause: .exhausted))
    #expect(bench.decide().board.first?.stage == .begun)
    #expect(bench.active.first?.raisedAt == bench.now)
  }

  @Test func aNewNameIsPutInPlaceWithoutTellingAgain() throws {
    var bench = Bench()
    bench.set(2, .grace(until: start + .days(90), cause: .exhausted))
    bench.decide()
    bench.now = start + .days(2)
    bench.stations = [station(2, "Window")]
    let decision = bench.decide()
    #expect(decision.changes.count == 1)
    let notice = try #require(decision.board.first)
    #expect(notice.summary == "No license is free for station 2 (Window)")
    #expect(notice.stage == .begun && notice.raisedAt == start)
  }

  @Test(arguments: [LicenseCause.unconfigured, .unreachable])
  func aCauseOfTheHostIsOneNoticeThatNamesTheStations(cause: LicenseCause) throws {
    var bench = Bench()
    bench.stations = [station(3, ""), station(1, "Window"), station(2), station(9)]
    bench.set(1, .grace(until: start + .days(90), cause: cause))
    bench.set(2, .unlicensed(since: start, cause: cause))
    bench.set(3, .grace(until: start + .days(80), cause: cause))
    bench.set(9, .notNeeded(why: "it is incomplete"))
    let notice = try #require(bench.decide().board.first)
    #expect(bench.active.count == 1 && notice.id.text == "\(cause.rawValue)/host")
    #expect(notice.stage == .ended && notice.deadline == start && notice.stationNumber == nil)
    #expect(
      notice.body.contains(
        "Station 2 (Front desk) has been without license or grace since 2026-11-23 20:15 UTC."))
    #expect(
      notice.body.contains(
        "Station 1 (Window) and station 3 may be used without one until their grace ends on "
          + "2027-02-11 20:15 UTC, 80 days after this notice, some of them longer."))
  }

  @Test func longListsStayShort() throws {
    var bench = Bench()
    let numbers = [1, 2, 3, 5, 6, 20, 22, 24, 26, 28, 30, 32, 34, .max]
    bench.stations = numbers.map { station($0) }
    for number in numbers {
      bench.set(number, .grace(until: start + .days(80), cause: .unconfigured))
    }
    #expect(
      try #require(bench.decide().board.first).body.contains(
        "Stations 1 to 3, 5, 6, 20, 22, 24, 26, 28, 30 and 3 more may be used"))
  }

  @Test func namesFromOutsideStayOnOneLine() throws {
    var bench = Bench()
    bench.stations = [station(2, "a\nb\u{202E}c\u{7}" + String(repeating: "x", count: 5000))]
    bench.set(2, .grace(until: start + .days(80), cause: .exhausted))
    let summary = try #require(bench.decide().board.first).summary
    #expect(summary.hasPrefix("No license is free for station 2 (a bc x") && summary.count < 120)
  }

  @Test func thePluginThatWasGivenUpIsTold() throws {
    var bench = Bench()
    bench.plugins = [PluginTrouble(name: "vms", why: "it exited 5 times in 3 minutes")]
    let notice = try #require(bench.decide().board.first)
    #expect(notice.id.text == "plugin-failed/vms" && notice.severity == .warning)
    #expect(notice.body.contains("it exited 5 times in 3 minutes") && notice.deadline == nil)
    bench.now = start + .days(1)
    #expect(bench.decide().changes.isEmpty)
    bench.plugins = []
    #expect(closings(bench.decide()) == ["plugin-failed/vms: Plugin vms is no longer failed."])
  }

  @Test func aPluginThatIsNotWellIsToldAfterTenMinutesAndOnce() throws {
    var bench = Bench()
    bench.ailments = [PluginAilment(name: "vms", why: "The disk is full.", since: start)]
    #expect(bench.decide().board.isEmpty)
    #expect(bench.decide().nextChange == start + .minutes(10))
    bench.now = start + .minutes(10)
    let notice = try #require(bench.decide().board.first)
    #expect(notice.id.text == "plugin-unwell/vms" && notice.severity == .warning)
    #expect(notice.audience == .administrators && notice.body.hasSuffix("The disk is full."))
    // Its words may change each second: that is no news.
    bench.ailments = [PluginAilment(name: "vms", why: "3 s to go", since: start)]
    bench.now = start + .minutes(11)
    #expect(bench.decide().changes.isEmpty)
    bench.ailments = []
    #expect(
      closings(bench.decide())
        == ["plugin-unwell/vms: Plugin vms is well again, or does not run any more."])
  }

  @Test func aPluginOfWhichNothingIsKnownYetClosesNoNotice() {
    var bench = Bench()
    bench.ailments = [PluginAilment(name: "vms", why: "no disk", since: start)]
    bench.now = start + .minutes(10)
    bench.decide()
    // The agent starts anew, and the plugin has not spoken; then it is as unwell as before.
    bench.ailments = []
    bench.unsettled = ["vms"]
    #expect(bench.decide().changes.isEmpty && bench.active.count == 1)
    bench.unsettled = []
    bench.ailments = [PluginAilment(name: "vms", why: "no disk", since: bench.now)]
    #expect(bench.decide().changes.isEmpty && bench.active.count == 1)
  }

  @Test func theBoardShowsTheMostSevereFirstAndLeavesWhatIsNotItsOwn() {
    var bench = Bench()
    bench.stations = [station(1), station(2), station(3)]
    bench.set(1, .grace(until: start + .days(90), cause: .exhausted))
    bench.set(2, .grace(until: start + .days(10), cause: .exhausted))
    bench.set(3, .grace(until: start + .days(10), cause: .expired))
    bench.active = [
      Notice(
        id: NoticeID("disk/host"), severity: .critical, stage: .begun, audience: .administrators,
        deadline: nil, stationNumber: nil, summary: "s", body: "b", nextStep: "n", raisedAt: start)
    ]
    #expect(
      bench.decide().board.map(\.id.text) == [
        "disk/host", "exhausted/place/2", "expired/place/3", "exhausted/place/1",
      ])
  }

  @Test(
    arguments: [
      (
        LicenseCause.exhausted, LicenseState.licensed(someLease),
        "Station 2 (Front desk) is licensed now."
      ),
      (
        .expired, .notNeeded(why: "it is incomplete"),
        "Station 2 (Front desk) needs no license now: it is incomplete."
      ),
      (
        .expired, .grace(until: start + .days(5), cause: .exhausted),
        "Station 2 (Front desk) still has no license, now for another reason: exhausted."
      ),
      (.exhausted, nil, "Station 2 was forgotten."),
      (.unconfigured, .licensed(someLease), "A license mode is set now."),
      (.unconfigured, .notNeeded(why: "x"), "No station needs a license now."),
      (.unreachable, .licensed(someLease), "The license source answers again."),
    ] as [(LicenseCause, LicenseState?, String)]) func whatIsSolvedIsClosedWithItsReason(
      cause: LicenseCause, state: LicenseState?, why: String
    )
  {
    var bench = Bench()
    bench.set(2, .grace(until: start + .days(80), cause: cause))
    bench.decide()
    bench.states = [:]
    if let state { bench.set(2, state) } else { bench.stations = [] }
    let subject = cause == .unconfigured || cause == .unreachable ? "host" : "place/2"
    #expect(closings(bench.decide()) == ["\(cause.rawValue)/\(subject): \(why)"])
  }

  @Test func aStationOfUnknownStateKeepsItsNotice() {
    var bench = Bench()
    bench.set(2, .grace(until: start + .days(80), cause: .exhausted))
    bench.decide()
    bench.states = [:]
    let decision = bench.decide()
    #expect(decision.changes.isEmpty && decision.board.count == 1)
  }

  /// At every start of the agent its plugins have not spoken yet.
  @Test func aDesktopOfWhichNothingIsKnownKeepsItsNotice() {
    var bench = Bench()
    bench.set(2, .grace(until: start + .days(60), cause: .exhausted))
    bench.decide()
    bench.stations[0].isStale = true
    bench.set(2, .notNeeded(why: "its plugin has not reported the desktop"))
    let unheard = bench.decide()
    #expect(unheard.changes.isEmpty)
    #expect(unheard.board.count == 1)
    bench.stations[0].isStale = false
    #expect(closings(bench.decide()).count == 1)
  }
}

import Notices
import StationModel
import Testing

/// What programs and mail are told, and what not.
@Suite struct HookDecisionTests {
  private let now = Timestamp(seconds: 1_800_000_000)

  private func notice(
    _ id: String = "exhausted/a", _ severity: Notice.Severity = .warning, stage: Stage = .begun,
    deadline: Int64? = 90, raised: Int64 = 0
  ) -> Notice {
    Notice(
      id: NoticeID(id), severity: severity, stage: stage, audience: .station,
      deadline: deadline.map { now + .days($0) }, stationNumber: nil, summary: "S", body: "B",
      nextStep: "N", raisedAt: now + .days(raised))
  }

  private func rules(
    _ recipients: Set<Recipient> = [.program], causes: Set<String> = [],
    _ severity: Notice.Severity = .warning
  ) -> HookRules {
    HookRules(recipients: recipients, causes: causes, severity: severity)
  }

  private func due(
    _ board: [Notice], _ tellings: [Telling] = [], gone: [NoticeID: Notice] = [:],
    _ rules: HookRules? = nil
  ) -> [String] {
    hooksDue(
      board: board, gone: gone, tellings: tellings, rules: rules ?? self.rules(), now: now
    ).map {
      "\($0.recipient.text) \($0.event.rawValue) \($0.notice.id) \($0.notice.stage.rawValue)"
    }
  }

  private func told(_ run: HookRun, reached: Bool = true) -> Telling {
    run.telling(reached: reached, at: now)
  }

  @Test func nothingIsDueWithoutAProgramOrAnAddress() {
    #expect(due([notice()], [], rules([])).isEmpty)
  }

  @Test func causesAndSeveritySelect() {
    let board = [
      notice("exhausted/a"), notice("expired/b", .critical), notice("candidate/c", .info),
    ]
    #expect(due(board) == ["program raised expired/b begun", "program raised exhausted/a begun"])
    #expect(due(board, [], rules(causes: ["exhausted"])) == ["program raised exhausted/a begun"])
    #expect(due(board, [], rules([.program], causes: [], .info)).count == 3)
    #expect(due(board, [], rules([.program], causes: [], .critical)).count == 1)
  }

  @Test func programAndMailAreToldEachOnTheirOwn() {
    let run = HookRun(.program, .raised, notice())
    #expect(
      due([notice()], [told(run)], rules([.program, .mail])) == ["mail raised exhausted/a begun"])
  }

  @Test func eachStageIsToldOnceAndSoIsTheEnd() {
    var tellings: [Telling] = []
    var events: [String] = []
    var last = notice()
    for stage in [Stage.begun, .begun, .days30, .days7, .days7, .ended] {
      last = notice(stage: stage)
      let runs = hooksDue(
        board: [last], gone: [:], tellings: tellings, rules: rules(), now: now)
      events += runs.map { "\($0.event.rawValue) \($0.notice.stage.rawValue)" }
      for run in runs { tellings = [told(run)] }
    }
    for _ in 0..<2 {
      let runs = hooksDue(
        board: [], gone: [last.id: last], tellings: tellings, rules: rules(), now: now)
      events += runs.map { "\($0.event.rawValue) \($0.notice.stage.rawValue)" }
      for run in runs { tellings = [told(run)] }
    }
    #expect(
      events == [
        "raised begun", "advanced 30-days", "advanced 7-days", "advanced ended", "solved ended",
      ])
  }

  @Test func whatIsSolvedBeforeItWasToldIsNotTold() {
    #expect(due([], [], gone: [notice().id: notice()]).isEmpty)
    let failed = told(HookRun(.program, .raised, notice()), reached: false)
    #expect(due([], [failed]).isEmpty)
  }

  @Test func whatWasGivenUpIsNotTriedAgainButItsNextStageIs() {
    let failed = told(HookRun(.program, .raised, notice()), reached: false)
    #expect(due([notice()], [failed]).isEmpty)
    // Nobody heard of it before, so it begins with this.
    #expect(
      due([notice(stage: .days7)], [failed]) == ["program raised exhausted/a 7-days"])
  }

  @Test func whatComesBackAfterItWasSolvedIsToldAgain() {
    let raised = told(HookRun(.program, .raised, notice()))
    // Only away for a moment: nobody was told that it is solved.
    #expect(due([notice(raised: -1)], [raised]).isEmpty)
    let solved = told(HookRun(.program, .solved, notice(), toldAt: raised.at))
    #expect(due([notice()], [solved]) == ["program raised exhausted/a begun"])
  }

  @Test func anotherDeadlineIsAnotherNotice() {
    let raised = told(HookRun(.program, .raised, notice()))
    #expect(due([notice(deadline: 91)], [raised]) == ["program raised exhausted/a begun"])
  }

  @Test func aLaterDeadlineOfTheHostGoesOn() {
    let first = notice("unreachable/host", stage: .days30, deadline: 30)
    var raised = told(HookRun(.program, .raised, first))
    #expect(due([notice("unreachable/host", deadline: 60)], [raised]).isEmpty)
    raised.at = now + .days(-1)
    #expect(
      due([first.with(deadline: now + .days(30) + .hours(-1))], [raised])
        == ["program raised unreachable/host 30-days"])
    raised.deadline = now + .days(29)
    #expect(due([first], [raised]) == ["program advanced unreachable/host 30-days"])
  }

  @Test func afterARestartTheEndIsToldWithoutTheTextsOfBefore() throws {
    let raised = told(HookRun(.program, .raised, notice(stage: .days3)))
    let run = try #require(
      hooksDue(board: [], gone: [:], tellings: [raised], rules: rules(), now: now).first)
    #expect(run.event == .solved && run.notice.stage == .days3)
    #expect(run.notice.summary.contains("exhausted/a"))
    let known = try #require(
      hooksDue(
        board: [], gone: [notice().id: notice(stage: .days3)], tellings: [raised], rules: rules(),
        now: now
      ).first)
    // So that it does not run twice if it ran already.
    #expect(known.id == run.id)
  }

  @Test func howLongItIsRememberedFollowsTheDeadline() {
    let run = HookRun(.mail, .raised, notice())
    #expect(run.telling(reached: true, at: now).keptUntil == now + .days(120))
    let open = HookRun(.mail, .raised, notice(deadline: nil))
    #expect(open.telling(reached: true, at: now).keptUntil == now + .days(30))
    #expect(open.telling(reached: true, at: now).way == .hook)
  }
}

extension Notice {
  fileprivate func with(deadline: Timestamp) -> Notice {
    var notice = self
    notice.deadline = deadline
    return notice
  }
}

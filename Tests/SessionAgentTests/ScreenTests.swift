import AgentInterface
import Testing
import Words

@testable import SessionAgent

@Suite struct ScreenTests {
  @Test func aNewNoticeIsShownOnce() {
    var stage = Stage()
    stage.look([wanted()])
    #expect(stage.visible == [1: ["exhausted/a"]])
    #expect(stage.steps([wanted()]) == [])
  }

  @Test func theNextStageReplacesTheLast() {
    var stage = Stage()
    stage.look([wanted()])
    let next = wanted(stage: "ended")
    #expect(
      stage.steps([next]) == [.show(notices: [next], replacing: 1, content: next.content)])
  }

  @Test func whatIsSolvedIsClosed() {
    var stage = Stage()
    stage.look([wanted("a/1"), wanted("b/2")])
    #expect(stage.steps([wanted("b/2")]) == [.close(serverID: 1)])
    #expect(stage.screen.wasClosed(1, 3).isEmpty, "the agent knows that it is solved")
    #expect(stage.steps([wanted("b/2")]) == [], "closed once")
  }

  @Test func aClosingThatFailedIsAskedForAgain() {
    var stage = Stage()
    stage.look([wanted("a/1"), wanted("b/2")])
    #expect(stage.steps([wanted("b/2")]) == [.close(serverID: 1)])
    #expect(stage.steps([wanted("b/2")]) == [.close(serverID: 1)])
    #expect(stage.steps([]) == [.close(serverID: 1), .close(serverID: 2)])
    _ = stage.screen.wasClosed(1, 3)
    #expect(stage.steps([]) == [.close(serverID: 2)])
    stage.screen.serverWentAway()
    #expect(stage.steps([]) == [], "its ids went with it")
  }

  @Test func aNoticeThatComesBackBeforeItsClosingIsShownAndNotTakenForDismissed() {
    var stage = Stage()
    stage.look([wanted()])
    #expect(stage.steps([]) == [.close(serverID: 1)])
    #expect(
      stage.steps([wanted()])
        == [
          .close(serverID: 1),
          .show(notices: [wanted()], replacing: 0, content: wanted().content),
        ])
    stage.look([wanted()])
    _ = stage.screen.wasClosed(1, 3)
    #expect(stage.steps([wanted()]) == [])
    #expect(stage.steps([]) == [.close(serverID: 2)])
  }

  @Test func aDismissedNoticeStaysAwayUntilItsNextStage() {
    var stage = Stage()
    stage.look([wanted()])
    #expect(
      stage.screen.wasClosed(1, 2)
        == [.init(notice: "exhausted/a", stage: "begun", state: "dismissed")])
    #expect(stage.steps([wanted()]) == [])
    #expect(stage.steps([wanted(summary: "Other words")]) == [])
    #expect(stage.steps([wanted(told: .shown)]) == [], "as the agent still says")
    let next = wanted(stage: "1-day")
    #expect(
      stage.steps([next]) == [.show(notices: [next], replacing: 0, content: next.content)])
    #expect(stage.steps([]) == [], "it needs no closing")
  }

  @Test(arguments: [
    (1, "expired"), (2, "dismissed"), (3, "dismissed"), (4, "expired"), (9, "expired"),
  ])
  func whatCameOfItIsByTheReasonOfTheServer(reason: Int, state: String) {
    var stage = Stage()
    stage.look([wanted()])
    #expect(stage.screen.wasClosed(1, reason).map(\.state) == [state])
  }

  @Test func aRestartedServerIsToldAllAgainButNotWhatWasDismissed() {
    var stage = Stage()
    stage.look([wanted("a/1"), wanted("b/2")])
    _ = stage.screen.wasClosed(1, 2)
    stage.screen.serverWentAway()
    let rest = wanted("b/2", told: .shown)
    #expect(
      stage.steps([wanted("a/1"), rest])
        == [.show(notices: [rest], replacing: 0, content: rest.content)])
    #expect(!stage.screen.isNews(rest), "that is no news to the agent")
  }

  @Test(arguments: [(Wanted.Told.no, true), (.shown, true), (.due, true), (.done, false)])
  func anotherLifeOfThisProgramGoesByWhatWasTold(told: Wanted.Told, shows: Bool) {
    var stage = Stage()
    stage.look([wanted(told: told)])
    #expect(stage.visible.isEmpty != shows)
  }

  @Test func whatTheAgentLostIsReportedAsItIsAndNotShownAgain() {
    var stage = Stage()
    stage.look([wanted("a/1"), wanted("b/2"), wanted("c/3")])
    _ = stage.screen.wasClosed(1, 2)
    let known = [wanted("a/1", told: .done), wanted("b/2", told: .shown)]
    #expect(stage.screen.forgotten(of: known) == [])
    let lost = [wanted("a/1"), wanted("b/2"), wanted("c/3", stage: "ended"), wanted("d/4")]
    #expect(
      stage.screen.forgotten(of: lost) == [
        .init(notice: "a/1", stage: "begun", state: "dismissed"),
        .init(notice: "b/2", stage: "begun", state: "shown"),
      ])
    #expect(stage.steps(Array(lost.prefix(2))) == [.close(serverID: 3)])
    stage.screen.serverWentAway()
    #expect(stage.screen.forgotten(of: lost).map(\.notice) == ["a/1"], "b/2 is shown anew")
  }

  @Test func whatWasDismissedElsewhereLeavesTheScreen() {
    var stage = Stage()
    stage.look([wanted("a/1"), wanted("b/2")])
    let read = wanted("a/1", told: .dismissed)
    #expect(stage.steps([read, wanted("b/2", told: .shown)]) == [.close(serverID: 1)])
    #expect(stage.screen.wasClosed(1, 3).isEmpty, "the agent knows")
    #expect(stage.steps([read, wanted("b/2", told: .shown)]) == [])
    // In a digest, which goes on without it.
    stage = Stage()
    let many = (1...5).map { wanted("c/\($0)") }
    stage.look(many)
    var rest = many.map { wanted($0.id, told: .shown) }
    rest[2] = wanted("c/3", told: .dismissed)
    stage.look(rest)
    #expect(stage.visible == [1: ["c/1", "c/2", "c/4", "c/5"]])
    #expect(stage.steps(rest.map { wanted($0.id, told: .dismissed) }) == [.close(serverID: 1)])
  }

  @Test func aStageThatWasToldOnATerminalIsNotShownButTheOneBeforeItGoes() {
    var stage = Stage()
    stage.look([wanted("a/1")])
    let told = wanted("a/1", stage: "ended", told: .done)
    #expect(stage.steps([told]) == [.close(serverID: 1)])
    stage.close()
    #expect(stage.steps([told]) == [] && stage.visible.isEmpty)
    let lost = wanted("a/1", stage: "ended")
    #expect(stage.look([lost]).map(\.state) == ["shown"], "and nothing is reported that was not")
  }

  @Test(arguments: [
    ("shown", "desktop", Wanted.Told.shown), ("shown", "terminal", .done),
    ("dismissed", "desktop", .dismissed), ("dismissed", "command", .dismissed),
    ("due", "desktop", .due), ("later", "desktop", .done), ("expired", "desktop", .done),
  ])
  func whatTheAgentSaysOfAPerson(state: String, way: String, told: Wanted.Told) {
    let view = ToldView(recipient: "user/ada", way: way, state: state, at: nil)
    #expect(Wanted.Told(view) == told)
    #expect(Wanted.Told(nil) == .no)
  }

  @Test func tomorrowItIsShownAgainOnce() {
    var stage = Stage()
    stage.look([wanted()])
    #expect(stage.screen.wasActed(on: 1, state: "later").map(\.state) == ["later"])
    #expect(stage.screen.wasClosed(1, 2).isEmpty, "pressed, not dismissed")
    #expect(stage.steps([wanted(told: .done)]) == [])
    #expect(stage.screen.isNews(wanted(told: .due)))
    stage.visible = [:]
    stage.look([wanted(told: .due)])
    #expect(stage.visible == [2: ["exhausted/a"]])
    #expect(stage.steps([wanted(told: .shown)]) == [])
  }

  @Test func inQuietHoursNothingNewAppearsAndWhatIsThereStays() {
    var stage = Stage()
    stage.look([wanted("a/1")])
    let held = wanted("a/1", stage: "ended", isHeld: true)
    #expect(stage.steps([held, wanted("b/2", isHeld: true)]) == [])
    #expect(stage.steps([]) == [.close(serverID: 1)])
  }

  @Test func markupInATextIsShownAsText() {
    #expect(escape("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;")
    #expect(escape("<\u{301}b>") == "&lt;\u{301}b&gt;")
  }
}

/// A screen, and a server that does what is asked.
struct Stage {
  var screen = Screen()
  var now: Int64 = 1_000_000
  var lastID: UInt32 = 0
  /// What is on the screen, by server id.
  var visible: [UInt32: [String]] = [:]
  var bodies: [UInt32: Content] = [:]

  mutating func steps(_ notices: [Wanted]) -> [Screen.Step] {
    screen.steps(for: notices, at: now, for: .plain)
  }

  /// Does all steps, and returns what the agent is told.
  @discardableResult
  mutating func look(_ notices: [Wanted]) -> [Screen.Outcome] {
    var news: [Screen.Outcome] = []
    for case .show(let wanted, let replacing, let content) in steps(notices) {
      if replacing == 0 { lastID += 1 }
      let id = replacing == 0 ? lastID : replacing
      news += wanted.filter { screen.isNews($0) }
        .map { .init(notice: $0.id, stage: $0.stage, state: "shown") }
      visible[id] = wanted.map(\.id)
      bodies[id] = content
      screen.wasShown(wanted, as: id, content, at: now)
    }
    return news
  }

  /// Does what is to be closed.
  mutating func close() {
    for id in screen.leaving {
      visible[id] = nil
      _ = screen.wasClosed(id, 3)
    }
  }
}

func wanted(
  _ id: String = "exhausted/a", stage: String = "begun", summary: String? = nil,
  severity: String = "warning", told: Wanted.Told = .no, isHeld: Bool = false
) -> Wanted {
  Wanted(
    id: id, stage: stage,
    content: Content(
      severity: severity, summary: summary ?? "Title of \(id)", body: "Body \(stage)",
      buttons: [.init(action: .details, label: "Details"), .init(action: .later, label: "Later")]),
    told: told, isHeld: isHeld)
}

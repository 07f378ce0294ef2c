import AgentInterface
import Testing

@testable import SessionAgent

@Suite struct ScreenTests {
  private func notice(
    _ id: String = "exhausted/a", stage: String = "begun", summary: String = "Short",
    audience: String = "administrators", station: Int? = 1
  ) -> NoticeView {
    NoticeView(
      id: id, cause: "exhausted", severity: "warning", stage: stage, audience: audience,
      deadline: nil, station: station, summary: summary, body: "Body", nextStep: "Next",
      raisedAt: nil)
  }

  /// A screen on which the steps were all done, with server ids from `first`.
  private func shown(_ notices: [NoticeView], first: UInt32 = 1) -> Screen {
    var screen = Screen()
    var id = first
    for case .show(let notice, _, let content) in screen.steps(for: notices) {
      screen.wasShown(notice, as: id, content)
      id += 1
    }
    return screen
  }

  @Test func aNewNoticeIsShownOnce() {
    var screen = Screen()
    #expect(
      screen.steps(for: [notice()])
        == [.show(notice: "exhausted/a", replacing: 0, content: .init(notice()))])
    screen = shown([notice()])
    #expect(screen.steps(for: [notice()]) == [])
  }

  @Test func theNextStageReplacesTheLast() {
    var screen = shown([notice()], first: 7)
    let next = notice(stage: "ended")
    #expect(
      screen.steps(for: [next])
        == [.show(notice: "exhausted/a", replacing: 7, content: .init(next))])
  }

  @Test func whatIsSolvedIsClosed() {
    var screen = shown([notice("a/1"), notice("b/2")], first: 1)
    #expect(screen.steps(for: [notice("b/2")]) == [.close(serverID: 1)])
    screen.wasClosed(1)
    #expect(screen.steps(for: [notice("b/2")]) == [], "closed once")
  }

  @Test func aClosingThatFailedIsAskedForAgain() {
    var screen = shown([notice("a/1"), notice("b/2")], first: 1)
    #expect(screen.steps(for: [notice("b/2")]) == [.close(serverID: 1)])
    #expect(screen.steps(for: [notice("b/2")]) == [.close(serverID: 1)])
    #expect(screen.steps(for: []) == [.close(serverID: 1), .close(serverID: 2)])
    screen.wasClosed(1)
    #expect(screen.steps(for: []) == [.close(serverID: 2)])
    screen.serverWentAway()
    #expect(screen.steps(for: []) == [], "its ids went with it")
  }

  @Test func aNoticeThatComesBackBeforeItsClosingIsShownAndNotTakenForDismissed() {
    var screen = shown([notice()], first: 3)
    #expect(screen.steps(for: []) == [.close(serverID: 3)])
    let content = Screen.Content(notice())
    #expect(
      screen.steps(for: [notice()])
        == [
          .close(serverID: 3), .show(notice: "exhausted/a", replacing: 0, content: content),
        ])
    screen.wasShown("exhausted/a", as: 4, content)
    screen.wasClosed(3)
    #expect(screen.steps(for: [notice()]) == [])
    #expect(screen.steps(for: []) == [.close(serverID: 4)])
  }

  @Test func aDismissedNoticeStaysAwayUntilItsNextStage() {
    var screen = shown([notice()], first: 3)
    screen.wasClosed(3)
    #expect(screen.steps(for: [notice()]) == [])
    #expect(screen.steps(for: [notice(summary: "Other words")]) == [])
    let next = notice(stage: "1-day")
    #expect(
      screen.steps(for: [next])
        == [.show(notice: "exhausted/a", replacing: 0, content: .init(next))])
  }

  @Test func aDismissedNoticeThatIsSolvedNeedsNoClosing() {
    var screen = shown([notice()], first: 3)
    screen.wasClosed(3)
    #expect(screen.steps(for: []) == [])
  }

  @Test func aRestartedServerIsToldAllAgainButNotWhatWasDismissed() {
    var screen = shown([notice("a/1"), notice("b/2")], first: 1)
    screen.wasClosed(1)
    screen.serverWentAway()
    #expect(
      screen.steps(for: [notice("a/1"), notice("b/2")])
        == [.show(notice: "b/2", replacing: 0, content: .init(notice("b/2")))])
  }

  @Test func peopleSeeWhatConcernsThem() {
    let host = HostView(
      version: "1", overflows: 0, devices: 0, displays: [], administrators: ["lab", "sudo"])
    let licensing = LicensingView(
      mode: "unset", licenses: 0, licensesUsed: 0, stationsShort: 0, sources: [],
      hostGraceStarted: nil, hostGraceEnds: nil, hostGraceEnded: nil)
    let station = StationView(
      number: 1, key: "k", name: "n", kind: "physical", state: "complete", missing: [],
      stateReason: "", absentSince: nil, seat: "seat-2", binding: nil, parts: [], stale: false,
      enrolledAt: nil, license: "grace", cause: nil, licenseReason: "", nextStep: nil, pack: nil,
      leaseExpires: nil, graceEnds: nil, unlicensedSince: nil, turn: 1, priority: 0, labels: [])
    let snapshot = AgentSnapshot(
      host: host, licensing: licensing, stations: [station], candidates: [], packs: [], notices: [],
      plugins: [],
      desktops: [])
    let early = notice()
    let late = notice(audience: "station")
    let pupil = Viewer(groups: ["users", "wheel"], seat: "seat-2")
    let neighbour = Viewer(seat: "seat-3")
    #expect(Viewer(isRoot: true, seat: nil).selects(early, in: snapshot))
    #expect(Viewer(groups: ["users", "lab"], seat: nil).selects(early, in: snapshot))
    #expect(!pupil.selects(early, in: snapshot))
    #expect(pupil.selects(late, in: snapshot))
    #expect(!neighbour.selects(late, in: snapshot))
    var nobody = snapshot
    nobody.host.administrators = []
    #expect(!Viewer(groups: ["lab"], seat: nil).selects(early, in: nobody))
    #expect(Viewer(isRoot: true, seat: nil).selects(early, in: nobody))
  }

  @Test func markupInATextIsShownAsText() {
    #expect(escape("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;")
  }
}

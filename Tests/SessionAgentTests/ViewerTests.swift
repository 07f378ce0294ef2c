import AgentInterface
import StationModel
import Testing
import Words

@testable import SessionAgent

/// For whom a notice is, and how they read it.
@Suite struct ViewerTests {
  private func notice(audience: String = "administrators", station: Int? = 1) -> NoticeView {
    NoticeView(
      id: "exhausted/a", cause: "exhausted", severity: "warning", stage: "begun",
      audience: audience, deadline: nil, station: station, summary: "Short", body: "Body",
      nextStep: "Next", raisedAt: nil, actions: ["add-licenses"])
  }

  private var snapshot: AgentSnapshot {
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
    return AgentSnapshot(
      host: host, licensing: licensing, stations: [station], candidates: [], packs: [], notices: [],
      plugins: [], desktops: [])
  }

  @Test func peopleSeeWhatConcernsThem() {
    let early = notice()
    let late = notice(audience: "station")
    let pupil = Viewer(groups: ["users", "wheel"], seat: "seat-2")
    let neighbour = Viewer(seat: "seat-3")
    #expect(Viewer(isRoot: true, seat: nil).selects(early, in: snapshot))
    #expect(Viewer(groups: ["users", "lab"], seat: nil).selects(early, in: snapshot))
    #expect(!pupil.selects(early, in: snapshot))
    #expect(pupil.selects(late, in: snapshot))
    #expect(!neighbour.selects(late, in: snapshot))
    #expect(neighbour.selects(notice(audience: "everyone"), in: snapshot))
    var nobody = snapshot
    nobody.host.administrators = []
    #expect(!Viewer(groups: ["lab"], seat: nil).selects(early, in: nobody))
    #expect(Viewer(isRoot: true, seat: nil).selects(early, in: nobody))
  }

  @Test func whoSitsThereIsToldWithoutAWordAboutTheSeat() {
    var snapshot = snapshot
    snapshot.sessions = [
      SessionView(
        id: "4", user: "ada", uid: 1001, station: 1, desktop: nil, seat: nil, remote: true,
        remoteHost: nil, active: true, type: "graphical", service: nil, since: nil)
    ]
    let late = notice(audience: "station")
    #expect(Viewer(seat: nil, uid: 1001).selects(late, in: snapshot))
    #expect(!Viewer(seat: nil, uid: 1002).selects(late, in: snapshot))
  }

  @Test func aMuteIsForItsAudienceUntilTheAgentEndsIt() {
    var muted = notice()
    // Long over by this computer's clock, which is not the agent's.
    muted.mutedForAdministrators = WireTime(Timestamp(milliseconds: 2000))
    let root = Viewer(isRoot: true, seat: nil)
    let pupil = Viewer(seat: nil)
    #expect(root.isMuted(muted, in: snapshot))
    #expect(!pupil.isMuted(muted, in: snapshot))
    muted.mutedForPeople = muted.mutedForAdministrators
    #expect(pupil.isMuted(muted, in: snapshot))
    muted.mutedForAdministrators = nil
    #expect(!root.isMuted(muted, in: snapshot))
  }

  @Test func buttonsAreForWhomTheyWork() {
    func actions(_ notice: NoticeView, _ able: Content.Abilities) -> [String] {
      Content(notice, for: .plain, isAdministrator: able.administers, able).buttons
        .map(\.action.rawValue)
    }
    let all = Content.Abilities(administers: true, choosesFiles: true, reports: true)
    #expect(actions(notice(), all) == ["default", "add-licenses", "later"])
    #expect(actions(notice(), .init()) == ["default"])
    #expect(
      actions(notice(), .init(administers: true, reports: true)) == [
        "default", "later",
      ])
    var last = notice()
    last.stage = "1-day"
    last.actions = ["enroll", "ignore", "something-new"]
    #expect(actions(last, all) == ["default", "enroll", "ignore"])
  }

  @Test func namesCannotTurnALineOrEndIt() {
    var odd = notice()
    odd.summary = "Dock \u{202E}evil\u{1B}[31m\u{7}\nx"
    odd.body = "One\u{0}\n\n\n<b>two</b>\u{200B}"
    let content = Content(odd, for: .plain, isAdministrator: true, .init())
    #expect(content.summary == "Dock evil[31m x")
    #expect(content.body == "One\n<b>two</b>\nNext")
  }

  @Test func detailsHaveAllThatThereIs() throws {
    var notice = notice()
    notice.raisedAt = WireTime(Timestamp(milliseconds: 0))
    notice.deadline = WireTime(Timestamp(milliseconds: 86_400_000))
    let content = try #require(Content.details(of: [notice], for: .plain, isAdministrator: true))
    #expect(content.life == .lasting && content.buttons.isEmpty)
    for part in [
      "Body", "Next", "About: a", "Since: ", "Until: ", "Severity: warning",
      "stationctl notice show exhausted/a",
    ] {
      #expect(content.body.contains(part), "\(part) is missing")
    }
    let french = Reader(locale: "fr_FR.UTF-8") { _ in 0 }
    let other = try #require(Content.details(of: [notice], for: french, isAdministrator: true))
    #expect(other.body.contains("Gravité\u{A0}: avertissement"))
  }

  @Test(arguments: [
    ("22:00-07:00", 22 * 60, nil as Int?, true), ("22:00-07:00", 7 * 60, nil, false),
    ("22:00-07:00", 0, nil, true), ("08:00-09:30", 8 * 60 + 10, nil, true),
    ("08:00-09:30", 9 * 60 + 30, nil, false), ("nonsense", 0, nil, false),
    ("22:00-07:00", 6 * 60, 59, false), ("22:00-07:00", 6 * 60, 61, true),
  ])
  func quietHoursHoldWhatCanWait(hours: String, minute: Int, deadlineIn: Int?, holds: Bool) {
    let now = Timestamp(milliseconds: Int64(minute) * 60_000)
    // The computer's clock is an hour ahead of UTC, and the moment an hour earlier.
    let calm = Calm(
      hours, at: Timestamp(milliseconds: now.milliseconds - 3_600_000), secondsFromUTC: 3600)
    let deadline = deadlineIn.map {
      Timestamp(milliseconds: now.milliseconds - 3_600_000 + Int64($0) * 60_000)
    }
    #expect(calm.holds(deadline: deadline) == holds)
  }

  @Test func aDeadlineIsReadOnTheClockOfTheAgent() {
    // Six o'clock by the computer, whose clock is a day ahead of the agent's.
    let now = Timestamp(milliseconds: 30 * 3_600_000)
    let calm = Calm(
      "22:00-07:00", at: now, secondsFromUTC: 0, clockDifference: 24 * 3_600_000)
    #expect(!calm.holds(deadline: Timestamp(milliseconds: 6 * 3_600_000 + 59 * 60_000)))
    #expect(calm.holds(deadline: Timestamp(milliseconds: 7 * 3_600_000 + 60_000)))
    #expect(Calm("22:00-07:00", at: now, secondsFromUTC: 0, clockDifference: .min).remaining != nil)
  }
}

import Enrollment
import StationModel
import Testing

/// Who comes in by itself, about whom is asked, and what a remap would do.
@Suite struct PolicyTests {
  private let now = Timestamp(seconds: 1_000_000)

  private func place(
    _ key: String, _ presence: Presence = .complete, _ standing: Candidate.Standing? = nil,
    model: String = "05e3:0608"
  ) -> Candidate {
    Candidate(
      key: StationKey(key), kind: .physical, anchor: nil, label: "Hub",
      standing: standing ?? .decided(.topology), presence: presence, parts: [], seat: nil,
      marks: StationMarks(hub: DeviceMark(model: model)))
  }

  private func ask(
    _ enrolls: EnrollmentPolicy.Enrolls, _ candidates: [Candidate], ignored: [Ignored] = []
  ) -> Roster {
    var input = RosterInput(
      candidates: candidates, known: [], policy: EnrollmentPolicy(enrolls: enrolls), now: now)
    input.ignored = ignored
    return roster(input)
  }

  private var all: [Candidate] {
    [
      place("p/1"), place("p/2", .incomplete(missing: [.display])),
      place("p/3", .complete, .undecided(why: "who knows")), place("p/4", .conflict(why: "two")),
      place("p/5", .probing(missing: [.display], until: now)),
      place("p/6", .away(since: now, until: now)),
    ]
  }

  @Test func autoTakesWhatIsDecidedAndAsksAboutTheRestThatIsWhole() {
    let roster = ask(.auto, all)
    #expect(roster.stations.map(\.key.text) == ["p/1"])
    #expect(
      roster.questions == [
        CandidateQuestion(key: StationKey("p/3"), label: "Hub", missing: [], why: "who knows")
      ])
    #expect(roster.candidates.map(\.key.text) == ["p/2", "p/3", "p/4", "p/5", "p/6"])
  }

  @Test func askTakesNothingAndAsksAboutAllThatIsSettled() {
    let roster = ask(.ask, all)
    #expect(roster.stations.isEmpty && roster.changes.isEmpty)
    #expect(roster.questions.map(\.key.text) == ["p/1", "p/2", "p/3"])
    #expect(roster.questions.map(\.missing) == [[], [.display], []])
  }

  @Test func manualTakesNothingAndAsksNobody() {
    let roster = ask(.manual, all)
    #expect(roster.stations.isEmpty && roster.questions.isEmpty && roster.candidates.count == 6)
  }

  @Test func nobodyIsAskedAboutAKeyboardThatTheHostNeeds() {
    var hosts = place("p/1", .incomplete(missing: [.display]), .undecided(why: "the host needs it"))
    hosts.isHosts = true
    var part = place("p/2", .complete, .undecided(why: "part of p/1"))
    part.isPart = true
    for policy in EnrollmentPolicy.Enrolls.allCases {
      let roster = ask(policy, [hosts, part])
      #expect(roster.stations.isEmpty && roster.questions.isEmpty)
      #expect(roster.candidates == [hosts, part])
    }
  }

  @Test func whatIsIgnoredIsLeftAloneWhileTheSameHubIsThere() {
    let word = Ignored(key: StationKey("p/1"), model: "05e3:0608", since: now)
    for policy in EnrollmentPolicy.Enrolls.allCases {
      let roster = ask(policy, [place("p/1")], ignored: [word])
      #expect(roster.stations.isEmpty && roster.questions.isEmpty)
      #expect(roster.ignored == [StationKey("p/1")])
      guard case .undecided(let why)? = roster.candidates.first?.standing else {
        Issue.record("decided")
        continue
      }
      #expect(why.hasPrefix("it is ignored"))
    }
    #expect(ask(.auto, [place("p/1", model: "1a40:0101")], ignored: [word]).stations.count == 1)
    let any = Ignored(key: StationKey("p/1"), model: nil, since: now)
    #expect(ask(.auto, [place("p/1", model: "1a40:0101")], ignored: [any]).stations.isEmpty)
  }

  // MARK: Remap

  private func record(_ key: String, _ number: Int, _ name: String? = nil) -> Enrolled {
    Enrolled(
      key: StationKey(key), number: number, name: name ?? "Station \(number)", kind: .physical,
      enrolledAt: now, marks: StationMarks(hub: DeviceMark(model: "05e3:0608")))
  }

  @Test func aRemapNumbersInTheOrderOfThePlacesAndKeepsNames() {
    let desktop = Enrolled(
      key: .desktop(plugin: "p", id: "d"), number: 2, name: "VM", kind: .desktop, enrolledAt: now)
    let known = [
      record("p/9", 1), record("p/1", 3, "Window"), record("p/5", 4), record("p/7", 6, "Gone"),
      desktop,
    ]
    let input = RosterInput(
      candidates: [place("p/1"), place("p/5"), place("p/9")], known: known, now: now)
    let plan = remap(input)
    #expect(
      plan.lines.map { "\($0.record.number) \($0.record.name) was \($0.formerNumber)" } == [
        "1 Window was 3", "3 Station 3 was 4", "4 Station 4 was 1", "5 Gone was 6",
      ])
    #expect(plan.changes == [.renumber(plan.lines.map(\.record))])
    var after = input
    after.known = plan.lines.map(\.record) + [desktop]
    #expect(remap(after).changes.isEmpty)
  }

  @Test func aRemapAnswersQuestionsThatHaveOneAnswer() {
    let gone = record("p/1", 1, "Window")
    let input = RosterInput(candidates: [place("p/4")], known: [gone], now: now)
    let plan = remap(input)
    #expect(plan.lines.map(\.record.key.text) == ["p/4"])
    #expect(plan.lines.map(\.isChanged) == [true])
    #expect(
      plan.changes == [.move(from: gone.key, to: plan.lines[0].record, event: .moved)])
    let two = RosterInput(candidates: [place("p/4"), place("p/6")], known: [gone], now: now)
    #expect(remap(two).changes.isEmpty, "it could be either")
  }
}

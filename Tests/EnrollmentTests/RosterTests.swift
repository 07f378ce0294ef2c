import Enrollment
import StationModel
import Testing

/// Who becomes a station, under which number, and what is written of it.
@Suite struct RosterTests {
  private let now = Timestamp(seconds: 1_000_000)
  private let later = Timestamp(seconds: 1_000_100)

  private func place(
    _ name: String, _ presence: Presence = .complete,
    _ standing: Candidate.Standing = .decided(.topology)
  ) -> Candidate {
    Candidate(
      key: StationKey(name), kind: .physical, anchor: nil, label: "hub", standing: standing,
      presence: presence, parts: [], seat: nil)
  }

  private func host(_ presence: Presence = .complete) -> Candidate {
    Candidate(
      key: .host, kind: .host, anchor: nil, label: "Host", standing: .decided(.topology),
      presence: presence, parts: [], seat: nil)
  }

  private func record(_ name: String, _ number: Int, absentSince: Timestamp? = nil) -> Enrolled {
    Enrolled(
      key: StationKey(name), number: number, name: "Desk \(number)", kind: .physical,
      enrolledAt: now, absentSince: absentSince)
  }

  private func ask(
    _ candidates: [Candidate], desktops: [DesktopPicture] = [], known: [Enrolled] = [],
    policy: EnrollmentPolicy.HostCounts = .auto
  ) -> Roster {
    var input = RosterInput(
      candidates: candidates, known: known, policy: EnrollmentPolicy(hostCounts: policy), now: later
    )
    input.desktops = desktops
    return roster(input)
  }

  @Test func whatIsAwaitedAfterAStartIsUnknownAndWritesNoHistory() {
    let known = Enrolled(
      key: StationKey("pci-1/1"), number: 1, name: "A", kind: .physical,
      enrolledAt: Timestamp(seconds: 1))
    var gone = known
    gone.key = StationKey("pci-1/2")
    gone.number = 2
    gone.absentSince = Timestamp(seconds: 2)
    func ask(_ awaited: Set<StationKey>) -> Roster {
      var input = RosterInput(candidates: [], known: [known, gone], now: later)
      input.awaited = awaited
      return roster(input)
    }
    let starting = ask([known.key, gone.key])
    #expect(starting.changes == [])
    #expect(starting.stations.map(\.record) == [known, gone])
    guard case .unknown = starting.stations[0].presence else {
      Issue.record("it may still come: \(starting.stations[0].presence)")
      return
    }
    #expect(
      starting.stations[1].presence == .absent(since: Timestamp(seconds: 2)),
      "it was gone before the start")
    #expect(ask([]).stations[0].presence == .absent(since: later), "its time is over")
  }

  // MARK: The host

  @Test func aCompleteHostIsStation0() {
    let roster = ask([host()])
    let record = Enrolled(key: .host, number: 0, name: "Host", kind: .host, enrolledAt: later)
    #expect(roster.stations == [Station(record: record, presence: .complete, need: .needed)])
    #expect(roster.changes == [.station(record, event: .enrolled)])
    #expect(roster.candidates == [])
  }

  @Test func anIncompleteHostIsACandidateUnlessItAlwaysCounts() {
    let incomplete = host(.incomplete(missing: [.keyboard]))
    #expect(ask([incomplete]).stations == [])
    #expect(ask([incomplete]).candidates == [incomplete])
    let always = ask([incomplete], policy: .always)
    #expect(always.stations.map(\.record.number) == [0])
    #expect(always.stations.first?.need == .needed)
  }

  @Test func aHostThatNeverCountsNeedsNoLicense() {
    let roster = ask([host()], policy: .never)
    #expect(
      roster.stations.first?.need
        == .notNeeded(why: "the configuration says that the host is not used as a station"))
  }

  @Test func aKnownHostThatLostItsKeyboardNeedsNoLicense() {
    let known = [Enrolled(key: .host, number: 0, name: "Host", kind: .host, enrolledAt: now)]
    let roster = ask([host(.incomplete(missing: [.display, .keyboard]))], known: known)
    #expect(roster.stations.first?.record == known[0])
    #expect(
      roster.stations.first?.need == .notNeeded(why: "it is incomplete: no display, no keyboard"))
    #expect(roster.changes == [])
  }

  // MARK: Physical stations

  @Test func onlyCompleteAndDecidedPlacesAreEnrolled() {
    let roster = ask([
      host(), place("a"), place("b", .incomplete(missing: [.display])),
      place("c", .complete, .undecided(why: "?")), place("d", .conflict(why: "x")), place("e"),
    ])
    #expect(roster.stations.map(\.key.text) == ["host", "a", "e"])
    #expect(roster.stations.map(\.record.number) == [0, 1, 2])
    #expect(roster.stations.map(\.record.name) == ["Host", "Station 1", "Station 2"])
    #expect(roster.candidates.map(\.key.text) == ["b", "c", "d"])
  }

  @Test func theLowestFreeNumberIsGiven() {
    let roster = ask(
      [place("a"), place("b"), place("x"), place("y")], known: [record("x", 1), record("y", 3)])
    #expect(
      roster.stations.map { "\($0.key.text) \($0.record.number)" } == ["x 1", "a 2", "y 3", "b 4"])
  }

  @Test func aStationKeepsNumberAndNameWhateverBecomesOfIt() {
    for presence in [
      Presence.complete, .incomplete(missing: [.pointer]), .conflict(why: "two claim it"),
    ] {
      let roster = ask([place("x", presence, .undecided(why: "?"))], known: [record("x", 7)])
      #expect(roster.stations.map(\.record) == [record("x", 7)])
      #expect(roster.stations.first?.presence == presence)
      #expect((roster.stations.first?.need == .needed) == (presence == .complete))
      #expect(roster.changes == [])
    }
  }

  @Test func aStationThatIsGoneIsAbsentOnceAndReturnsOnce() {
    let gone = ask([], known: [record("x", 7)])
    let away = record("x", 7, absentSince: later)
    #expect(gone.changes == [.station(away, event: .absent)])
    #expect(gone.stations.first?.presence == .absent(since: later))
    #expect(gone.stations.first?.need == .notNeeded(why: "it is not plugged in"))

    let earlier = record("x", 7, absentSince: now)
    let still = ask([], known: [earlier])
    #expect(still.changes == [])
    #expect(still.stations.first?.presence == .absent(since: now))

    let back = ask([place("x", .incomplete(missing: [.pointer]))], known: [earlier])
    #expect(back.changes == [.station(record("x", 7), event: .returned)])
  }

  @Test func bindingPriorityAndDateSurvive() {
    var bound = record("x", 2)
    bound.binding = DisplayPlace(card: "pci-0000:01:00.0", connector: "DP-1")
    bound.priority = 9
    let change = ask([], known: [bound]).changes.first
    bound.absentSince = later
    #expect(change == .station(bound, event: .absent))
  }

  // MARK: Hostile input

  @Test func theFirstOfTwoWithOneKeyCounts() {
    let roster = ask(
      [place("a"), place("a", .incomplete(missing: [.hub])), place("b")],
      known: [record("b", 4), record("b", 2)])
    #expect(roster.stations.map { "\($0.key.text) \($0.record.number)" } == ["a 1", "b 2"])
    #expect(roster.stations.allSatisfy { $0.presence == .complete })
  }

  @Test func hugeAndNegativeNumbersDoNoHarm() {
    let roster = ask(
      [host(), place("a"), place("x"), place("y"), place("z")],
      known: [record("x", .max), record("y", .min), record("z", 0)])
    #expect(roster.stations.first { $0.key.text == "a" }?.record.number == 2)
    #expect(roster.stations.first { $0.key == .host }?.record.number == 1)
    #expect(Set(roster.stations.map(\.record.number)).count == 5)
  }

  @Test(arguments: [
    ("", "Station 5"), (" \t\n", "Station 5"), ("\u{1B}[31mred\u{7}", "[31mred"),
    ("a\u{202E}b\u{0}c", "abc"), ("two\n lines", "two lines"),
  ])
  func namesAreMadeFitToBeShown(name: String, shown: String) {
    var known = record("x", 5)
    known.name = name
    #expect(ask([place("x")], known: [known]).stations.first?.record.name == shown)
  }

  @Test func longNamesAreCut() {
    var known = record("x", 5)
    known.name = String(repeating: "n\u{301}", count: 1000)
    let shown = ask([place("x")], known: [known]).stations.first?.record.name
    #expect(shown?.unicodeScalars.count == 64)
  }
}

import Enrollment
import StationModel
import Testing

/// Same, replaced, moved, re-based or new: who a station is when hardware is not where it was.
@Suite struct IdentityTests {
  private let now = Timestamp(seconds: 1_000_000)

  private static let plain = DeviceMark(model: "05e3:0608")
  private static func hub(_ serial: String?, container: String? = nil) -> DeviceMark {
    DeviceMark(model: "05e3:0608", serial: serial, container: container)
  }

  private func marks(
    _ hub: DeviceMark, keyboard: String = "046d:c31c", mouse: String = "046d:c077"
  ) -> StationMarks {
    StationMarks(
      hub: hub, keyboard: DeviceMark(model: keyboard), pointer: DeviceMark(model: mouse))
  }

  private func record(_ key: String, _ number: Int, _ marks: StationMarks) -> Enrolled {
    Enrolled(
      key: StationKey(key), number: number, name: "Desk \(number)", kind: .physical,
      enrolledAt: Timestamp(seconds: 5), priority: 3, labels: ["exam"], marks: marks)
  }

  private func seen(
    _ key: String, _ marks: StationMarks, _ presence: Presence = .complete,
    anchor: String = "/hub"
  ) -> Candidate {
    Candidate(
      key: StationKey(key), kind: .physical, anchor: DevicePath(anchor), label: "Hub",
      standing: .decided(.topology), presence: presence, parts: [], seat: nil, marks: marks)
  }

  private func ask(
    _ candidates: [Candidate], known: [Enrolled], _ adjust: (inout RosterInput) -> Void = { _ in }
  ) -> Roster {
    var input = RosterInput(candidates: candidates, known: known, now: now)
    adjust(&input)
    let roster = Enrollment.roster(input)
    // Once it is written down, nothing is left to change.
    var after = input
    after.known = roster.stations.map(\.record)
    after.candidates.removeAll { roster.moves[$0.key] != nil }
    after.distrusted.formUnion(input.sharedNow)
    let again = Enrollment.roster(after)
    #expect(again.changes == [])
    #expect(again.stations == roster.stations && again.candidates == roster.candidates)
    return roster
  }

  // MARK: The same place

  @Test func anotherHubInTheSamePlaceIsTheSameStation() {
    let roster = ask(
      [seen("pci-1/2", marks(DeviceMark(model: "1a40:0101")))],
      known: [record("pci-1/2", 4, marks(Self.plain))])
    let after = record("pci-1/2", 4, marks(DeviceMark(model: "1a40:0101")))
    #expect(roster.changes == [.station(after, event: .hubReplaced)])
    #expect(roster.stations.map(\.record) == [after])
  }

  @Test func twoHubsThatChangedPlacesAreReplacedHubs() {
    let roster = ask(
      [seen("pci-1/1", marks(Self.hub("BBB2"))), seen("pci-1/2", marks(Self.hub("AAA1")))],
      known: [
        record("pci-1/1", 1, marks(Self.hub("AAA1"))),
        record("pci-1/2", 2, marks(Self.hub("BBB2"))),
      ])
    #expect(roster.moves.isEmpty && roster.candidates.isEmpty)
    #expect(roster.changes.count == 2)
  }

  @Test func anotherKeyboardIsOneRowAndMoreKnowledgeIsNoReplacement() {
    let known = record("pci-1/2", 4, marks(Self.plain))
    let other = ask([seen("pci-1/2", marks(Self.plain, keyboard: "413c:2113"))], known: [known])
    #expect(
      other.changes == [
        .station(
          record("pci-1/2", 4, marks(Self.plain, keyboard: "413c:2113")), event: .refitted)
      ])
    let box = Self.hub(nil, container: "0102")
    let learned = ask([seen("pci-1/2", marks(box))], known: [known])
    #expect(learned.changes == [.station(record("pci-1/2", 4, marks(box)), event: .refitted)])
    // The hub cannot be asked any more: what was known stays.
    let forgotten = ask([seen("pci-1/2", marks(Self.plain))], known: learned.stations.map(\.record))
    #expect(forgotten.changes == [])
  }

  @Test func miceThatComeAndGoAreNoNewsButAnotherHubIs() {
    let known = record("pci-1/2", 4, marks(Self.plain))
    let mouse = ask([seen("pci-1/2", marks(Self.plain, mouse: "1:2"))], known: [known]) {
      $0.restless = [known.key]
    }
    #expect(mouse.changes == [])
    let hub = ask([seen("pci-1/2", marks(DeviceMark(model: "1a40:0101")))], known: [known]) {
      $0.restless = [known.key]
    }
    #expect(hub.changes.count == 1)
  }

  @Test func whatIsNotWholeWritesNothing() {
    let part = seen(
      "pci-1/2", StationMarks(hub: DeviceMark(model: "1a40:0101")),
      .incomplete(missing: [.keyboard]))
    #expect(ask([part], known: [record("pci-1/2", 4, marks(Self.plain))]).changes == [])
  }

  // MARK: Moved

  @Test(arguments: [Presence.complete, .incomplete(missing: [.display])])
  func aTrustedSerialInAnotherSocketIsTheSameStation(presence: Presence) {
    var gone = record("pci-1/2", 4, marks(Self.hub("STATION-A")))
    gone.absentSince = Timestamp(seconds: 77)
    gone.binding = DisplayPlace("pci-0000:09:00.0/DP-1")
    let roster = ask([seen("pci-1/7", marks(Self.hub("STATION-A")), presence)], known: [gone])
    var moved = gone
    moved.key = StationKey("pci-1/7")
    var back = moved
    back.absentSince = nil
    #expect(
      roster.changes == [
        .move(from: gone.key, to: moved, event: .moved), .station(back, event: .returned),
      ])
    #expect(roster.moves == [gone.key: moved.key])
    #expect(roster.stations.map(\.record) == [back])
  }

  @Test func aStationIsFollowedWhileItsOldPlaceIsOnlyAway() {
    let known = record("pci-1/2", 4, marks(Self.hub("STATION-A")))
    let ghost = seen("pci-1/2", known.marks, .away(since: now, until: now + .seconds(10)))
    let roster = ask([ghost, seen("pci-1/7", known.marks)], known: [known]) {
      $0.held = [known.key]
    }
    #expect(roster.moves.count == 1 && roster.candidates.isEmpty)
    #expect(roster.stations.map(\.presence) == [.complete])
  }

  @Test func aGoodContainerIDTellsAsWell() {
    let known = record("pci-1/2", 4, marks(Self.hub(nil, container: "0a0b")))
    let roster = ask([seen("pci-1/7", marks(Self.hub(nil, container: "0a0b")))], known: [known])
    #expect(roster.moves.count == 1)
    let other = ask([seen("pci-1/7", marks(Self.hub(nil, container: "ffff")))], known: [known])
    #expect(other.moves.isEmpty && other.stations.count == 2, "it is another box")
  }

  @Test(arguments: ["000000", "1234567890", "0123456789ABCDEF", "A", "n/a", "ffffff", "serial"])
  func aSerialThatTellsNothingMovesNothing(serial: String) {
    let known = record("pci-1/2", 4, marks(Self.hub(serial)))
    #expect(ask([seen("pci-1/7", marks(Self.hub(serial)))], known: [known]).moves.isEmpty)
  }

  @Test func aSerialThatTwoHaveTellsNothingFromThenOn() {
    var known = record("pci-1/2", 4, marks(Self.hub("CONSTANT7")))
    known.absentSince = Timestamp(seconds: 9)
    let both = [
      seen("pci-1/7", marks(Self.hub("CONSTANT7"))), seen("pci-1/8", marks(Self.hub("CONSTANT7"))),
    ]
    let mark = SerialMark(model: "05e3:0608", serial: "CONSTANT7")
    let now = ask(both, known: [known]) { $0.sharedNow = [mark] }
    #expect(now.moves.isEmpty && now.changes == [.distrust(mark)], "and neither is taken")
    let later = ask([both[0]], known: [known]) { $0.distrusted = [mark] }
    #expect(later.moves.isEmpty)
    // Without topology's word: two newcomers with one number.
    #expect(ask(both, known: [known]).moves.isEmpty)
  }

  @Test func aStationThatIsThereIsNeverMoved() {
    let known = record("pci-1/2", 4, marks(Self.hub("STATION-A")))
    let roster = ask(
      [seen("pci-1/2", known.marks), seen("pci-1/7", marks(Self.hub("STATION-A")))], known: [known])
    #expect(roster.moves.isEmpty)
    #expect(roster.stations.map(\.record.number) == [1, 4])
  }

  @Test func theDisplayAdapterOfItsOwnMovesAlong() {
    var known = record("pci-1/2", 4, marks(Self.hub("STATION-A")))
    known.binding = DisplayPlace("pci-1-usb-0:2.3:1.0/VGA-1")
    let roster = ask([seen("pci-2/7.1", known.marks)], known: [known])
    #expect(
      roster.stations.first?.record.binding == DisplayPlace("pci-2-usb-0:7.1.3:1.0/VGA-1"))
    known.binding = DisplayPlace("pci-1-usb-0:21.3:1.0/VGA-1")
    #expect(
      ask([seen("pci-2/7.1", known.marks)], known: [known]).stations.first?.record.binding
        == known.binding, "another hub's adapter stays")
  }

  @Test func whatFlapsIsNotMovedBackAndForth() {
    let known = record("pci-1/2", 4, marks(Self.hub("STATION-A")))
    let ghost = seen("pci-1/2", known.marks, .away(since: now, until: now + .minutes(5)))
    let roster = ask([ghost, seen("pci-1/7", known.marks)], known: [known]) {
      $0.flapping = [known.key]
    }
    #expect(roster.moves.isEmpty && roster.changes.isEmpty && roster.questions.isEmpty)
    #expect(roster.stations.count == 1, "and it is nobody new")
  }

  @Test func whatIsIgnoredIsNoStationThatMoved() {
    var gone = record("pci-1/2", 4, marks(Self.hub("STATION-A")))
    gone.absentSince = now
    let word = Ignored(key: StationKey("pci-1/7"), model: "05e3:0608", since: now)
    let roster = ask([seen("pci-1/7", gone.marks)], known: [gone]) { $0.ignored = [word] }
    #expect(roster.moves.isEmpty && roster.changes.isEmpty && roster.questions.isEmpty)
    #expect(roster.ignored == [word.key])
    var input = RosterInput(
      candidates: [seen("pci-1/7", marks(Self.plain))],
      known: [record("pci-1/2", 4, marks(Self.plain))], now: now)
    input.ignored = [word]
    #expect(remap(input).lines.map(\.record.key.text) == ["pci-1/2"])
  }

  @Test func wordsAboutAControllerFollowItsNewName() {
    let known = [
      record("pci-1/1", 1, marks(Self.plain)), record("pci-1/2", 2, marks(Self.plain)),
    ]
    let word = Ignored(key: StationKey("pci-1/3"), model: "05e3:0608", since: now)
    var input = RosterInput(
      candidates: ["pci-2/1", "pci-2/2", "pci-2/3"].map { seen($0, marks(Self.plain)) },
      known: known, now: now)
    input.ignored = [word]
    input.controllers = ["pci-2"]
    let answer = roster(input)
    var moved = word
    moved.key = StationKey("pci-2/3")
    #expect(answer.moves.count == 2)
    #expect(answer.changes.contains(.heed(word.key)) && answer.changes.contains(.ignore(moved)))
    #expect(!answer.stations.contains { $0.key == moved.key }, "it is not taken in between")
  }

  @Test func manyThatLookAlikeAreToldFast() {
    let known = (1...1000).map { number in
      var gone = record("pci-1/\(number)", number, marks(Self.plain))
      gone.absentSince = now
      return gone
    }
    let newcomers = (1...1000).map { seen("pci-2/\($0)", marks(Self.plain)) }
    let roster = ask(newcomers, known: known)
    #expect(roster.questions.count == 1000)
    #expect(roster.questions.allSatisfy { $0.mayBe.count == 5 })
    let same = ask(
      (1...1000).map { seen("pci-2/\($0)", marks(Self.hub("SAME1"))) },
      known: (1...1000).map { number in
        var gone = record("pci-1/\(number)", number, marks(Self.hub("SAME1")))
        gone.absentSince = now
        return gone
      })
    #expect(same.moves.isEmpty)
  }

  // MARK: Questions

  @Test func whatOnlyLooksTheSameIsAskedAbout() {
    var gone = record("pci-1/2", 4, marks(Self.plain))
    gone.absentSince = now
    let roster = ask([seen("pci-1/7", marks(Self.plain))], known: [gone])
    #expect(roster.moves.isEmpty && roster.stations.count == 1)
    #expect(roster.questions.map(\.mayBe) == [[gone]])
    guard case .undecided(let why)? = roster.candidates.first?.standing else {
      Issue.record("taken")
      return
    }
    #expect(
      why == "it may be station 4 (Desk 4) in another socket: stationctl station moved 4 pci-1/7, "
        + "or if it is not: stationctl station enroll pci-1/7")
  }

  @Test(
    arguments: [
      ("046d:c31c", "05e3:0608", nil), ("413c:2113", "05e3:0608", nil),
      ("046d:c31c", "1a40:0101", nil), ("046d:c31c", "05e3:0608", "S-77"),
    ] as [(String, String, String?)])
  func aNewOneThatDiffersIsSimplyNew(keyboard: String, hub: String, serial: String?) {
    var gone = record("pci-1/2", 4, marks(Self.plain))
    gone.absentSince = now
    let found = marks(DeviceMark(model: hub, serial: serial), keyboard: keyboard)
    let isAlike = keyboard == "046d:c31c" && hub == "05e3:0608" && serial == nil
    let roster = ask([seen("pci-1/7", found)], known: [gone])
    #expect(roster.questions.isEmpty != isAlike)
    #expect(roster.stations.map(\.record.number).contains(1) != isAlike)
  }

  @Test func whileOthersAreStillAwaitedWhatLooksLikeThemWaits() {
    let known = record("pci-1/2", 4, marks(Self.plain))
    let roster = ask([seen("pci-1/7", marks(Self.plain))], known: [known]) {
      $0.awaited = [known.key]
    }
    #expect(roster.stations.count == 1 && roster.questions.isEmpty && roster.changes.isEmpty)
  }

  @Test func aHubThatIsStillAskedWaitsForItsAnswer() {
    var gone = record("pci-1/2", 4, marks(Self.hub(nil, container: "0a0b")))
    gone.absentSince = now
    let newcomer = seen("pci-1/7", marks(Self.plain))
    let asked = ask([newcomer], known: [gone]) { $0.unread = [DevicePath("/hub")] }
    #expect(asked.stations.count == 1 && asked.questions.isEmpty)
    let other = ask([newcomer], known: [gone]) { $0.unread = [DevicePath("/other")] }
    #expect(other.questions.count == 1)
  }

  // MARK: Re-based

  @Test func aControllerThatWasRenumberedTakesItsStationsAlong() {
    let known = [
      record("pci-1/1", 1, marks(Self.plain)), record("pci-1/2.4", 2, marks(Self.plain)),
      record("pci-1/3", 3, marks(Self.plain)), record("pci-9/1", 4, marks(Self.plain)),
    ]
    let roster = ask(
      [
        seen("pci-2/1", marks(Self.plain)), seen("pci-2/2.4", marks(Self.plain)),
        seen("pci-9/1", marks(Self.plain)),
      ], known: known
    ) { $0.controllers = ["pci-2", "pci-9"] }
    #expect(
      roster.stations.map { "\($0.record.number) \($0.key)" } == [
        "1 pci-2/1", "2 pci-2/2.4", "3 pci-2/3", "4 pci-9/1",
      ])
    #expect(
      roster.changes.count {
        if case .move(_, _, let event) = $0 { event == .rebased } else { false }
      } == 3)
    #expect(roster.stations[2].presence == .absent(since: now))
  }

  @Test func oneStationAloneOrAControllerThatIsStillThereIsNoRenumbering() {
    let two = [
      record("pci-1/1", 1, marks(Self.plain)), record("pci-1/2", 2, marks(Self.plain)),
    ]
    let there = [seen("pci-2/1", marks(Self.plain)), seen("pci-2/2", marks(Self.plain))]
    let stays = ask(there, known: two) { $0.controllers = ["pci-1", "pci-2"] }
    #expect(stays.moves.isEmpty && stays.questions.count == 2)
    let alone = ask([there[0]], known: [two[0]]) { $0.controllers = ["pci-2"] }
    #expect(alone.moves.isEmpty && alone.questions.count == 1)
    let other = [there[0], seen("pci-2/2", marks(DeviceMark(model: "1a40:0101")))]
    #expect(ask(other, known: two) { $0.controllers = ["pci-2"] }.moves.isEmpty)
    let unknown = ask(there, known: two)
    #expect(unknown.moves.isEmpty, "which controllers are there is not known")
  }

  @Test func twoControllersThatCouldBeItAreNone() {
    let two = [
      record("pci-1/1", 1, marks(Self.plain)), record("pci-1/2", 2, marks(Self.plain)),
    ]
    let there = ["pci-2/1", "pci-2/2", "pci-3/1", "pci-3/2"].map { seen($0, marks(Self.plain)) }
    #expect(ask(there, known: two) { $0.controllers = ["pci-2", "pci-3"] }.moves.isEmpty)
  }
}

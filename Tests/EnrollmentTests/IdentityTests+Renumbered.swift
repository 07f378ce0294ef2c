import Enrollment
import StationModel
import Testing

/// A controller that has another name takes its stations along.
extension IdentityTests {
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

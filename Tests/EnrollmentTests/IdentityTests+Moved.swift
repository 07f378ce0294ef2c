import Enrollment
import StationModel
import Testing

/// A station in another socket is followed where its hub says without doubt which one it is.
extension IdentityTests {
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
}

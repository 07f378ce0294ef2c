import Enrollment
import StationModel
import Testing

/// Same, replaced, moved, re-based or new: who a station is when hardware is not where it was.
@Suite struct IdentityTests {
  let now = Timestamp(seconds: 1_000_000)

  static let plain = DeviceMark(model: "05e3:0608")
  static func hub(_ serial: String?, container: String? = nil) -> DeviceMark {
    DeviceMark(model: "05e3:0608", serial: serial, container: container)
  }

  func marks(
    _ hub: DeviceMark, keyboard: String = "046d:c31c", mouse: String = "046d:c077"
  ) -> StationMarks {
    StationMarks(
      hub: hub, keyboard: DeviceMark(model: keyboard), pointer: DeviceMark(model: mouse))
  }

  func record(_ key: String, _ number: Int, _ marks: StationMarks) -> Enrolled {
    Enrolled(
      key: StationKey(key), number: number, name: "Desk \(number)", kind: .physical,
      enrolledAt: Timestamp(seconds: 5), priority: 3, labels: ["exam"], marks: marks)
  }

  func seen(
    _ key: String, _ marks: StationMarks, _ presence: Presence = .complete,
    anchor: String = "/hub"
  ) -> Candidate {
    Candidate(
      key: StationKey(key), kind: .physical, anchor: DevicePath(anchor), label: "Hub",
      standing: .decided(.topology), presence: presence, parts: [], seat: nil, marks: marks)
  }

  func ask(
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
}

import Enrollment
import RigFolder
import StationModel
import Testing
import Topology

/// Recorded machines from devices to roster: the way that the agent goes.
@Suite struct RecordedRosterTests {
  private let now = Timestamp(seconds: 1_000_000)

  private func ask(_ rig: Rig, known: [Enrolled] = []) throws -> Roster {
    var guidance = Guidance(enrolled: Set(known.map(\.key)))
    for record in known { guidance.bindings[record.key] = record.binding }
    let sorting = sort(try rig.picture(), guidance: guidance)
    return roster(RosterInput(candidates: sorting.candidates, known: known, now: now))
  }

  @Test(arguments: [
    (Rig.bareHost, ["host"], 0), (.plainHub, ["host"], 1), (.threeCards, ["host"], 2),
    (.attachedSeats, ["host", "pci-0000:00:04.0/1", "pci-0000:00:04.0/2"], 0),
    (.hubPulled, ["host", "pci-0000:00:04.0/2"], 0), (.dock, ["host", "pci-0000:00:04.0/1"], 0),
    (.bridgeSeats, ["host", "pci-0000:02:03.0/1"], 0),
  ])
  func whatIsDecidedAndCompleteIsEnrolled(rig: Rig, keys: [String], proposed: Int) throws {
    let roster = try ask(rig)
    #expect(roster.stations.map(\.key.text) == keys)
    #expect(roster.stations.map(\.record.number) == Array(0..<keys.count))
    #expect(roster.stations.allSatisfy { $0.need == .needed })
    #expect(roster.candidates.count == proposed)
  }

  @Test func aPulledStationIsAbsentAndComesBackAsItWas() throws {
    let known = try ask(.attachedSeats).stations.map(\.record)
    let gone = try ask(.hubPulled, known: known)
    #expect(gone.stations.map(\.record.number) == [0, 1, 2])
    #expect(gone.stations[1].presence == .absent(since: now))
    #expect(gone.changes.count == 1)
    let back = try ask(.attachedSeats, known: gone.stations.map(\.record))
    #expect(back.stations.map(\.record) == known)
    #expect(back.changes == [.station(known[1], event: .returned)])
  }
}

import AgentInterface
import RigKit
import Testing

extension System {
  /// What the agent shows when it starts on a machine that is already complete.
  @Suite struct ColdStart {
    private static let first = "pci-0000:00:04.0/1"
    private static let second = "pci-0000:00:04.0/2"

    @Test(arguments: [
      ("01-bare-host", ["host"], []),
      ("02-station-hub-kbd-mouse", ["host"], [first]),
      ("03-two-stations-three-cards", ["host"], [first, second]),
      ("04-two-stations-attached-to-seats", ["host", first, second], []),
      ("05-seat-without-its-hub", ["host", second], []),
      ("06-plugable-dock-autoseat", ["host", first], []),
      ("07-pci-bridge-seats", ["host", "pci-0000:02:03.0/1"], []),
    ])
    func everyRecordedMachineShowsItsStations(
      recording: String, stations: [String], candidates: [String]
    ) async throws {
      try await Classroom.open(recording) { room in
        // The first answer on the bus is the whole truth: nothing has to settle first.
        let snapshot = try await room.startAgent()
        #expect(snapshot.stations.map(\.key) == stations)
        #expect(snapshot.stations.map(\.number) == Array(0..<stations.count))
        #expect(snapshot.stations.allSatisfy { $0.state == "complete" })
        #expect(snapshot.stations.first?.kind == "host")
        #expect(snapshot.candidates.map(\.key) == candidates)
        // What they lack could still come, for as long as their hubs are not quiet.
        #expect(
          snapshot.candidates.allSatisfy {
            ["probing", "incomplete"].contains($0.state) && !$0.decided
              && $0.missing == ["display"]
          })
        // Mode unset: everybody works, and the administrator is told until when.
        #expect(
          snapshot.stations.allSatisfy { $0.license == "grace" && $0.cause == "unconfigured" })
        #expect(snapshot.notices.map(\.cause) == ["unconfigured"])
        try await room.see("what is incomplete is said so") { snapshot in
          snapshot.candidates.allSatisfy { $0.state == "incomplete" }
        }
      }
    }

    @Test func aMachineWithoutAnyDeviceIsNoStation() async throws {
      try await Classroom.open { room in
        let snapshot = try await room.startAgent()
        #expect(snapshot.stations.isEmpty && snapshot.host.devices == 0)
        #expect(try await room.stopAgent() == 0)
      }
    }
  }
}

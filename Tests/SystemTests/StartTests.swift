import AgentInterface
import RigKit
import Testing

extension System {
  /// At boot the agent looks before udevd has shown all hardware.
  @Suite struct Start {
    @Test func aStationThatIsNotSeenYetIsUnknownThenBackWithoutFalseHistory() async throws {
      try await Classroom.open("06-plugable-dock-autoseat") { room in
        try await room.startAgent()
        try room.license(2)
        let before = try await room.see("station 1 is licensed") { snapshot in
          snapshot.stations.contains { $0.number == 1 && $0.license == "licensed" }
        }
        #expect(try await room.stopAgent() == 0)
        try room.testbed.pull(Docks.path(port: 1))

        let starting = try await room.startAgent()
        #expect(starting.stations.map(\.state) == ["complete", "unknown"])
        #expect(starting.stations[1].seat == nil)
        #expect(starting.stations[1].leaseExpires == before.stations[1].leaseExpires)

        try room.testbed.plug(
          try Recording("06-plugable-dock-autoseat").below(Docks.path(port: 1)))
        let back = try await room.see("station 1 is back") { snapshot in
          snapshot.stations.contains { $0.number == 1 && $0.state == "complete" }
        }
        #expect(back.stations[1].leaseExpires == before.stations[1].leaseExpires)
        #expect(!room.log.contains("absent"), "nothing was written down: \(room.log)")
      }
    }

    @Test func whatDoesNotComeInItsTimeIsAbsent() async throws {
      try await Classroom.open("06-plugable-dock-autoseat") { room in
        try await room.startAgent()
        try await room.see("station 1") { $0.stations.count == 2 }
        #expect(try await room.stopAgent() == 0)
        try room.testbed.pull(Docks.path(port: 1))
        try await room.startAgent()
        // Nothing happens in between: the agent's own alarm must make it look again.
        let gone = try await room.see("station 1 is absent", seconds: 30) { snapshot in
          snapshot.stations.contains { $0.number == 1 && $0.state == "absent" }
        }
        #expect(gone.stations[1].absentSince != nil)
      }
    }
  }
}

import AgentInterface
import RigKit
import Testing

extension System {
  @Suite struct Rebind {
    /// A host with two cards and a plain hub. The station has the one card and wants the other:
    /// the host gets the first one back, so it keeps a display.
    @Test func aStationMayChangeItsDisplayForTheOneTheHostHas() async throws {
      try await Classroom.open("01-bare-host") { room in
        let more = try Recording("03-two-stations-three-cards")
        try room.testbed.plug(more.below("/devices/pci0000:00/0000:00:10.1"))
        try room.testbed.plug(more.below("/devices/pci0000:00/0000:00:04.0/usb1/1-2"))
        try await room.startAgent()
        try room.command("station", "bind", "pci-0000:00:04.0/2", "card0")
        try room.command("station", "bind", "1", "card2")
        let snapshot = try await room.snapshot()
        #expect(snapshot.stations.map(\.binding) == [nil, "pci-0000:02:00.0"])
        #expect(snapshot.stations.map(\.state) == ["complete", "complete"])
        let both = try room.desk.stationctl(["station", "bind", "1", "card1"])
        #expect(both.code == 1, "there is no such display: \(both.output)")
      }
    }
  }
}

import AgentInterface
import RigKit
import Testing

extension System {
  /// A dock that comes and goes, in the order of events that a real machine sent.
  @Suite struct Dock {
    private static let recording = "06-plugable-dock-autoseat"

    @Test func aDockIsStation1AndIsItAgainAfterItWasPulled() async throws {
      try await Classroom.open("01-bare-host") { room in
        let bare = try await room.startAgent()
        try room.license(2)
        let recording = try Recording(Self.recording)
        let plugging = try RecordedEvent.file("plug-dock")
        #expect(plugging.count { $0.action == "add" } > 20)

        try room.testbed.replay(plugging, of: recording)
        let before = try await room.see("the dock is station 1, licensed") {
          $0[1]?.state == "complete" && $0[1]?.license == "licensed"
        }
        #expect(
          Set(before[1]?.parts.map(\.kind) ?? [])
            == ["hub", "display", "keyboard", "pointer", "sound"])
        try room.command("station", "rename", "1", "Window desk")

        try room.testbed.replay(try RecordedEvent.file("yank-dock"), of: recording)
        let gone = try await room.see("station 1 is absent") { $0[1]?.state == "absent" }
        #expect(gone[1]?.license == "licensed")
        #expect(gone[1]?.absentSince != nil)
        #expect(gone.licensing.licensesUsed == 2)
        #expect(gone.host.devices == bare.host.devices)

        try room.testbed.replay(plugging, of: recording)
        let back = try await room.see("station 1 is back") { $0[1]?.state == "complete" }
        var expected = try #require(before[1])
        expected.name = "Window desk"
        #expect(back[1] == expected)
        #expect(back.stations.count == 2)
        #expect(back.packs == before.packs)
      }
    }

    @Test func anEventThatComesTwiceChangesNothing() async throws {
      try await Classroom.open(Self.recording) { room in
        let before = try await room.startAgent()
        let dock = try Recording(Self.recording).below(Docks.path(port: 1))
        for device in dock {
          for action in ["add", "change", "bind", "move"] {
            room.testbed.announce(device.path, action)
          }
        }
        // The rename comes after them all, on the same loop.
        try room.command("station", "rename", "1", "Last")
        var expected = before
        expected.stations[1].name = "Last"
        let after = try await room.see("the new name") { $0[1]?.name == "Last" }
        #expect(after.stations == expected.stations)
      }
    }

    @Test func aDockOnAnotherPortIsAnotherStation() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let recording = try Recording(Self.recording)
        for port in 1...3 { try room.testbed.plug(Docks.dock(port: port, of: recording)) }
        let all = try await room.see("three docks") { snapshot in
          snapshot.stations.count == 4 && snapshot.stations.allSatisfy { $0.state == "complete" }
        }
        #expect(all.stations.dropFirst().map(\.key) == (1...3).map(Docks.key))
      }
    }
  }
}

import AgentInterface
import FoundationEssentials
import Glibc
import RigKit
import Testing

extension System {
  /// Devices with their reasons, from the agent and from a recording made without it.
  @Suite struct DeviceTrees {
    @Test func theAgentExplainsEveryDeviceToEverybody() async throws {
      try await Classroom.open("03-two-stations-three-cards") { room in
        try await room.startAgent()
        let text = try room.command("devices", "--json")
        let devices = try JSONDecoder().decode([DeviceView].self, from: Data(text.utf8))
        #expect(try await devices.count == room.snapshot().host.devices)
        let hub = try #require(devices.first { $0.device.hasSuffix("/usb1/1-1") })
        #expect(hub.station == "pci-0000:00:04.0/1" && !hub.why.isEmpty)
        #expect(hub.parent?.hasSuffix("/usb1") == true)
        let tree = try room.command("devices", "--tree")
        #expect(tree.contains("├─ 1-1 \"QEMU USB Hub\" → pci-0000:00:04.0/1 [rule 4 anchor"))
        #expect(try room.command("devices").contains("LABEL"))
      }
    }

    @Test func aRecordingMakesTheSameStationsWithoutItsSerials() async throws {
      try await Classroom.open("03-two-stations-three-cards") { room in
        let file = "\(room.desk.folder)/desk.umockdev"
        func record(_ words: String...) throws -> CommandResult {
          // Seen through libudev of the testbed, and without an agent.
          try run(
            Desk.programs + "/stationctl", ["rig", "record", "-o", file] + words,
            environment: room.testbed.environment, logPath: room.desk.folder + "/record.log")
        }
        #expect(try record("--scrub").code == 0)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(!text.contains("STATION-A") && text.contains("MADEUP"))
        #expect(text.contains("H: edid=") && text.contains("H: descriptors="))
        let expectations = "\(room.desk.folder)/right.expect"
        try "expect 2 proposals\nexpect proposal usb1/2 incomplete: keyboard, mouse\n".write(
          toFile: expectations, atomically: false, encoding: .utf8)
        try room.command("rig", "explain", file, "--expect", expectations)
        try "expect 3 stations\n".write(toFile: expectations, atomically: false, encoding: .utf8)
        let wrong = try room.desk.stationctl(["rig", "explain", file, "--expect", expectations])
        #expect(wrong.code == 1 && wrong.output.contains("line 1: 3 stations expected, 0 found"))
        let again = try record()
        #expect(again.code == 1 && again.output.contains("Choose another name"))
        let broken = try room.desk.stationctl(["rig", "explain", "/dev/null/none"])
        #expect(broken.code == 65)
      }
    }
  }
}

import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// Monitors by the names that they bring, as an administrator sees them.
  @Suite struct Monitors {
    @Test func anotherMonitorInTheSocketIsSeenByTheCardsChange() async throws {
      try await Classroom.open("01-bare-host") { room in
        let before = try await room.startAgent()
        let display = try #require(before.host.displays.first)
        #expect(
          display.label == "Red Hat, Inc. QEMU Monitor (15\") on Virtual-1",
          "is hwdata installed?")

        let card = "/devices/pci0000:00/0000:00:01.0/drm/card0"
        let socket = card + "/card0-Virtual-1"
        try Self.rename("DELL U2412M\n", in: socket)
        // The kernel tells of the card only, and of the connector not always.
        room.testbed.announce(card, "change")
        let after = try await room.see("the new monitor") { $0.host.displays.first != display }
        #expect(after.host.displays.first?.label == "Red Hat, Inc. DELL U2412M (15\") on Virtual-1")
        #expect(after.stations.map(\.key) == before.stations.map(\.key))

        // A cable that garbles what the monitor says: the socket has to do.
        try Self.rename("Dull", in: socket, summed: false)
        room.testbed.announce(card, "change")
        try await room.see("no monitor's name") {
          $0.host.displays.first?.label == "card0-Virtual-1"
        }
      }
    }

    /// Puts another name into the EDID of a socket.
    private static func rename(_ name: String, in socket: String, summed: Bool = true) throws {
      guard let folder = variable("UMOCKDEV_DIR") else { throw RigError("no testbed") }
      let path = folder + "/sys" + socket + "/edid"
      let file = try #require(fopen(path, "r+e"))
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 128)
      try #require(fread(&bytes, 1, bytes.count, file) == bytes.count)
      let start = try #require((54..<110).first { bytes[$0...].starts(with: [0, 0, 0, 0xfc, 0]) })
      bytes.replaceSubrange((start + 5)..<(start + 5 + name.utf8.count), with: Array(name.utf8))
      if summed { bytes[127] = 0 &- bytes[..<127].reduce(0, &+) }
      rewind(file)
      fwrite(bytes, 1, bytes.count, file)
    }
  }
}

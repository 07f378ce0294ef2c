import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// Devices that say what no device should: they may be unknown, and nobody else may notice.
  @Suite struct BadInput {
    private static let recording = "04-two-stations-attached-to-seats"
    private static let root = "/devices/pci0000:00/0000:00:04.0/usb1"

    private static func usb(_ port: Int, _ lines: [String]) -> RecordedSection {
      let path = root + "/1-\(port)"
      let text = ["P: " + path, "E: SUBSYSTEM=usb", "E: DEVTYPE=usb_device"] + lines
      return RecordedSection(path: path, text: text.joined(separator: "\n") + "\n\n")
    }

    private static func device(_ path: String, _ lines: [String]) -> RecordedSection {
      let text = (["P: " + path] + lines).joined(separator: "\n") + "\n\n"
      return RecordedSection(path: path, text: text)
    }

    private static let bad: [RecordedSection] = [
      // Huge, and full of what would turn a terminal upside down.
      usb(
        11,
        [
          "E: ID_PATH=" + String(repeating: "x/", count: 2000),
          "E: ID_SEAT=seat\u{1B}[2J\u{202E}",
          "E: ID_USB_INTERFACES=:"
            + String(repeating: "zz0101:", count: 200),
          "A: devpath=99999999999999999999", "A: busnum=-1", "A: speed=nan",
          "A: product=" + String(repeating: "y", count: 200_000),
        ]),
      // Nothing at all.
      usb(12, []),
      usb(13, ["A: bDeviceClass=09", "A: devpath=1.2.3.4.5.6.7.8.9", "A: product="]),
      // Below a device that is nowhere.
      device(
        root + "/1-14/1-14.1/1-14.1:1.0/0003:0001:0001.0001/input/input999",
        ["E: SUBSYSTEM=input", "E: ID_INPUT_KEYBOARD=1", "A: id/bustype=zzzz"]),
      device("/devices/nowhere/drm/card9/card9-HDMI-A-1", ["E: SUBSYSTEM=drm", "A: status=maybe"]),
      device("/devices/nowhere/drm/card8", ["E: SUBSYSTEM=drm", "E: ID_PATH=", "E: ID_SEAT= "]),
      device(
        "/devices/nowhere/drm/card8/card8-DP-1",
        [
          "E: SUBSYSTEM=drm", "A: status=connected",
          "H: edid=00FFFFFFFFFFFF00" + String(repeating: "FF", count: 5000),
        ]),
    ]

    @Test func whatBadDevicesSayHarmsNobody() async throws {
      try await Classroom.open(Self.recording) { room in
        let before = try await room.startAgent()
        #expect(before.stations.count == 3)
        let lines = room.log.split(separator: "\n").count
        try room.testbed.plug(Self.bad)
        try Self.spoil()
        for device in Self.bad {
          for action in ["change", "bind"] { room.testbed.announce(device.path, action) }
        }
        try room.command("station", "rename", "1", "Last")
        let during = try await room.see("the new name") { $0[1]?.name == "Last" }
        var expected = before.stations
        expected[1].name = "Last"
        #expect(during.stations.dropFirst() == expected.dropFirst())
        #expect(during.stations.first?.state == "complete")
        let spoken = room.log.split(separator: "\n").count - lines
        #expect(spoken <= Self.bad.count + 1, "\(room.log)")
        let isClean = room.log.unicodeScalars.allSatisfy { $0 != "\u{1B}" && $0 != "\u{202E}" }
        #expect(isClean)

        // They go, and all is as it was.
        for device in Self.bad.reversed() { try room.testbed.pull(device.path) }
        let after = try await room.see("they are gone") { $0.host.devices == before.host.devices }
        #expect(after.stations == expected)
        #expect(try await room.stopAgent() == 0)
      }
    }

    /// Bytes that are no UTF-8, and attributes that cannot be read even by root.
    private static func spoil() throws {
      guard let folder = variable("UMOCKDEV_DIR") else { throw RigError("no testbed") }
      let device = folder + "/sys" + root + "/1-12/"
      let file = try #require(fopen(device + "product", "we"))
      let bytes: [UInt8] = [0xff, 0xfe, 0x00, 0xc0, 0x80, 0x1b, 0x5b]
      fwrite(bytes, 1, bytes.count, file)
      fclose(file)
      for name in ["devpath", "busnum", "speed", "removable", "bos_descriptors"] {
        #expect(mkdir(device + name, 0o755) == 0)
      }
    }
  }
}

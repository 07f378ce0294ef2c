import DeviceFacts
import RigFolder
import Rigs
import StationModel
import Testing
import Topology

@Suite struct ScrubTests {
  private func usb(_ name: String, serial: String) -> RecordedDevice {
    RecordedDevice(
      path: DevicePath("/sys/devices/pci0000:00/0000:00:14.0/usb1/" + name),
      properties: [
        "SUBSYSTEM": "usb", "DEVTYPE": "usb_device", "ID_SERIAL_SHORT": serial,
        "ID_SERIAL": "Maker_Model_" + serial,
      ], attributes: ["serial": serial + "\n"],
      nodeLinks: ["disk/by-id/usb-Maker_Model_" + serial, "disk/by-path/pci-0000:00:14.0-usb-0:1"])
  }

  @Test func equalSerialsStayEqualAndOthersDiffer() {
    let scrubbed = Scrub.scrub([
      usb("1-1", serial: "SECRET1"), usb("1-2", serial: "SECRET1"), usb("1-3", serial: "SECRET2"),
      usb("1-4", serial: "000000"),
    ])
    let serials = scrubbed.map { $0.attributes["serial"] }
    #expect(serials[0] == serials[1] && serials[0] != serials[2])
    #expect(serials[3] == "000000\n")
    #expect(scrubbed[0].properties["ID_SERIAL"] == "Maker_Model_MADEUP0001")
    #expect(scrubbed[0].nodeLinks == ["disk/by-path/pci-0000:00:14.0-usb-0:1"])
    #expect(!Recording.text(of: scrubbed).contains("SECRET"))
  }

  @Test func addressesAreMadeUpConsistently() {
    var device = usb("1-1", serial: "x")
    device.properties["PHYS"] = "\"aa:bb:cc:dd:ee:01\""
    device.attributes["phys"] = "AA:BB:CC:DD:EE:01\n"
    device.attributes["uniq"] = "AA:BB:CC:DD:EE:02\n"
    let scrubbed = Scrub.scrub([device])[0]
    #expect(scrubbed.properties["PHYS"] == "\"02:00:00:00:00:01\"")
    #expect(scrubbed.attributes["phys"] == "02:00:00:00:00:01\n")
    #expect(scrubbed.attributes["uniq"]?.contains("EE:02") == false)
  }

  @Test func aMonitorKeepsItsModelAndChecksum() throws {
    var edid = [UInt8](repeating: 0, count: 256)
    edid.replaceSubrange(
      0..<18, with: [0, 255, 255, 255, 255, 255, 255, 0, 16, 172, 1, 2, 9, 8, 7, 6, 1, 30])
    edid.replaceSubrange(54..<72, with: [0, 0, 0, 255, 0] + Array("REALSERIAL12\n".utf8))
    edid[126] = 1
    var device = usb("1-1", serial: "x")
    device.binaries = ["edid": edid]
    let made = try #require(Scrub.scrub([device])[0].binaries["edid"])
    #expect(made.count == 128)
    #expect(made.reduce(0, &+) == 0)
    #expect(made[8..<12] == edid[8..<12])
    #expect(Array(made[12..<16]) == [1, 0, 0, 0])
    #expect(!String(decoding: made, as: UTF8.self).contains("REALSERIAL"))
    device.binaries = ["edid": [1, 2, 3]]
    #expect(Scrub.scrub([device])[0].binaries["edid"] == nil)
  }

  @Test func containersKeepTheirEquality() {
    func bos(_ id: [UInt8]) -> [UInt8] { [5, 15, 25, 0, 1, 20, 16, 4, 0] + id }
    let one = [UInt8](repeating: 7, count: 16)
    let other = [UInt8](repeating: 8, count: 16)
    let zero = [UInt8](repeating: 0, count: 16)
    let devices = [one, one, other, zero].enumerated().map { index, id in
      var device = usb("1-\(index)", serial: "x")
      device.binaries = ["bos_descriptors": bos(id)]
      return device
    }
    let made = Scrub.scrub(devices).map { $0.binaries["bos_descriptors"] }
    #expect(made[0] == made[1] && made[0] != made[2])
    #expect(made[0] != bos(one) && made[3] == bos(zero))
  }

  /// Whatever is made up, the stations are the same.
  @Test(arguments: Rig.allCases) func stationsStayTheSame(rig: Rig) throws {
    let devices = try rig.devices()
    let scrubbed = Scrub.scrub(devices)
    func keys(_ devices: [RecordedDevice]) -> [String] {
      sort(DevicePicture(recorded: devices), guidance: Guidance()).candidates.map {
        "\($0.key) \($0.standing) \($0.presence) \($0.parts.map(\.device))"
      }
    }
    #expect(keys(devices) == keys(scrubbed))
    #expect(try Recording.devices(in: Recording.text(of: scrubbed)).count == devices.count)
    #expect(!Recording.text(of: scrubbed).contains("68284-0000:00:04.0"))
    #expect(!Recording.text(of: scrubbed).contains("STATION-A"))
  }

  /// Every cut and every flipped byte of a hostile attribute is survived.
  @Test func brokenBytesAreSurvived() {
    let bos: [UInt8] = [5, 15, 25, 0, 1, 20, 16, 4, 0] + [UInt8](repeating: 7, count: 16)
    for length in 0...bos.count {
      for value in [UInt8(0), 1, 3, 20, 255] {
        var bytes = Array(bos[..<length])
        for index in bytes.indices { bytes[index] = value }
        var device = usb("1-1", serial: "")
        device.binaries = ["bos_descriptors": bytes, "edid": bytes]
        #expect(Scrub.scrub([device]).count == 1)
        device.binaries["bos_descriptors"] = Array(bos[..<length])
        #expect(Scrub.scrub([device]).count == 1)
      }
    }
  }
}

import DeviceFacts
import RigFolder
import Rigs
import StationModel
import Testing

@Suite struct RecordingTests {
  @Test func attributesAreUnescapedAndLinksFollowed() throws {
    let text = #"""
      P: /devices/a/input/input3
      N: input/event1=0a0b
      E: SUBSYSTEM=input
      E: NAME="A=B"
      A: name=back\\slash\n
      L: device=../x
      H: config=00ff

      P: /devices/b
      A: path=\\\n
      """#
    let devices = try Recording.devices(in: text)
    let first = try #require(devices.first)
    #expect(devices.count == 2)
    #expect(first.path.text == "/sys/devices/a/input/input3")
    #expect(
      first.properties == ["SUBSYSTEM": "input", "NAME": "\"A=B\""])
    #expect(first.property("DEVNAME") == "/dev/input/event1")
    #expect(first.target(of: "device") == "/sys/devices/a/input/x")
    #expect(first.target(of: "none") == nil)
    #expect(first.bytes(of: "config") == [0, 0xff])
    #expect(first.bytes(of: "name") == Array("back\\slash\n".utf8))
    #expect(first.attributes == ["name": "back\\slash\n"])
    #expect(devices[1].attributes == ["path": "\\\n"])
  }

  @Test func aMissingRecordingIsAnError() {
    #expect(throws: Rig.Unreadable.self) { try Rig.text(of: "/nowhere/at-all.umockdev") }
  }

  @Test(arguments: Rig.allCases) func everyRecordingGivesDevices(rig: Rig) throws {
    let picture = try rig.picture()
    #expect(picture.count >= 9)
    #expect(picture.devices.values.allSatisfy { !$0.label.isEmpty })
  }

  @Test func theDockIsReadInFull() throws {
    let picture = try Rig.dock.picture()
    let bus = "/sys/devices/pci0000:00/0000:00:04.0/usb1"
    let hub = try #require(picture[DevicePath(bus + "/1-1")])
    #expect(hub.label == "QEMU UD Dock")
    #expect(hub.idPath == "pci-0000:00:04.0-usb-0:1")
    #expect(hub.seat == "seat-usb-pci-0000_00_04_0-usb-0_1")
    #expect(hub.makesItsOwnSeat)
    #expect(
      hub.facts
        == .usb(
          USBFacts(
            isHub: true, route: [1], bus: 1, megabits: 12, vendor: 0x2230, product: 1,
            serial: "PLUG1", removable: .unknown, interfaces: [0x09_0000])))
    let root = try #require(picture[DevicePath(bus)])
    guard case .usb(let facts) = root.facts else {
      Issue.record("the root hub is no USB device")
      return
    }
    #expect(facts.isRootHub && facts.isHub)
    #expect(root.label == "xHCI Host Controller")

    let card = bus + "/1-1/1-1.1/1-1.1:1.0/drm/card1"
    #expect(
      picture[DevicePath(card)]?.facts
        == .card(CardFacts(isBootConsole: false, isMasterOfSeat: true)))
    #expect(
      picture[DevicePath(card + "/card1-VGA-1")]?.facts
        == .connector(
          ConnectorFacts(
            name: "VGA-1", status: .connected,
            monitor: Monitor(
              make: "STA", product: 1, model: "LEFT", serial: "SLEFT",
              size: Monitor.Size(width: 340, height: 190)))))
    let keyboard = bus + "/1-1/1-1.2/1-1.2:1.0/0003:046D:C31C.0001/input/input5"
    #expect(
      picture[DevicePath(keyboard)]?.facts
        == .input(InputFacts(roles: [.keyboard, .keys], busType: 3)))
    #expect(picture[DevicePath(keyboard)]?.label == "Logitech USB Keyboard")
    #expect(picture[DevicePath(bus + "/1-1/1-1.4/1-1.4:1.0/sound/card1")]?.facts == .sound)
  }
}

@Suite struct RecordingTextTests {
  /// What is written is read back, whatever was recorded.
  @Test(arguments: Rig.allCases) func writingAndReadingKeepsEverything(rig: Rig) throws {
    let devices = try rig.devices().sorted { $0.path < $1.path }
    #expect(try Recording.devices(in: Recording.text(of: devices)) == devices)
  }

  @Test func wordsThatWouldBreakALineAreLeftOut() throws {
    let device = RecordedDevice(
      path: DevicePath("/sys/devices/a"),
      properties: ["GOOD": "1", "BAD": "x\nP: /devices/b", "A=B": "2", "": "3"],
      attributes: ["name": "two\nlines\\"], node: "x\nE: EVIL=1")
    let read = try Recording.devices(in: Recording.text(of: [device]))
    let path = DevicePath("/sys/devices/a")
    #expect(
      read == [
        RecordedDevice(
          path: path, properties: ["GOOD": "1"], attributes: ["name": "two\nlines\\"])
      ])
  }

  @Test(arguments: [
    ("E: A=1\n", 1), ("P: /devices/a\nX: 1\n", 2), ("P: /devices/a\nA: x=\\t\n", 2),
    ("P: /devices/a\nA: x=\\\n", 2), ("P: /devices/a\nH: x=0\n", 2),
    ("P: /devices/a\nH: x=zz\n", 2),
    ("P: /devices/a\n\nP: /devices/a\n", 3), ("P: /devices/../etc\n", 1), ("P: /devices//a\n", 1),
    ("P: /etc\n", 1), ("P: /devices/a\nE: =1\n", 2), ("P: /devices/a\nE: none\n", 2),
    ("hello\n", 1), ("P: /devices/a\nA: x=\u{0}\n", 2), ("P:", 1),
  ]) func aBadLineIsNamed(text: String, line: Int) {
    #expect {
      try Recording.devices(in: text)
    } throws: { error in
      (error as? RigError)?.line == line
    }
  }

  @Test func carriageReturnsDoNotHideLines() throws {
    let devices = try Recording.devices(in: "P: /devices/a\r\nE: A=1\r\n\r\nP: /devices/b\r\n")
    #expect(devices.map(\.path.text) == ["/sys/devices/a", "/sys/devices/b"])
    #expect(devices.first?.properties == ["A": "1"])
  }

  @Test func linksStayBelowSys() throws {
    let devices = try Recording.devices(
      in:
        "P: /devices/a/b\nL: up=../../c\nL: out=../../../../../etc\nL: port/peer=../../x\nL: abs=/etc\n"
    )
    let device = try #require(devices.first)
    #expect(device.target(of: "up") == "/sys/devices/c")
    #expect(device.target(of: "out") == nil)
    #expect(device.target(of: "abs") == nil)
    #expect(device.target(of: "port/peer") == "/sys/devices/a/x")
  }

  @Test func tooMuchIsRefused() {
    let long = "P: /devices/a\nA: x=" + String(repeating: "y", count: 300 << 10)
    #expect(throws: RigError.self) { try Recording.devices(in: long) }
    let many = (0...20_000).map { "P: /devices/\($0)\n" }.joined()
    #expect(throws: RigError.self) { try Recording.devices(in: many) }
  }
}

import RigText
import StationModel
import Testing

@Suite struct RecordingTests {
  @Test func attributesAreUnescapedAndLinksSkipped() throws {
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
    let devices = Recording.devices(in: text)
    let first = try #require(devices.first)
    #expect(devices.count == 2)
    #expect(first.path.text == "/sys/devices/a/input/input3")
    #expect(
      first.properties == ["DEVNAME": "/dev/input/event1", "SUBSYSTEM": "input", "NAME": "\"A=B\""])
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
        == .card(CardFacts(isBootConsole: false, canMasterSeat: true)))
    #expect(
      picture[DevicePath(card + "/card1-VGA-1")]?.facts
        == .connector(ConnectorFacts(name: "VGA-1", status: .connected)))
    let keyboard = bus + "/1-1/1-1.2/1-1.2:1.0/0003:046D:C31C.0001/input/input5"
    #expect(
      picture[DevicePath(keyboard)]?.facts
        == .input(InputFacts(roles: [.keyboard, .keys], busType: 3)))
    #expect(picture[DevicePath(keyboard)]?.label == "Logitech USB Keyboard")
    #expect(picture[DevicePath(bus + "/1-1/1-1.4/1-1.4:1.0/sound/card1")]?.facts == .sound)
  }
}

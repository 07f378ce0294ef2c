import StationModel
import Testing

@testable import RigKit
@testable import Udev

/// What libudev and sysfs give of ports, descriptors and serial lines, on a hub with two halves.
@Suite(.serialized, .enabled(if: Testbed.isPossible)) struct PortsTests {
  private static let controller = "/devices/pci0000:00/0000:00:04.0"

  private static func section(_ path: String, _ lines: [String]) -> RecordedSection {
    let path = controller + path
    return RecordedSection(
      path: path, text: (["P: " + path] + lines).joined(separator: "\n") + "\n")
  }

  private static func usb(_ path: String, _ devpath: String, _ more: [String]) -> RecordedSection {
    section(
      path,
      [
        "E: SUBSYSTEM=usb", "E: DEVTYPE=usb_device", "A: devpath=\(devpath)\\n",
        "A: bDeviceClass=09\\n",
      ] + more)
  }

  /// A store with the ContainerID 01…10, of which the first zero byte must not be the end.
  private static let store =
    "05 0F 19 00 01 14 10 04 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 10"
    .filter { $0 != " " }

  private static let usb2Root = usb(
    "/usb1", "0", ["A: 1-0:1.0/usb1-port1/connect_type=hotplug\\n"])
  private static let usb2Hub = usb(
    "/usb1/1-1", "1", ["L: port=../1-0:1.0/usb1-port1", "H: bos_descriptors=" + store])
  private static let line = section(
    "/usb1/1-1/1-1.2/1-1.2:1.0/ttyUSB0/tty/ttyUSB0",
    ["N: ttyUSB0", "E: SUBSYSTEM=tty", "E: DEVNAME=/dev/ttyUSB0"])
  private static let console = RecordedSection(
    path: "/devices/virtual/tty/tty1", text: "P: /devices/virtual/tty/tty1\nE: SUBSYSTEM=tty\n")
  private static let usb3Root = usb(
    "/usb2", "0", ["A: 2-0:1.0/usb2-port3/connect_type=hotplug\\n"])

  private static func facts(_ device: Device?) -> USBFacts? {
    if case .usb(let usb)? = device?.facts { usb } else { nil }
  }

  @Test func portsPeersDescriptorsAndLinesAreRead() throws {
    let testbed = try Testbed()
    defer { testbed.end() }
    // The link from port to port is made by the kernel later than the port.
    let joined = Self.usb(
      "/usb1", "0",
      [
        "A: 1-0:1.0/usb1-port1/connect_type=hotplug\\n",
        "L: 1-0:1.0/usb1-port1/peer=../../../usb2/2-0:1.0/usb2-port3",
      ])
    try testbed.plug([Self.usb3Root, joined, Self.usb2Hub, Self.line, Self.console])
    let picture = DevicePicture(try LibudevSource().enumerate())
    let sys = "/sys" + Self.controller
    let hub = Self.facts(picture[DevicePath(sys + "/usb1/1-1")])
    #expect(hub?.socket == .hotplug)
    #expect(hub?.peer?.text == sys + "/usb2/2-3")
    #expect(hub?.containerID?.text == "0102030405060708090a0b0c0d0e0f10")
    let line = picture.devices.values.first { $0.facts == .serialLine }
    #expect(line?.node == "/dev/ttyUSB0")
    #expect(picture.count == 4)
  }

  @Test func aDeviceWithoutAPortIsReadAllTheSame() throws {
    let testbed = try Testbed()
    defer { testbed.end() }
    try testbed.plug([Self.usb2Root, Self.usb("/usb1/1-1", "1", [])])
    let picture = DevicePicture(try LibudevSource().enumerate())
    let hub = Self.facts(picture[DevicePath("/sys" + Self.controller + "/usb1/1-1")])
    #expect(hub != nil)
    #expect(hub?.socket == .unknown)
    #expect(hub?.peer == nil)
    #expect(hub?.containerID == nil)
  }
}

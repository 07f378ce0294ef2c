import DeviceFacts
import StationModel
import Testing

/// A device that hangs in a port, in the words of a test.
private struct InPort: RawDevice {
  var type: String?
  var peer: String?
  var store: [UInt8]?

  var syspath: String { "/sys/devices/pci/usb1/1-1" }
  var subsystem: String { "usb" }
  var devtype: String? { "usb_device" }
  func property(_ name: String) -> String? { nil }
  func attribute(_ name: String) -> String? {
    name == "devpath" ? "1\n" : name == "port/connect_type" ? type : nil
  }
  func bytes(of attribute: String) -> [UInt8]? { attribute == "bos_descriptors" ? store : nil }
  func target(of link: String) -> String? { link == "port/peer" ? peer : nil }

  var facts: USBFacts? {
    if case .usb(let usb)? = Device(self)?.facts { usb } else { nil }
  }
}

@Suite("The port that a USB device hangs in")
struct PortTests {
  @Test(
    arguments: [
      ("hotplug\n", USBFacts.Socket.hotplug), ("hardwired\n", .hardwired),
      ("not used\n", .notUsed), ("unknown\n", .unknown), ("Hotplug", .unknown), (nil, .unknown),
    ] as [(String?, USBFacts.Socket)])
  func socket(text: String?, socket: USBFacts.Socket) {
    #expect(InPort(type: text).facts?.socket == socket)
  }

  @Test(
    arguments: [
      ("/sys/devices/pci/usb2/2-0:1.0/usb2-port1", "/sys/devices/pci/usb2/2-1"),
      ("/sys/x/usb2/2-1/2-1:1.0/2-1-port3", "/sys/x/usb2/2-1/2-1.3"),
      ("/sys/x/usb2/2-1/2-1.4/2-1.4:1.0/2-1.4-port12", "/sys/x/usb2/2-1/2-1.4/2-1.4.12"),
      ("/sys/x/usb2/2-1/2-1:1.0/2-2-port3", nil), ("/sys/x/usb2/2-1/2-2:1.0/2-1-port3", nil),
      ("/sys/x/usb2/2-1/2-1:1.0/2-1-port0", nil), ("/sys/x/usb2/2-1/2-1:1.0/2-1-port256", nil),
      ("/sys/x/usb2/2-1/2-1:1.0/2-1-port", nil), ("/sys/x/usb2/2-1/2-1:1.0/2-1-port-1", nil),
      ("/sys/x/usb2/1-0:1.0/usb2-port1", nil), ("/hub/hub:1.0/hub-port1", nil),
      ("2-1-port3", nil), ("/2-1-port3", nil), ("/", nil), ("", nil), (nil, nil),
    ] as [(String?, String?)])
  func peer(link: String?, path: String?) {
    #expect(InPort(peer: link).facts?.peer?.text == path)
  }

  @Test func containerID() {
    let id = [UInt8](1...16)
    let store = [5, 0x0F, 25, 0, 1, 20, 0x10, 4, 0] + id
    #expect(InPort(store: store).facts?.containerID == ContainerID(bytes: id))
    #expect(InPort(store: store).facts?.containerID != nil)
    #expect(InPort(store: [5]).facts?.containerID == nil)
  }
}

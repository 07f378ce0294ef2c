import StationModel
import Testing
import Topology

/// What the devices of a station are for, and what a display is called.
@Suite struct PartKindTests {
  private let one = Bench.key(1)

  /// A station whose third port has this USB device.
  private func bench(
    _ interfaces: [UInt32], vendor: UInt16 = 0x1111, product: UInt16 = 1
  ) -> (Bench, DevicePath) {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    let path = Bench.path([1, 3])
    bench.put(
      Device(
        path: path, label: "thing", idPath: "pci-0000:00:01.0-usb-0:1.3",
        facts: .usb(
          USBFacts(
            isHub: false, route: [1, 3], bus: 1, vendor: vendor, product: product,
            interfaces: interfaces))))
    return (bench, path)
  }

  private func kinds(_ bench: Bench, _ path: DevicePath) -> [PartKind] {
    let parts = bench.sorted()[one]?.parts ?? []
    return parts.filter { $0.device == path || $0.device.isBelow(path) }.map(\.kind)
  }

  @Test(
    arguments: [
      ([], [.other]), ([0xff_ffff], [.other]), ([0x08_0650], [.storage]), ([0x08_0662], [.storage]),
      ([0x0e_0100, 0x0e_0200], [.camera]), ([0x07_0102], [.printer]), ([0x0b_0000], [.reader]),
      ([0x02_0201, 0x0a_0000], [.serial]), ([0x01_0100, 0x01_0200], [.sound]),
      // Networks: Ethernet, Microsoft's own, mobile broadband.
      ([0x02_0600, 0x0a_0000], [.other]), ([0x02_02ff, 0x0a_0000], [.other]),
      ([0x02_0e00, 0x0a_0002], [.other]),
      // A printer with a card slot, a webcam whose microphone has no driver.
      ([0x07_0102, 0x08_0650], [.storage, .printer]), ([0x0e_0100, 0x01_0100], [.sound, .camera]),
    ] as [([UInt32], [PartKind])])
  func interfacesSayWhatADeviceIsFor(interfaces: [UInt32], expected: [PartKind]) {
    let (bench, path) = bench(interfaces)
    #expect(kinds(bench, path) == expected)
  }

  @Test func aSerialLineBelowAVendorsOwnInterfaceIsOne() {
    var (bench, path) = bench([0xff_0000])
    bench.put(
      Device(
        path: DevicePath(path.text + "/1-1.3:1.0/ttyUSB0/tty/ttyUSB0"), label: "ttyUSB0",
        facts: .serialLine))
    #expect(kinds(bench, path) == [.serial])
    #expect(bench.sorted().owner(DevicePath(path.text + "/1-1.3:1.0/ttyUSB0/tty/ttyUSB0")) == one)
  }

  @Test func aWebcamWithAWorkingMicrophoneIsBoth() {
    var (bench, path) = bench([0x0e_0100, 0x0e_0200, 0x01_0100])
    bench.put(
      Device(path: DevicePath(path.text + "/1-1.3:1.2/sound/card1"), label: "mic", facts: .sound))
    #expect(kinds(bench, path) == [.sound, .camera])
  }

  @Test func aKeyboardWithACardReaderIsBoth() {
    var (bench, path) = bench([0x03_0101, 0x0b_0000])
    bench.put(
      Device(
        path: DevicePath(path.text + "/1-1.3:1.0/input/input7"), label: "keys",
        facts: .input(InputFacts(roles: .keyboard, busType: 3))))
    #expect(kinds(bench, path) == [.keyboard, .reader])
  }

  @Test(
    arguments: [
      (0x05e0, 1, .reader), (0x1eab, 0x0103, .reader), (0x0801, 1, .reader),
      (0x0c27, 0x3bfa, .reader), (0x1243, 0xe000, .reader), (0x1050, 0x0407, .other),
      (0x0c45, 0x7401, .other), (0x1243, 0xe001, .keyboard),
    ] as [(UInt16, UInt16, PartKind)])
  func whatTypesCodesIsAReaderAndNoKeyboard(vendor: UInt16, product: UInt16, kind: PartKind) {
    var (bench, path) = bench([0x03_0101], vendor: vendor, product: product)
    bench.put(
      Device(
        path: DevicePath(path.text + "/1-1.3:1.0/input/input7"), label: "keys",
        facts: .input(InputFacts(roles: .keyboard, busType: 3))))
    #expect(kinds(bench, path) == [kind])
  }

  // MARK: Displays

  private func put(
    _ bench: inout Bench, below card: DevicePath, _ socket: String, monitor: Monitor?
  ) {
    bench.put(
      Device(
        path: DevicePath(card.text + "/\(card.name)-\(socket)"), label: "\(card.name)-\(socket)",
        facts: .connector(ConnectorFacts(name: socket, status: .connected, monitor: monitor))))
  }

  @Test func aDisplayIsCalledByItsMonitorAndSocket() {
    var bench = Bench.computer
    let card = bench.card(
      "/sys/devices/pci0000:00/0000:00:0b.0", number: 1, idPath: "pci-0000:00:0b.0", sockets: [])
    let dell = Monitor(make: "DEL", makeName: "Dell Inc.", product: 1, model: "DELL U2412M")
    put(&bench, below: card, "HDMI-A-1", monitor: dell)
    put(&bench, below: card, "DP-1", monitor: nil)
    put(&bench, below: card, "VGA-1", monitor: Monitor(make: "XYZ", product: 0xa1))
    var sized = Monitor(make: "DEL", makeName: "Dell Inc.", product: 1, model: "U2415")
    sized.size = Monitor.Size(width: 518, height: 324)
    put(&bench, below: card, "HDMI-A-2", monitor: sized)
    let labels = bench.sorted().displays.map(\.label)
    #expect(
      labels == [
        "card0-HDMI-A-1", "card1-DP-1", "DELL U2412M on HDMI-A-1",
        "Dell Inc. U2415 (24\") on HDMI-A-2", "XYZ 00a1 on VGA-1",
      ])
    let parts = bench.sorted()[.host]?.parts.filter { $0.kind == .display }.map(\.label)
    #expect(parts == labels)
  }

  @Test func aMonitorOnAUSBAdapterIsOnTheAdaptersSocket() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    bench.adapter(1, 2, number: 1)
    let card = DevicePath(Bench.path([1, 2]).text + "/x:1.0/drm/card1")
    let bare = bench.sorted()[one]?.parts.first { $0.kind == .display }
    #expect(bare?.label == "Adapter VGA-1")
    let monitor = Monitor(make: "DEL", product: 1, model: "U2412M")
    put(&bench, below: card, "VGA-1", monitor: monitor)
    let named = bench.sorted()[one]?.parts.first { $0.kind == .display }
    #expect(named?.label == "DEL U2412M on Adapter VGA-1")
  }

  /// evdi's cards hang below no USB device: only a binding or a seat can give them to a station.
  @Test func anEvdiCardIsTheHostsUntilItIsBound() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    bench.usb([1, 2])
    bench.card(
      "/sys/devices/platform/evdi.0", number: 1, idPath: "platform-evdi.0", sockets: ["DVI-I-1"])
    let path = DevicePath("/sys/devices/platform/evdi.0/drm/card1")
    #expect(bench.sorted().owner(path) == .host)
    let bound = Guidance(bindings: [one: DisplayPlace(card: "platform-evdi.0")])
    #expect(bench.sorted(bound).owner(path) == one)
  }
}

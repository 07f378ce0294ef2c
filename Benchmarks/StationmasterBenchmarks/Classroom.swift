import Dice
import StationModel
import Topology

/// A computer with far too many stations, as the kernel would show it: controllers with a USB2 and a
/// USB3 bus, hubs that only carry hubs, and station hubs with all that people plug in.
///
/// A controller carries 16 stations: with about six devices each that is what fits into the 127
/// addresses of a bus.
struct Classroom {
  /// The counts of devices that the setups rely on are not what they should be.
  struct Unexpected: Error { var what: String }

  let picture: DevicePicture
  let guidance: Guidance

  private static let hubsPerController = 4
  private static let stationsPerHub = 4

  /// Exactly `count` devices, always the same ones. The stations are known to the ledger, as they
  /// are on every day but the first, and every tenth has a display bound to it.
  init(devices count: Int) throws {
    var builder = Builder()
    builder.addHost()
    var controller = 0
    while builder.devices.count < count {
      builder.addController(
        controller, hubs: Self.hubsPerController, stations: Self.stationsPerHub)
      controller += 1
    }
    picture = DevicePicture(builder.devices.prefix(count))
    let found = sort(picture, guidance: Guidance())
    let stations = found.candidates.filter { $0.key != .host && $0.presence == .complete }
    var guidance = Guidance(enrolled: Set(stations.map(\.key)))
    for (number, station) in stations.enumerated() where number.isMultiple(of: 10) {
      guidance.bindings[station.key] = station.parts.first { $0.kind == .display }?.display
    }
    self.guidance = guidance
    guard picture.count == count, stations.count >= count / 20 else {
      throw Unexpected(what: "\(picture.count) devices, \(stations.count) stations")
    }
  }
}

private struct Builder {
  private(set) var devices: [Device] = []
  private var random = SplitMix(seed: 1)
  /// The kernel numbers inputs and cards in the order in which it finds them.
  private var inputs = 0
  private var cards = 0
  private var sounds = 0

  /// A USB device that something is put below.
  private struct Place {
    var path: String
    var idPath: String
    var bus: Int
    var route: [Int]
  }

  // MARK: The computer itself

  mutating func addHost() {
    input(below: "/sys/devices/platform/i8042/serio0", "AT keyboard", .keyboard, bus: 0x11)
    input(below: "/sys/devices/platform/i8042/serio1", "PS/2 mouse", .mouse, bus: 0x11)
    input(below: "/sys/devices/LNXSYSTM:00/LNXPWRBN:00", "Power Button", .keys, bus: 0x19)
    let pci = "/sys/devices/pci0000:00/0000:00:02.0"
    card(
      below: pci, idPath: "pci-0000:00:02.0", sockets: ["DP-1", "DP-2", "HDMI-A-1", "HDMI-A-2"])
    sound(below: "/sys/devices/pci0000:00/0000:00:1f.3", idPath: "pci-0000:00:1f.3")
  }

  mutating func addController(_ number: Int, hubs: Int, stations: Int) {
    let hex = String(number + 1, radix: 16)
    let slot = "0000:" + (hex.utf8.count < 2 ? "0" : "") + hex + ":00.0"
    let pci = "/sys/devices/pci0000:00/0000:00:1c.0/" + slot
    let bus = number * 2 + 1
    for (bus, megabits) in [(bus, 480.0), (bus + 1, 10000)] {
      add(
        pci + "/usb\(bus)", "xHCI Host Controller", idPath: "pci-" + slot,
        .usb(USBFacts(isHub: true, route: [], bus: bus, megabits: megabits, vendor: 0x1d6b)))
    }
    let root = Place(path: pci + "/usb\(bus)", idPath: "pci-" + slot, bus: bus, route: [])
    for port in 1...hubs {
      let inner = usb(
        below: root, port: port, "Industrial hub", isHub: true, vendor: 0x2109,
        removable: random.chance(25) ? .fixed : .removable)
      for port in 1...stations { addStation(below: inner, port: port) }
    }
  }

  // MARK: A station

  private mutating func addStation(below hub: Place, port: Int) {
    let station = usb(
      below: hub, port: port, "Desk hub", isHub: true, vendor: 0x05e3,
      removable: random.chance(70) ? .removable : .unknown)
    let keyboard = usb(below: station, port: 1, "Keyboard", vendor: 0x046d)
    input(below: keyboard, interface: 0, "Keyboard", .keyboard)
    if random.chance(60) { input(below: keyboard, interface: 1, "Consumer Control", .keys) }
    if random.chance(95) {
      let mouse = usb(below: station, port: 2, "Mouse", vendor: 0x046d)
      input(below: mouse, interface: 0, "Mouse", .mouse)
      if random.chance(20) { input(below: mouse, interface: 1, "Mouse keys", .keyboard) }
    }
    if random.chance(95) {
      let adapter = usb(below: station, port: 3, "USB display adapter", vendor: 0x17e9)
      let sockets = random.chance(80) ? ["VGA-1"] : ["HDMI-A-1", "DP-1"]
      card(below: adapter.path + ":1.0", idPath: adapter.idPath + ":1.0", sockets: sockets)
    }
    if random.chance(80) {
      let headset = usb(below: station, port: 4, "Headset", vendor: 0x0d8c)
      sound(below: headset.path + ":1.0", idPath: headset.idPath + ":1.0")
      input(below: headset, interface: 3, "Headset keys", .keys)
    }
    if random.chance(40) {
      _ = usb(below: station, port: 5, "Memory stick", vendor: 0x0781)
    }
  }

  // MARK: Devices

  private mutating func add(
    _ path: String, _ label: String, idPath: String?, _ facts: Device.Facts
  ) {
    devices.append(Device(path: DevicePath(path), label: label, idPath: idPath, facts: facts))
  }

  private mutating func usb(
    below hub: Place, port: Int, _ label: String, isHub: Bool = false, vendor: UInt16,
    removable: USBFacts.Removable = .unknown
  ) -> Place {
    let route = hub.route + [port]
    let ports = route.map(String.init).joined(separator: ".")
    let place = Place(
      path: hub.path + "/\(hub.bus)-\(ports)",
      idPath: hub.route.isEmpty ? hub.idPath + "-usb-0:\(port)" : hub.idPath + ".\(port)",
      bus: hub.bus, route: route)
    add(
      place.path, label, idPath: place.idPath,
      .usb(
        USBFacts(
          isHub: isHub, route: route, bus: hub.bus, megabits: isHub ? 480 : 12, vendor: vendor,
          product: 1, removable: removable)))
    return place
  }

  private mutating func input(
    below usb: Place, interface: Int, _ label: String, _ roles: InputFacts.Roles
  ) {
    let name = usb.path.split(separator: "/").last ?? ""
    input(
      below: usb.path + "/\(name):1.\(interface)/0003:046D:C31C.0001", label, roles, bus: 3,
      idPath: usb.idPath + ":1.\(interface)")
  }

  private mutating func input(
    below directory: String, _ label: String, _ roles: InputFacts.Roles, bus: UInt16,
    idPath: String? = nil
  ) {
    inputs += 1
    add(
      directory + "/input/input\(inputs)", label, idPath: idPath,
      .input(InputFacts(roles: roles, busType: bus)))
  }

  private mutating func card(below directory: String, idPath: String, sockets: [String]) {
    let name = "card\(cards)"
    add(
      directory + "/drm/" + name, name, idPath: idPath,
      .card(CardFacts(isBootConsole: false)))
    for socket in sockets {
      add(
        directory + "/drm/\(name)/\(name)-\(socket)", name + "-" + socket, idPath: idPath,
        .connector(ConnectorFacts(name: socket, status: .connected)))
    }
    add(directory + "/graphics/fb\(cards)", "fb\(cards)", idPath: nil, .framebuffer)
    cards += 1
  }

  private mutating func sound(below directory: String, idPath: String) {
    add(directory + "/sound/card\(sounds)", "Sound", idPath: idPath, .sound)
    sounds += 1
  }
}

import StationModel
import Topology

/// A machine built by hand. Controller n is `pci-0000:00:0n.0` with bus n.
struct Bench {
  private(set) var devices: [Device] = []
  private var inputs = 0

  var picture: DevicePicture { DevicePicture(devices) }

  func sorted(_ guidance: Guidance = Guidance()) -> Sorting { sort(picture, guidance: guidance) }

  static func key(_ route: Int..., bus: Int = 1) -> StationKey {
    .physical(controller: "pci-0000:00:0\(bus).0", route: route)
  }

  static func path(_ route: [Int], bus: Int = 1, controller: Int? = nil) -> DevicePath {
    var text = "/sys/devices/pci0000:00/0000:00:0\(controller ?? bus).0/usb\(bus)"
    for depth in route.indices {
      text += "/\(bus)-" + route[...depth].map(String.init).joined(separator: ".")
    }
    return DevicePath(text)
  }

  /// An ordinary computer: two root hubs, PS/2 keyboard and mouse, one card with one monitor.
  static var computer: Bench {
    var bench = Bench()
    bench.root()
    bench.root(bus: 2)
    bench.onboard("input0", .keyboard)
    bench.onboard("input1", .mouse)
    bench.card(
      "/sys/devices/pci0000:00/0000:00:0a.0", number: 0, idPath: "pci-0000:00:0a.0",
      sockets: ["HDMI-A-1"])
    return bench
  }

  /// A computer with a card and no keyboard of its own.
  static var bareBox: Bench {
    var bench = Bench()
    bench.root()
    bench.card(
      "/sys/devices/pci0000:00/0000:00:0a.0", number: 0, idPath: "pci-0000:00:0a.0",
      sockets: ["HDMI-A-1"])
    return bench
  }

  mutating func put(_ device: Device) { devices.append(device) }

  mutating func root(bus: Int = 1, idPath: Bool = true) {
    put(
      Device(
        path: Self.path([], bus: bus), label: "root",
        idPath: idPath ? "pci-0000:00:0\(bus).0" : nil,
        facts: .usb(USBFacts(isHub: true, route: [], bus: bus))))
  }

  @discardableResult
  mutating func usb(
    _ route: [Int], bus: Int = 1, isHub: Bool = false, removable: USBFacts.Removable = .unknown,
    label: String = "thing", seat: String? = nil, makesSeat: Bool = false,
    vendor: UInt16 = 0x1111, product: UInt16 = 1, megabits: Double = 12, idPath: String?? = nil,
    serial: String? = nil, container: ContainerID? = nil, fixedPorts: Set<Int> = [],
    hub: HubFacts? = nil
  ) -> DevicePath {
    let path = Self.path(route, bus: bus)
    let text = route.map(String.init).joined(separator: ".")
    put(
      Device(
        path: path, label: label, idPath: idPath ?? "pci-0000:00:0\(bus).0-usb-0:\(text)",
        seat: seat,
        makesItsOwnSeat: makesSeat,
        facts: .usb(
          USBFacts(
            isHub: isHub, route: route, bus: bus, megabits: megabits, vendor: vendor,
            product: product, serial: serial, removable: removable, containerID: container,
            hub: hub
              ?? (fixedPorts.isEmpty
                ? nil
                : HubFacts(ports: 5, isCompound: true, power: .none, fixedPorts: fixedPorts))))))
    return path
  }

  @discardableResult
  mutating func hub(
    _ route: Int..., bus: Int = 1, removable: USBFacts.Removable = .removable,
    label: String = "hub", seat: String? = nil, makesSeat: Bool = false, vendor: UInt16 = 0x0409,
    megabits: Double = 480, idPath: String?? = nil
  ) -> DevicePath {
    usb(
      route, bus: bus, isHub: true, removable: removable, label: label, seat: seat,
      makesSeat: makesSeat, vendor: vendor, megabits: megabits, idPath: idPath)
  }

  /// An input device of a USB device that has these roles, one input for each.
  @discardableResult
  mutating func input(
    _ route: Int..., bus: Int = 1, roles: [InputFacts.Roles], seat: String? = nil,
    vendor: UInt16 = 0x1111, product: UInt16 = 1, removable: USBFacts.Removable = .unknown,
    busType: UInt16 = 3
  ) -> DevicePath {
    input(
      route: route, bus: bus, roles: roles, seat: seat, vendor: vendor, product: product,
      removable: removable, busType: busType)
  }

  @discardableResult
  mutating func input(
    route: [Int], bus: Int = 1, roles: [InputFacts.Roles], seat: String? = nil,
    vendor: UInt16 = 0x1111, product: UInt16 = 1, removable: USBFacts.Removable = .unknown,
    busType: UInt16 = 3
  ) -> DevicePath {
    let path = usb(
      route, bus: bus, removable: removable, seat: seat, vendor: vendor, product: product)
    for (number, role) in roles.enumerated() {
      inputs += 1
      put(
        Device(
          path: DevicePath(path.text + "/x:1.\(number)/0003:1111:0001.0001/input/input1\(inputs)"),
          label: "input", seat: seat, facts: .input(InputFacts(roles: role, busType: busType))))
    }
    return path
  }

  mutating func keyboard(_ route: Int..., bus: Int = 1, seat: String? = nil) {
    inputAt(route, bus: bus, role: .keyboard, seat: seat)
  }
  mutating func mouse(_ route: Int..., bus: Int = 1, seat: String? = nil) {
    inputAt(route, bus: bus, role: .mouse, seat: seat)
  }
  private mutating func inputAt(_ route: [Int], bus: Int, role: InputFacts.Roles, seat: String?) {
    let path = usb(route, bus: bus, seat: seat)
    put(
      Device(
        path: DevicePath(path.text + "/x:1.0/input/input9"), label: "input", seat: seat,
        facts: .input(InputFacts(roles: role, busType: 3))))
  }

  mutating func onboard(_ name: String, _ roles: InputFacts.Roles, bus: UInt16 = 0x11) {
    put(
      Device(
        path: DevicePath("/sys/devices/platform/i8042/serio0/input/" + name), label: name,
        facts: .input(InputFacts(roles: roles, busType: bus))))
  }

  /// A card below a kernel directory, with its connectors.
  @discardableResult
  mutating func card(
    _ directory: String, number: Int, idPath: String?, seat: String? = nil, sockets: [String],
    isBootConsole: Bool = false, status: ConnectorFacts.Status = .connected
  ) -> DevicePath {
    let path = directory + "/drm/card\(number)"
    put(
      Device(
        path: DevicePath(path), label: "card\(number)", idPath: idPath, seat: seat,
        facts: .card(CardFacts(isBootConsole: isBootConsole))))
    for socket in sockets {
      put(
        Device(
          path: DevicePath(path + "/card\(number)-\(socket)"), label: "card\(number)-\(socket)",
          idPath: idPath, seat: seat,
          facts: .connector(ConnectorFacts(name: socket, status: status))))
    }
    return DevicePath(path)
  }

  /// A card of evdi with one socket, and the adapter that its driver names.
  mutating func evdi(
    _ platform: Int, number: Int, shows adapter: DevicePath? = nil, idPath: String?? = nil
  ) {
    let path = "/sys/devices/platform/evdi.\(platform)/drm/card\(number)"
    put(
      Device(
        path: DevicePath(path), label: "card\(number)",
        idPath: idPath ?? "platform-evdi.\(platform)",
        facts: .card(
          CardFacts(
            isBootConsole: false, evdi: EvdiFacts(adapter: adapter)))))
    put(
      Device(
        path: DevicePath(path + "/card\(number)-DVI-I-1"), label: "card\(number)-DVI-I-1",
        facts: .connector(ConnectorFacts(name: "DVI-I-1", status: .connected))))
  }

  /// A USB display adapter on this port.
  mutating func adapter(_ route: Int..., bus: Int = 1, number: Int) {
    let path = usb(route, bus: bus, label: "Adapter")
    let text = route.map(String.init).joined(separator: ".")
    card(
      path.text + "/x:1.0", number: number, idPath: "pci-0000:00:0\(bus).0-usb-0:\(text):1.0",
      sockets: ["VGA-1"])
  }
}

extension Sorting {
  subscript(_ key: StationKey) -> Candidate? { candidates.first { $0.key == key } }

  var keys: [String] { candidates.map(\.key.text) }

  func owner(_ path: DevicePath) -> StationKey? { assignments[path]?.station }
  func owner(_ route: Int..., bus: Int = 1) -> StationKey? { owner(Bench.path(route, bus: bus)) }

  func kinds(_ key: StationKey) -> [PartKind] { self[key]?.parts.map(\.kind) ?? [] }
}

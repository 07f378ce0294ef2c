public import StationModel

extension Device {
  /// A device from what udev and sysfs say of it; nil if it is not of a sort that matters here.
  ///
  /// Every answer is untrusted: a number that does not parse is nil or unknown, never a default.
  ///
  /// - Parameter makerName: the name for the three letters of a monitor's maker.
  public init?(_ raw: some RawDevice, makerName: (String) -> String? = { _ in nil }) {
    guard var device = Reading(raw: raw).device() else { return nil }
    if case .connector(var facts) = device.facts, var monitor = facts.monitor {
      monitor.makeName = makerName(monitor.make)
      facts.monitor = monitor
      device.facts = .connector(facts)
    }
    self = device
  }
}

/// Unicode scalars.
private let labelLimit = 80

/// How each word about one device is read.
private struct Reading<Raw: RawDevice> {
  let raw: Raw
  private let path: DevicePath

  init(raw: Raw) {
    self.raw = raw
    path = DevicePath(raw.syspath)
  }

  private func property(_ name: String) -> String? { raw.property(name) }

  private var name: String { path.name }

  func device() -> Device? {
    guard let facts = facts(subsystem: raw.subsystem, devtype: raw.devtype) else { return nil }
    return Device(
      path: path, label: label(for: facts) ?? Label.clean(name, limit: labelLimit),
      idPath: Strict.token(property("ID_PATH")), seat: Strict.token(property("ID_SEAT")),
      makesItsOwnSeat: property("ID_AUTOSEAT") == "1",
      seatName: Strict.token(property("ID_FOR_SEAT")), isForSeats: isTagged("seat"),
      node: Strict.nodeName(property("DEVNAME")),
      facts: facts)
  }

  private func facts(subsystem: String, devtype: String?) -> Device.Facts? {
    switch subsystem {
    case "usb":
      guard devtype == "usb_device", let route = route() else { return nil }
      return .usb(usb(route: route))
    case "input":
      guard Strict.isNumbered(name, after: "input") else { return nil }
      return .input(InputFacts(roles: roles(), busType: busType()))
    case "drm":
      if Strict.isNumbered(name, after: "card"), devtype == nil || devtype == "drm_minor" {
        return .card(card())
      }
      // Older kernels give connectors no DEVTYPE; their name tells them.
      guard devtype == nil || devtype == "drm_connector", let dash = name.firstIndex(of: "-"),
        Strict.isNumbered(String(name[..<dash]), after: "card")
      else { return nil }
      let socket = Strict.token(String(name[name.index(after: dash)...]))
      guard let socket else { return nil }
      return .connector(ConnectorFacts(name: socket, status: status(), monitor: monitor()))
    case "sound": return Strict.isNumbered(name, after: "card") ? .sound : nil
    case "tty":
      let isSerial = ["ttyUSB", "ttyACM"].contains { Strict.isNumbered(name, after: $0) }
      let isOnUSB = path.text.split(separator: "/").contains {
        Strict.isNumbered(String($0), after: "usb")
      }
      return isSerial && isOnUSB ? .serialLine : nil
    case "graphics": return Strict.isNumbered(name, after: "fb") ? .framebuffer : nil
    default: return nil
    }
  }

  // MARK: USB

  private func usb(route: [Int]) -> USBFacts {
    let isHub = line("bDeviceClass") == "09" || property("TYPE")?.hasPrefix("9/") == true
    return USBFacts(
      isHub: isHub, route: route, bus: line("busnum").flatMap { Strict.decimal($0) },
      megabits: line("speed").flatMap(Strict.megabits),
      vendor: Strict.hexWord(property("ID_VENDOR_ID")) ?? Strict.hexWord(line("idVendor")),
      product: Strict.hexWord(property("ID_MODEL_ID")) ?? Strict.hexWord(line("idProduct")),
      serial: property("ID_SERIAL_SHORT").map { Label.clean($0, limit: 128) }?.orNil,
      removable: line("removable").flatMap(USBFacts.Removable.init(rawValue:)) ?? .unknown,
      interfaces: interfaces(),
      socket: line("port/connect_type").flatMap(USBFacts.Socket.init(rawValue:)) ?? .unknown,
      peer: raw.target(of: "port/peer").flatMap { DevicePath(inPort: $0) },
      // Newer kernels only; anyone may read it, unlike the device's node.
      containerID: raw.bytes(of: "bos_descriptors").flatMap {
        ContainerID(binaryObjectStore: $0)
      })
  }

  /// The route from `devpath`, else from the kernel's name. A device without one cannot be placed;
  /// an empty route would call it a root hub.
  private func route() -> [Int]? {
    if let devpath = line("devpath") {
      return devpath == "0" ? [] : Strict.ports(devpath)
    }
    if Strict.isNumbered(name, after: "usb") { return [] }
    guard let dash = name.firstIndex(of: "-") else { return nil }
    return Strict.ports(name[name.index(after: dash)...])
  }

  private func interfaces() -> [UInt32] {
    (property("ID_USB_INTERFACES") ?? "").split(separator: ":").prefix(64).compactMap {
      $0.utf8.count == 6 && Strict.isHex($0) ? UInt32($0, radix: 16) : nil
    }
  }

  // MARK: Input and display

  private func roles() -> InputFacts.Roles {
    let words: [(String, InputFacts.Roles)] = [
      ("KEYBOARD", .keyboard), ("KEY", .keys), ("MOUSE", .mouse), ("TOUCHPAD", .touchpad),
      ("TABLET", .tablet), ("TOUCHSCREEN", .touchscreen), ("POINTINGSTICK", .pointingStick),
    ]
    var roles: InputFacts.Roles = []
    for (word, role) in words where property("ID_INPUT_" + word) == "1" { roles.insert(role) }
    return roles
  }

  /// From `id/bustype`, else from the first number of `PRODUCT=3/46d/c31c/110`. Both are hex.
  private func busType() -> UInt16? {
    let text =
      line("id/bustype") ?? property("PRODUCT")?.split(separator: "/").first.map(String.init)
    guard let text, Strict.isHex(text) else { return nil }
    return UInt16(text, radix: 16)
  }

  /// The firmware's framebuffer, before (or instead of) a real driver for the card.
  private func card() -> CardFacts {
    let consoles = ["simple-framebuffer", "efi-framebuffer", "vesa-framebuffer", "of-display"]
    // A device tree calls it 3e513000.framebuffer.
    let isBootConsole =
      consoles.contains { property("ID_PATH")?.hasPrefix("platform-" + $0) == true }
      || path.text.split(separator: "/").contains { part in
        part.hasSuffix(".framebuffer")
          || consoles.contains { part == $0 || part.hasPrefix($0 + ".") }
      }
    return CardFacts(
      isBootConsole: isBootConsole, isMasterOfSeat: isTagged("master-of-seat"), evdi: evdi())
  }

  /// The driver makes `platform/evdi.0/drm/card1`, and newer ones link `evdi.0/device` to the USB
  /// device (evdi_platform_dev.c, evdi_platform_device_link). The card's own `device` is `evdi.0`.
  private func evdi() -> EvdiFacts? {
    guard let folder = path.parent?.parent, Strict.isNumbered(folder.name, after: "evdi.") else {
      return nil
    }
    return EvdiFacts(
      adapter: raw.target(of: "device/device").flatMap { DevicePath(usbDevice: $0) })
  }

  private func status() -> ConnectorFacts.Status {
    line("status").flatMap(ConnectorFacts.Status.init(rawValue:)) ?? .unknown
  }

  /// What a socket that is empty had before is nobody's monitor.
  private func monitor() -> Monitor? {
    status() == .disconnected ? nil : raw.bytes(of: "edid").flatMap { Monitor(edid: $0) }
  }

  // MARK: Label

  private func label(for facts: Device.Facts) -> String? {
    switch facts {
    case .usb(let usb):
      let model = words(line("product")) ?? words(property("ID_MODEL_FROM_DATABASE"))
      // A root hub's manufacturer is the running kernel: nobody wants that in a name.
      if usb.isRootHub { return model }
      let maker = words(line("manufacturer")) ?? words(property("ID_VENDOR_FROM_DATABASE"))
      return words(Label.join(maker: maker, model: model))
    case .input:
      return words(line("name")) ?? words(property("NAME")?.trimmingQuotes)
    case .sound:
      let model = words(property("ID_MODEL_FROM_DATABASE")) ?? words(property("ID_MODEL"))
      let maker = words(property("ID_VENDOR_FROM_DATABASE")) ?? words(property("ID_VENDOR"))
      let name = words(line("id"))
      return words(Label.join(maker: maker, model: model?.replacingUnderscores ?? name))
    case .framebuffer: return words(line("name"))
    case .card, .connector, .serialLine: return nil
    }
  }

  private func words(_ text: String?) -> String? {
    text.map { Label.clean($0, limit: labelLimit) }?.orNil
  }

  // MARK: Strict readers

  /// By the tags of the last event, else (before systemd 247) by all that it ever had. Nil if there are
  /// none, which udev does not tell from not knowing.
  private func isTagged(_ tag: Substring) -> Bool? {
    (property("CURRENT_TAGS") ?? property("TAGS"))?.split(separator: ":").contains(tag)
  }

  /// An attribute without its trailing newline; nil if empty.
  private func line(_ name: String) -> String? {
    guard var text = raw.attribute(name) else { return nil }
    while text.last?.isNewline == true { text.removeLast() }
    return text.orNil
  }
}

extension String {
  fileprivate var orNil: String? { isEmpty ? nil : self }

  fileprivate var replacingUnderscores: String { String(map { $0 == "_" ? " " : $0 }) }

  fileprivate var trimmingQuotes: String {
    guard count >= 2, hasPrefix("\""), hasSuffix("\"") else { return self }
    return String(dropFirst().dropLast())
  }
}

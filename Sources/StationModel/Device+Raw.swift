extension Device {
  /// A device from what udev and sysfs say of it; nil if it is not of a sort that matters here.
  ///
  /// - Parameters:
  ///   - syspath: `/sys/devices/…`
  ///   - property: looks up a property of the udev database, like `ID_PATH`.
  ///   - attribute: looks up a sysfs attribute, like `bDeviceClass`; a trailing newline is dropped.
  ///
  /// Both answers are untrusted: a number that does not parse is nil or unknown, never a default.
  public init?(
    syspath: String, subsystem: String, devtype: String?, property: (String) -> String?,
    attribute: (String) -> String?
  ) {
    let device = withoutActuallyEscaping(property) { property in
      withoutActuallyEscaping(attribute) { attribute in
        Raw(path: DevicePath(syspath), property: property, attribute: attribute)
          .device(subsystem: subsystem, devtype: devtype)
      }
    }
    guard let device else { return nil }
    self = device
  }
}

/// The raw words about one device, and how each is read.
private struct Raw {
  private static let labelLimit = 80

  var path: DevicePath
  var property: (String) -> String?
  var attribute: (String) -> String?

  private var name: String { path.name }

  func device(subsystem: String, devtype: String?) -> Device? {
    guard let facts = facts(subsystem: subsystem, devtype: devtype) else { return nil }
    return Device(
      path: path, label: label(for: facts) ?? Label.clean(name, limit: Self.labelLimit),
      idPath: Self.token(property("ID_PATH")), seat: Self.token(property("ID_SEAT")),
      makesItsOwnSeat: property("ID_AUTOSEAT") == "1", node: Self.nodeName(property("DEVNAME")),
      facts: facts)
  }

  private func facts(subsystem: String, devtype: String?) -> Device.Facts? {
    switch subsystem {
    case "usb":
      guard devtype == "usb_device", let route = route() else { return nil }
      return .usb(usb(route: route))
    case "input":
      guard Self.isNumbered(name, after: "input") else { return nil }
      return .input(InputFacts(roles: roles(), busType: busType()))
    case "drm":
      if Self.isNumbered(name, after: "card"), devtype == nil || devtype == "drm_minor" {
        return .card(card())
      }
      // Older kernels give connectors no DEVTYPE; their name tells them.
      guard devtype == nil || devtype == "drm_connector", let dash = name.firstIndex(of: "-"),
        Self.isNumbered(String(name[..<dash]), after: "card")
      else { return nil }
      let socket = Self.token(String(name[name.index(after: dash)...]))
      guard let socket else { return nil }
      return .connector(ConnectorFacts(name: socket, status: status()))
    case "sound": return Self.isNumbered(name, after: "card") ? .sound : nil
    case "graphics": return Self.isNumbered(name, after: "fb") ? .framebuffer : nil
    default: return nil
    }
  }

  // MARK: USB

  private func usb(route: [Int]) -> USBFacts {
    let isHub = line("bDeviceClass") == "09" || property("TYPE")?.hasPrefix("9/") == true
    return USBFacts(
      isHub: isHub, route: route, bus: line("busnum").flatMap { Self.decimal($0) },
      megabits: line("speed").flatMap(Self.megabits),
      vendor: Self.hexWord(property("ID_VENDOR_ID")) ?? Self.hexWord(line("idVendor")),
      product: Self.hexWord(property("ID_MODEL_ID")) ?? Self.hexWord(line("idProduct")),
      serial: property("ID_SERIAL_SHORT").map { Label.clean($0, limit: 128) }?.orNil,
      removable: line("removable").flatMap(USBFacts.Removable.init(rawValue:)) ?? .unknown,
      interfaces: interfaces())
  }

  /// The route from `devpath`, else from the kernel's name. A device without one cannot be placed;
  /// an empty route would call it a root hub.
  private func route() -> [Int]? {
    if let devpath = line("devpath") {
      return devpath == "0" ? [] : Self.ports(devpath)
    }
    if Self.isNumbered(name, after: "usb") { return [] }
    guard let dash = name.firstIndex(of: "-") else { return nil }
    return Self.ports(name[name.index(after: dash)...])
  }

  private func interfaces() -> [UInt32] {
    (property("ID_USB_INTERFACES") ?? "").split(separator: ":").prefix(64).compactMap {
      $0.utf8.count == 6 && Self.isHex($0) ? UInt32($0, radix: 16) : nil
    }
  }

  // MARK: Input and display

  private func roles() -> InputFacts.Roles {
    let words: [(String, InputFacts.Roles)] = [
      ("KEYBOARD", .keyboard), ("KEY", .keys), ("MOUSE", .mouse), ("TOUCHPAD", .touchpad),
      ("TABLET", .tablet), ("TOUCHSCREEN", .touchscreen), ("POINTINGSTICK", .pointingStick),
      ("JOYSTICK", .joystick),
    ]
    var roles: InputFacts.Roles = []
    for (word, role) in words where property("ID_INPUT_" + word) == "1" { roles.insert(role) }
    return roles
  }

  /// From `id/bustype`, else from the first number of `PRODUCT=3/46d/c31c/110`. Both are hex.
  private func busType() -> UInt16? {
    let text =
      line("id/bustype") ?? property("PRODUCT")?.split(separator: "/").first.map(String.init)
    guard let text, Self.isHex(text) else { return nil }
    return UInt16(text, radix: 16)
  }

  /// The firmware's framebuffer, before (or instead of) a real driver for the card.
  private func card() -> CardFacts {
    let consoles = ["simple-framebuffer", "efi-framebuffer", "vesa-framebuffer"]
    let isBootConsole =
      consoles.contains { property("ID_PATH")?.hasPrefix("platform-" + $0) == true }
      || path.text.split(separator: "/").contains { part in
        consoles.contains { part == $0 || part.hasPrefix($0 + ".") }
      }
    // Tags are sticky; only CURRENT_TAGS says what holds now (udev(7), TAG).
    let tags = (property("CURRENT_TAGS") ?? "").split(separator: ":")
    return CardFacts(isBootConsole: isBootConsole, canMasterSeat: tags.contains("master-of-seat"))
  }

  private func status() -> ConnectorFacts.Status {
    line("status").flatMap(ConnectorFacts.Status.init(rawValue:)) ?? .unknown
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
    case .card, .connector: return nil
    }
  }

  private func words(_ text: String?) -> String? {
    text.map { Label.clean($0, limit: Self.labelLimit) }?.orNil
  }

  // MARK: Strict readers

  /// An attribute without its trailing newline; nil if empty.
  private func line(_ name: String) -> String? {
    guard var text = attribute(name) else { return nil }
    while text.last?.isNewline == true { text.removeLast() }
    return text.orNil
  }

  /// A name that becomes part of keys and places: printable ASCII without blanks and slashes.
  private static func token(_ text: String?) -> String? {
    guard let text, !text.isEmpty, text.utf8.count <= 255 else { return nil }
    let isPlain = text.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "/") }
    return isPlain ? text : nil
  }

  private static func nodeName(_ text: String?) -> String? {
    guard let text, text.hasPrefix("/dev/"), text.utf8.count <= 255 else { return nil }
    return text.utf8.allSatisfy { (0x21...0x7e).contains($0) } ? text : nil
  }

  private static func isNumbered(_ name: String, after prefix: String) -> Bool {
    name.hasPrefix(prefix) && decimal(name.dropFirst(prefix.count)) != nil
  }

  private static func decimal(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  private static func isHex(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { $0.properties.isASCIIHexDigit }
  }

  private static func hexWord(_ text: String?) -> UInt16? {
    guard let text, text.utf8.count == 4, isHex(text) else { return nil }
    return UInt16(text, radix: 16)
  }

  /// `1.4` as [1, 4]. USB allows seven tiers and 255 ports; anything beyond is not a route.
  private static func ports(_ text: some StringProtocol) -> [Int]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 7 else { return nil }
    var ports: [Int] = []
    for part in parts {
      guard let port = decimal(part), (1...255).contains(port) else { return nil }
      ports.append(port)
    }
    return ports
  }

  /// The kernel writes 1.5, 12, 480, 5000 and so on; `Double` alone would also take "nan" and "1e9".
  private static func megabits(_ text: String) -> Double? {
    guard text.utf8.count <= 8,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    return Double(text)
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

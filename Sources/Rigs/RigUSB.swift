import StationModel

/// A line about a USB device.
struct RigUSB {
  var device: Device
  var kind: RigKind
  var facts: USBFacts
  var controller: String?
  /// The place of the other half as it is written: `2-1.4`.
  var peer: String?
  private let bus: Int

  /// `usb1 480M at pci-0000:00:14.0`: a root hub. `at nowhere` is a controller without a name.
  init(bus: Int, _ words: inout RigWords) throws(RigError) {
    self.bus = bus
    kind = RigKind("hub") ?? RigKind.none
    controller = "pci-0000:00:14.0"
    facts = USBFacts(isHub: true, route: [], bus: bus, megabits: 480, interfaces: [0x09_0000])
    var folder = ""
    while let word = words.next()?.text {
      if let speed = Self.speed(word) {
        facts.megabits = speed
      } else if word == "at" {
        let place = try words.text(for: word)
        controller = place == "nowhere" ? nil : place
        if place == "nowhere" { folder = "/sys/devices/platform/unnamed" }
      } else {
        throw words.unknown(word)
      }
    }
    if let controller { folder = try RigCard.folder(of: controller, line: words.line) }
    let isSuper = (facts.megabits ?? 0) >= 5000
    (facts.vendor, facts.product) = (0x1d6b, isSuper ? 3 : 2)
    device = Device(
      path: DevicePath(folder + "/usb\(bus)"), label: "Root hub", idPath: controller,
      facts: .usb(facts))
  }

  /// `4: hub "Name" 05e3:0610 removable ports 4`, below another device.
  init(port: Int, of above: RigUSB, _ words: inout RigWords) throws(RigError) {
    let line = words.line
    guard above.facts.isHub else {
      throw RigError(line: line, "only a hub has ports")
    }
    guard (1...255).contains(port), above.facts.route.count < 6 else {
      throw RigError(line: line, "USB has ports 1 to 255, and at most six of them in a row")
    }
    let name = try words.text(for: "\(port):")
    guard let kind = RigKind(name) else {
      throw RigError(
        line: line,
        "there is no '\(Label.clean(name, limit: 60))'. There are: "
          + RigKind.names.joined(separator: ", "))
    }
    self.kind = kind
    bus = above.bus
    controller = above.controller
    let route = above.facts.route + [port]
    let busSpeed = above.facts.megabits ?? 480
    facts = USBFacts(
      isHub: kind.isHub, route: route, bus: bus,
      megabits: busSpeed >= 5000 ? busSpeed : min(busSpeed, kind.megabits),
      vendor: kind.model?.0, product: kind.model?.1, interfaces: kind.interfaces)
    let text = route.map(String.init).joined(separator: ".")
    device = Device(
      path: DevicePath(above.device.path.text + "/\(bus)-\(text)"), label: name,
      idPath: above.controller.map { "\($0)-usb-0:\(text)" }, seat: above.device.seat,
      facts: .usb(facts))
    try options(&words)
    device.facts = .usb(facts)
  }

  private mutating func options(_ words: inout RigWords) throws(RigError) {
    var hub = HubFacts(ports: 0, isCompound: false, power: .none)
    while let word = words.next() {
      if word.isQuoted {
        if !word.text.isEmpty { device.label = word.text }
      } else if let pair = word.text.hexPair {
        (facts.vendor, facts.product) = pair
      } else if let speed = Self.speed(word.text) {
        facts.megabits = speed
      } else if let removable = USBFacts.Removable(rawValue: word.text) {
        facts.removable = removable
      } else if word.text == "hotplug" || word.text == "hardwired" {
        facts.socket = word.text == "hotplug" ? .hotplug : .hardwired
      } else if word.text == "autoseat" {
        device.makesItsOwnSeat = true
        if device.seat == nil { device.seat = "seat-" + (device.idPath ?? device.path.name) }
      } else if word.text == "compound" {
        hub.isCompound = true
      } else {
        try valued(word.text, &words, &hub)
      }
    }
    if hub.ports > 0 { facts.hub = hub }
  }

  private mutating func valued(
    _ word: String, _ words: inout RigWords, _ hub: inout HubFacts
  ) throws(RigError) {
    guard
      ["serial", "seat", "peer", "container", "ports", "power", "fixed-port"].contains(word)
    else {
      throw words.unknown(word)
    }
    let value = try words.text(for: word)
    switch word {
    case "serial": facts.serial = value
    case "seat": device.seat = value
    case "peer": peer = value
    case "container":
      guard let container = ContainerID(value) else {
        throw RigError(line: words.line, "a ContainerID has 32 hex digits")
      }
      facts.containerID = container
    case "power":
      guard let power = HubFacts.PowerSwitching(rawValue: value) else { throw words.unknown(value) }
      hub.power = power
    default:
      guard let ports = value.smallNumber, (1...255).contains(ports) else {
        throw words.unknown(value)
      }
      if word == "ports" { hub.ports = ports } else { hub.fixedPorts.insert(ports) }
    }
  }

  private static func speed(_ word: String) -> Double? {
    ["1.5M": 1.5, "12M": 12, "480M": 480, "5000M": 5000, "10000M": 10_000, "20000M": 20_000][word]
  }

  // MARK: What the device does

  func function(_ number: Int) -> String {
    device.path.text + "/\(device.path.name):1.\(number)"
  }

  /// The devices that the drivers of its interfaces make.
  func functions(count: () -> Int) -> [Device] {
    var made: [Device] = []
    func add(_ tail: String, _ interface: Int, _ facts: Device.Facts) {
      made.append(
        Device(
          path: DevicePath(function(interface) + tail), label: device.label,
          idPath: device.idPath.map { "\($0):1.\(interface)" }, seat: device.seat, facts: facts))
    }
    for (interface, roles) in kind.inputs.enumerated() {
      let number = count()
      add(
        "/0003:\(number)/input/input\(number)", interface,
        .input(InputFacts(roles: roles, busType: 3)))
    }
    if kind.hasSound { add("/sound/card\(count())", kind.inputs.count, .sound) }
    if kind.hasSerialLine { add("/tty/ttyACM\(count())", kind.inputs.count, .serialLine) }
    return made
  }

  /// Something that the radio brings.
  func paired(_ roles: InputFacts.Roles, label: String, number: Int) -> Device {
    Device(
      path: DevicePath(function(0) + "/bluetooth/hci0/hci0:\(number)/input/input\(number)"),
      label: label, seat: device.seat, facts: .input(InputFacts(roles: roles, busType: 5)))
  }
}

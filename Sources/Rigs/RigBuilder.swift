import StationModel

/// Makes the devices of a rig file, line by line.
struct RigBuilder {
  /// What a line hangs under.
  enum Above {
    case host
    case usb(RigUSB)
    case card(path: DevicePath, seat: String?)
  }

  private(set) var devices: [Device] = []
  private(set) var stages = [RigStage()]
  private var lineOfPath: [DevicePath: Int] = [:]
  private var open: [(indent: Int, above: Above)] = []
  /// Root hubs by bus number.
  private var buses: [Int: DevicePath] = [:]
  /// Peers by kernel name, to be found when all buses are known.
  private var peers: [(device: DevicePath, name: String, line: Int)] = []
  /// USB adapters of evdi cards by kernel name, likewise.
  private var adapters: [(card: DevicePath, name: String, line: Int)] = []
  private var counter = 0

  mutating func take(_ line: RigLine) throws(RigError) {
    while let last = open.last, last.indent >= line.indent { open.removeLast() }
    if open.isEmpty, line.indent > 0 {
      throw RigError(line: line.number, "it is indented, but there is nothing that it belongs to")
    }
    var words = RigWords(line)
    let first = try words.text(for: "the line")
    if RigStage.verbs.contains(first) {
      try RigStage.take(first, words: &words, into: &stages)
      return
    }
    switch open.last?.above ?? .host {
    case .host:
      if let above = try host(first, &words) { open.append((line.indent, above)) }
    case .usb(let usb):
      if let above = try below(usb, first, &words) { open.append((line.indent, above)) }
    case .card(let path, let seat):
      add(try RigCard.connector(first, &words, card: path, seat: seat), line: line.number)
    }
    guard devices.count <= RigFile.mostDevices else {
      throw RigError(line: line.number, "there are more than \(RigFile.mostDevices) devices")
    }
    if let twice { throw twice }
  }

  /// The first path that two lines made.
  private var twice: RigError?

  private mutating func add(_ device: Device, line: Int) {
    if lineOfPath.updateValue(line, forKey: device.path) != nil, twice == nil {
      twice = RigError(line: line, "\(Label.clean(device.path.name, limit: 60)) is there twice")
    }
    devices.append(device)
  }

  private mutating func count() -> Int {
    counter += 1
    return counter
  }

  // MARK: On the computer itself

  private mutating func host(_ first: String, _ words: inout RigWords) throws(RigError) -> Above? {
    if first == "host" {
      try words.end()
      return .host
    }
    if let bus = first.number(after: "usb") {
      let usb = try RigUSB(bus: bus, &words)
      guard buses.updateValue(usb.device.path, forKey: bus) == nil else {
        throw RigError(line: words.line, "the bus \(bus) is there twice")
      }
      add(usb.device, line: words.line)
      return .usb(usb)
    }
    if first.number(after: "card") != nil {
      let (card, adapter) = try RigCard.card(first, &words, below: nil)
      if let adapter { adapters.append((card.path, adapter, words.line)) }
      add(card, line: words.line)
      return .card(path: card.path, seat: card.seat)
    }
    switch first {
    case "ps2", "onboard", "virtual":
      let bus: (number: UInt16, folder: String) =
        switch first {
        case "ps2": (0x11, "platform/i8042/serio")
        case "virtual": (6, "virtual")
        default: (0x19, "LNXSYSTM:00/onboard")
        }
      let kind = try words.text(for: first)
      guard let roles = RigKind(kind)?.inputs, !roles.isEmpty else { throw words.unknown(kind) }
      var name = kind
      if let word = words.next() { name = word.text }
      try words.end()
      for role in roles {
        let number = count()
        let folder = first == "virtual" ? bus.folder : bus.folder + "\(number)"
        add(
          Device(
            path: DevicePath("/sys/devices/\(folder)/input/input\(number)"), label: name,
            facts: .input(InputFacts(roles: role, busType: bus.number))), line: words.line)
      }
    case "sound":
      let place = try words.text(for: first)
      try words.end()
      let folder = try RigCard.folder(of: place, line: words.line)
      add(
        Device(
          path: DevicePath(folder + "/sound/card\(count())"), label: "Sound", idPath: place,
          facts: .sound), line: words.line)
    default: throw words.unknown(first)
    }
    return nil
  }

  // MARK: On USB

  private mutating func below(
    _ usb: RigUSB, _ first: String, _ words: inout RigWords
  ) throws(RigError) -> Above? {
    if first.number(after: "card") != nil {
      let card = try RigCard.card(first, &words, below: usb).card
      add(card, line: words.line)
      return .card(path: card.path, seat: card.seat)
    }
    guard first.hasSuffix(":"), let port = String(first.dropLast()).smallNumber else {
      // What is paired with a radio has no port.
      guard usb.kind.interfaces == [0xe0_0101], let roles = RigKind(first)?.inputs, !roles.isEmpty
      else { throw words.unknown(first) }
      let name = words.next()?.text ?? first
      try words.end()
      for role in roles { add(usb.paired(role, label: name, number: count()), line: words.line) }
      return nil
    }
    var child = try RigUSB(port: port, of: usb, &words)
    if let peer = child.peer { peers.append((child.device.path, peer, words.line)) }
    child.peer = nil
    add(child.device, line: words.line)
    for function in child.functions(count: { self.count() }) { add(function, line: words.line) }
    return .usb(child)
  }

  mutating func finish() throws(RigError) {
    if let twice { throw twice }
    // The kernel says `peer` from both sides.
    var found: [DevicePath: DevicePath] = [:]
    for (device, name, line) in peers {
      let path = try usbPath(name, of: "peer", line: line)
      found[device] = path
      if found[path] == nil { found[path] = device }
    }
    var shownBy: [DevicePath: DevicePath] = [:]
    for (card, name, line) in adapters {
      shownBy[card] = try usbPath(name, of: "adapter", line: line)
    }
    for index in devices.indices {
      switch devices[index].facts {
      case .usb(var facts):
        guard let peer = found[devices[index].path] else { continue }
        facts.peer = peer
        devices[index].facts = .usb(facts)
      case .card(var facts):
        guard let adapter = shownBy[devices[index].path] else { continue }
        facts.evdi = EvdiFacts(adapter: adapter)
        devices[index].facts = .card(facts)
      default: continue
      }
    }
  }

  /// The path of `2-1.4`, whether a device is there or not.
  private func usbPath(_ name: String, of what: String, line: Int) throws(RigError) -> DevicePath {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let bus = String(parts[0]).smallNumber, let root = buses[bus] else {
      throw RigError(line: line, "the \(what) must be a place like 2-1.4, on a bus of this file")
    }
    var path = root.text
    var route = ""
    for part in parts[1].split(separator: ".", omittingEmptySubsequences: false) {
      guard String(part).smallNumber != nil else {
        throw RigError(line: line, "the \(what) must be a place like 2-1.4")
      }
      route += (route.isEmpty ? "" : ".") + part
      path += "/\(bus)-" + route
    }
    return DevicePath(path)
  }
}

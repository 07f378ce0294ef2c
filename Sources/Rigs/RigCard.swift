import StationModel

/// Lines about graphics cards and their sockets.
enum RigCard {
  /// The folder of sysfs for a place like `pci-0000:00:02.0` or `platform-evdi.0`.
  static func folder(of place: String, line: Int) throws(RigError) -> String {
    guard let dash = place.firstIndex(of: "-"), !place.contains("/"), !place.contains("..") else {
      throw RigError(line: line, "a place looks like pci-0000:00:02.0 or platform-evdi.0")
    }
    let name = place[place.index(after: dash)...]
    return place.hasPrefix("pci-")
      ? "/sys/devices/pci0000:00/" + name : "/sys/devices/\(place[..<dash])/" + name
  }

  /// `card0 pci-0000:00:02.0 seat seat-2 boot-console`; below a USB device without a place.
  /// `card1 platform-evdi.0 shows 1-1.3` is a card of evdi, whose driver names its USB adapter.
  static func card(
    _ name: String, _ words: inout RigWords, below usb: RigUSB?
  ) throws(RigError) -> (card: Device, adapter: String?) {
    var adapter: String?
    var folder = ""
    var idPath: String?
    if let usb {
      folder = usb.function(0)
      idPath = usb.device.idPath.map { $0 + ":1.0" }
    } else {
      let place = try words.text(for: name)
      folder = try Self.folder(of: place, line: words.line)
      idPath = place
    }
    var seat = usb?.device.seat
    var facts = CardFacts(isBootConsole: false)
    if idPath?.hasPrefix("platform-evdi.") == true { facts.evdi = EvdiFacts() }
    while let word = words.next()?.text {
      switch word {
      case "seat": seat = try words.text(for: word)
      case "boot-console": facts.isBootConsole = true
      case "shows" where facts.evdi != nil: adapter = try words.text(for: word)
      default: throw words.unknown(word)
      }
    }
    let card = Device(
      path: DevicePath(folder + "/drm/" + name), label: name, idPath: idPath, seat: seat,
      node: "/dev/dri/" + name, facts: .card(facts))
    return (card, adapter)
  }

  /// `HDMI-A-1 connected "U2415" DEL:a0b1 serial X`
  static func connector(
    _ name: String, _ words: inout RigWords, card: DevicePath, seat: String?
  ) throws(RigError) -> Device {
    let word = try words.text(for: name)
    guard !name.contains("/"), let status = ConnectorFacts.Status(rawValue: word) else {
      throw RigError(
        line: words.line, "a socket is connected, disconnected or unknown: HDMI-A-1 connected")
    }
    var monitor = Monitor(make: "", product: 0)
    while let word = words.next() {
      if word.isQuoted {
        monitor.model = word.text
      } else if word.text == "serial" {
        monitor.serial = try words.text(for: word.text)
      } else if word.text.utf8.count == 8, let number = ("0000" + word.text.dropFirst(3)).hexPair {
        monitor.make = String(word.text.prefix(3))
        monitor.product = number.1
      } else {
        throw words.unknown(word.text)
      }
    }
    let socket = card.name + "-" + name
    return Device(
      path: DevicePath(card.text + "/" + socket), label: socket, seat: seat,
      facts: .connector(
        ConnectorFacts(name: name, status: status, monitor: monitor.make.isEmpty ? nil : monitor)))
  }
}

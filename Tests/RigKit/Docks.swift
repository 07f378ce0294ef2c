/// Made-up classrooms: the recorded dock as often as wanted, each on a port of its own.
public enum Docks {
  private static let controller = "/devices/pci0000:00/0000:00:04.0/usb1"

  /// Where the dock on this port of the recorded controller is.
  public static func path(port: Int) -> String { "\(controller)/1-\(port)" }

  /// Its station's key.
  public static func key(port: Int) -> String { "pci-0000:00:04.0/\(port)" }

  /// The recorded dock (06-plugable-dock-autoseat, on port 1) as it would look on another port:
  /// paths, places, serial numbers and the kernel's running numbers are rewritten.
  public static func dock(port: Int, of recording: Recording) -> [RecordedSection] {
    let devices = recording.below(path(port: 1))
    if port == 1 { return devices }
    return devices.map { device in
      RecordedSection(path: moved(device.path, to: port), text: moved(device.text, to: port))
    }
  }

  private static func moved(_ text: String, to port: Int) -> String {
    var text = text
    let hex = { (number: Int) in
      let digits = String(number, radix: 16, uppercase: true)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }
    for (old, new) in [
      ("/1-1", "/1-\(port)"), ("usb-0:1", "usb-0:\(port)"), ("usb-0_1", "usb-0_\(port)"),
      ("devpath=1", "devpath=\(port)"), ("PLUG1", "PLUG\(port)"), ("DLX1", "DLX\(port)"),
      ("K123", "K\(122 + port)"), ("046D:C31C.0001", "046D:C31C." + hex(2 * port - 1)),
      ("046D:C077.0002", "046D:C077." + hex(2 * port)), ("input5", "input\(98 + 2 * port)"),
      ("input6", "input\(99 + 2 * port)"), ("event3", "event\(98 + 2 * port)"),
      ("event4", "event\(99 + 2 * port)"), ("mouse1", "mouse\(port)"), ("card1", "card\(port)"),
      ("hidraw0", "hidraw\(2 * port - 2)"), ("hidraw1", "hidraw\(2 * port - 1)"),
      ("fb1", "fb\(port)"), ("controlC1", "controlC\(port)"), ("pcmC1D0p", "pcmC\(port)D0p"),
    ] { text = replacing(old, with: new, in: text) }
    return text
  }

  /// Where a number ends: `1-1` in `1-1.2`, but not in `1-10`.
  private static func replacing(_ old: String, with new: String, in text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let range = rest.firstRange(of: old) {
      let next = rest[range.upperBound...].first
      result += rest[..<range.lowerBound] + (next?.isNumber ?? false ? old : new)
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}

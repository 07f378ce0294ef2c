import StationModel

/// The sorts of USB devices that a rig file can name, with what udev and sysfs would say of them.
struct RigKind {
  var isHub = false
  var inputs: [InputFacts.Roles] = []
  /// `class << 16 | subclass << 8 | protocol`
  var interfaces: [UInt32] = []
  var hasSound = false
  var hasSerialLine = false
  /// On a bus of USB 2.
  var megabits = 12.0
  var model: (UInt16, UInt16)?

  /// The kinds by name. `keyboard+mouse` is one device that is both.
  static let names = [
    "hub", "keyboard", "mouse", "keys", "touchpad", "tablet", "touchscreen", "sound", "storage",
    "camera", "serial", "printer", "reader", "security-key", "scanner", "display", "bluetooth",
    "phone", "other",
  ]

  init?(_ name: String) {
    for part in name.split(separator: "+", omittingEmptySubsequences: false) {
      guard let kind = Self.single(String(part)) else { return nil }
      isHub = isHub || kind.isHub
      inputs += kind.inputs
      interfaces += kind.interfaces
      hasSound = hasSound || kind.hasSound
      hasSerialLine = hasSerialLine || kind.hasSerialLine
      megabits = max(megabits, kind.megabits)
      model = model ?? kind.model
    }
    // A hub is a device of its own, and a handful of functions is enough for one.
    if isHub && interfaces.count > 1 || interfaces.count > 16 { return nil }
  }

  static let none = RigKind()

  private init() {}

  private static func single(_ name: String) -> RigKind? {
    var kind = RigKind()
    switch name {
    case "hub": (kind.isHub, kind.interfaces, kind.megabits) = (true, [0x09_0000], 480)
    case "keyboard": (kind.inputs, kind.interfaces) = ([[.keyboard, .keys]], [0x03_0101])
    case "mouse": (kind.inputs, kind.interfaces) = ([.mouse], [0x03_0102])
    case "keys": (kind.inputs, kind.interfaces) = ([.keys], [0x03_0000])
    case "touchpad": (kind.inputs, kind.interfaces) = ([.touchpad], [0x03_0000])
    case "tablet": (kind.inputs, kind.interfaces) = ([.tablet], [0x03_0000])
    case "touchscreen": (kind.inputs, kind.interfaces) = ([.touchscreen], [0x03_0000])
    case "sound": (kind.hasSound, kind.interfaces) = (true, [0x01_0100])
    case "storage": (kind.interfaces, kind.megabits) = ([0x08_0650], 480)
    case "camera": (kind.interfaces, kind.megabits) = ([0x0e_0100], 480)
    case "serial": (kind.hasSerialLine, kind.interfaces) = (true, [0x02_0201])
    case "printer": (kind.interfaces, kind.megabits) = ([0x07_0102], 480)
    case "reader": kind.interfaces = [0x0b_0000]
    case "security-key", "scanner":
      (kind.inputs, kind.interfaces) = ([[.keyboard, .keys]], [0x03_0101])
      kind.model = name == "scanner" ? (0x05e0, 0x1200) : (0x1050, 0x0407)
    case "display": (kind.interfaces, kind.megabits) = ([0xff_0000], 480)
    case "bluetooth": kind.interfaces = [0xe0_0101]
    case "phone": (kind.interfaces, kind.megabits) = ([0x06_0101], 480)
    case "other": kind.interfaces = [0xff_0000]
    default: return nil
    }
    return kind
  }
}

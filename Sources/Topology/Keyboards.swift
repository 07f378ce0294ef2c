import StationModel

/// What is a keyboard, and for whom: the judgements that rule 4 rests on.
struct Keyboards {
  /// Where an input device's reports come from.
  enum Source: Equatable {
    case usb(Int)
    /// Built in or wired to the board: PS/2, I²C, firmware.
    case onboard
    /// Reaches the whole computer, whichever hub its radio is on.
    case bluetooth
    /// Made by a program.
    case virtual
  }

  /// Linux `BUS_*` numbers (linux/input.h).
  private static let bluetoothBus: UInt16 = 5
  private static let virtualBus: UInt16 = 6

  /// USB devices that are a keyboard and nothing that points, in tree order.
  private(set) var plain: [Int] = []
  /// USB devices that are both: receivers, and mice with a keyboard interface.
  private(set) var combos: [Int] = []
  /// USB devices that udev calls keyboards and nobody types on, with what they are instead.
  private(set) var others: [Int: String] = [:]
  /// By device index; nil for what is not an input device.
  private(set) var source: [Source?]
  private var roles: [InputFacts.Roles]

  init(_ tree: Tree) {
    source = Array(repeating: nil, count: tree.devices.count)
    roles = Array(repeating: [], count: tree.devices.count)
    for (index, device) in tree.devices.enumerated() {
      guard case .input(let facts) = device.facts else { continue }
      let source = Self.source(of: device.path, bus: facts.busType, usb: tree.usb[index])
      self.source[index] = source
      roles[index].formUnion(facts.roles)
      if case .usb(let usb) = source { roles[usb].formUnion(facts.roles) }
    }
    for (index, device) in tree.devices.enumerated() {
      guard case .usb(let usb) = device.facts, roles[index].contains(.keyboard) else { continue }
      if let name = NotKeyboards.name(of: usb) {
        others[index] = name
      } else if roles[index].isDisjoint(with: .anyPointer) {
        plain.append(index)
      } else {
        combos.append(index)
      }
    }
    let plain = Set(plain)
    let combos = Set(combos)
    kind = source.indices.map { index in
      switch source[index] {
      case nil, .virtual: nil
      case .usb(let usb):
        !roles[index].contains(.keyboard)
          ? nil : plain.contains(usb) ? .plain : combos.contains(usb) ? .combo : nil
      case .onboard, .bluetooth: roles[index].contains(.keyboard) ? .plain : nil
      }
    }
  }

  /// By the index of the input device: what sort of keyboard it is, nil if none. `ID_INPUT_KEY`
  /// alone (power buttons, volume knobs) is none.
  private(set) var kind: [Kind?] = []

  enum Kind { case plain, combo }

  func isPointer(_ input: Int) -> Bool {
    source[input] != nil && source[input] != .virtual
      && !roles[input].isDisjoint(with: .anyPointer)
  }

  static func source(of path: DevicePath, bus: UInt16?, usb: Int?) -> Source {
    // First, since a Bluetooth keyboard served from user space lies in /devices/virtual as well.
    if bus == bluetoothBus { return .bluetooth }
    if bus == virtualBus || path.text.hasPrefix("/sys/devices/virtual/") { return .virtual }
    return usb.map { .usb($0) } ?? .onboard
  }
}

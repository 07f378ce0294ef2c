import StationModel

/// What each station consists of, from the devices that it owns.
struct Parts {
  /// By slot; each list sorted by kind, then path.
  private(set) var lists: [[Part]]
  private var sorted: [[PartKind: [(part: Part, index: Int)]]]

  init(
    tree: Tree, keyboards: Keyboards, stations: Stations, territory: Territory, displays: Displays
  ) {
    var bins = [[PartKind: [(part: Part, index: Int)]]](repeating: [:], count: stations.slots.count)
    let owner = territory.owner
    var hasPlain = [Bool](repeating: false, count: stations.slots.count)
    var isListed = [Bool](repeating: false, count: tree.devices.count)
    for (index, kind) in keyboards.kind.enumerated() where kind == .plain {
      if Self.isUsable(index, owner: owner[index], tree: tree) { hasPlain[owner[index]] = true }
    }
    func add(_ kind: PartKind, _ index: Int) {
      guard Self.isUsable(index, owner: owner[index], tree: tree) else { return }
      let device = tree.devices[index]
      bins[owner[index]][kind, default: []].append(
        (Part(kind: kind, device: device.path, label: device.label), index))
    }

    // A keyboard or mouse often has several input devices: the first stands for the thing.
    var seenKeyboards: Set<Int> = []
    var seenPointers: Set<Int> = []
    func isFirst(_ seen: inout Set<Int>, _ index: Int) -> Bool {
      guard case .usb(let usb) = keyboards.source[index] else { return true }
      return seen.insert(usb).inserted
    }
    // A Bluetooth keyboard lies below its radio, which stays a part of wherever it is plugged in.
    func list(_ index: Int) {
      if let usb = tree.usb[index], keyboards.source[index] != .bluetooth { isListed[usb] = true }
    }
    var hasSerialLine: Set<Int> = []
    for index in tree.devices.indices {
      switch tree.devices[index].facts {
      case .input:
        if let kind = keyboards.kind[index] {
          list(index)
          if kind == .plain || !hasPlain[owner[index]], isFirst(&seenKeyboards, index) {
            add(.keyboard, index)
          }
        }
        if keyboards.isPointer(index) {
          list(index)
          if isFirst(&seenPointers, index) { add(.pointer, index) }
        }
      case .sound:
        list(index)
        add(.sound, index)
      case .serialLine:
        if let usb = tree.usb[index] { hasSerialLine.insert(usb) }
      case .card, .connector: list(index)
      case .usb, .framebuffer: continue
      }
    }
    for index in tree.devices.indices {
      guard case .usb(let usb) = tree.devices[index].facts, !usb.isRootHub else { continue }
      if usb.isHub {
        add(.hub, index)
        continue
      }
      var kinds = Self.functions(of: usb)
      if hasSerialLine.contains(index) { kinds.insert(.serial) }
      // Sound that works is listed by its card already.
      if isListed[index] { kinds.remove(.sound) }
      for kind in kinds.sorted() { add(kind, index) }
      if kinds.isEmpty, !isListed[index] { add(.other, index) }
    }
    for display in displays.shown {
      guard let slot = display.claim.slot else { continue }
      let index = display.connector ?? display.card
      let part = Part(
        kind: .display, device: tree.devices[index].path,
        label: displays.label(of: display, tree: tree), display: display.place,
        status: displays.status(of: display, tree: tree))
      bins[slot][.display, default: []].append((part, index))
    }
    sorted = bins.map { bin in
      bin.mapValues { $0.sorted { $0.part.device < $1.part.device } }
    }
    lists = sorted.map { bin in PartKind.allCases.flatMap { (bin[$0] ?? []).map(\.part) } }
  }

  /// Lists for these stations what others found. Hubs that are only proposed own nothing, and people
  /// shall see all the same what is there and what they lack.
  mutating func list(_ slots: [Int], as others: Parts) {
    for slot in slots {
      lists[slot] = others.lists[slot]
      sorted[slot] = others.sorted[slot]
    }
  }

  /// The devices of these parts, in the order of the list.
  func devices(_ kind: PartKind, of slot: Int) -> [Int] { (sorted[slot][kind] ?? []).map(\.index) }

  /// What a USB device is for by its interfaces (usb.org, defined class codes), apart from what the
  /// kernel's input, sound and display devices tell better. One device can be several things: a
  /// webcam with a microphone, a keyboard with a card reader, a printer with a card slot.
  private static func functions(of usb: USBFacts) -> Set<PartKind> {
    var kinds: Set<PartKind> = []
    if NotKeyboards.isReader(usb) { kinds.insert(.reader) }
    for interface in usb.interfaces {
      switch interface >> 16 {
      case 0x01: kinds.insert(.sound)
      // Communication that is a modem; networks are of this class too, and no serial line.
      case 0x02 where interface >> 8 & 0xff == 2 && interface & 0xff != 0xff: kinds.insert(.serial)
      case 0x07: kinds.insert(.printer)
      case 0x08: kinds.insert(.storage)
      case 0x0b: kinds.insert(.reader)
      case 0x0e: kinds.insert(.camera)
      default: continue
      }
    }
    return kinds
  }

  /// What udev puts on another seat than the computer's own is no use to who sits at the host, even
  /// if no station has it.
  private static func isUsable(_ index: Int, owner: Int, tree: Tree) -> Bool {
    owner != Stations.host || tree.devices[index].ownSeat == nil
  }
}

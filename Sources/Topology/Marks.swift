import StationModel

/// What a station can be known by in another place: its hub, keyboard, pointer and monitor.
extension Findings {
  func marks(_ slot: Int) -> StationMarks {
    guard let anchor = stations.slots[slot].anchor else { return StationMarks() }
    func first(_ kind: PartKind, _ mark: (Int) -> DeviceMark?) -> DeviceMark? {
      for index in parts.devices(kind, of: slot) {
        if let mark = mark(index) { return mark }
      }
      return nil
    }
    func usb(_ index: Int) -> DeviceMark? {
      tree.usb[index].flatMap { DeviceMark(usb: tree.usbFacts($0)) }
    }
    var hub = DeviceMark(usb: tree.usbFacts(anchor))
    hub?.container = container(anchor)?.text
    return StationMarks(
      hub: hub, keyboard: first(.keyboard, usb), pointer: first(.pointer, usb),
      display: first(.display) { index in
        guard case .connector(let facts) = tree.devices[index].facts else { return nil }
        return facts.monitor.map { DeviceMark(monitor: $0) }
      })
  }

  /// The anchor's own ContainerID, else that of its other half or of another chip of the box.
  private func container(_ anchor: Int) -> ContainerID? {
    func either(_ hub: Int) -> ContainerID? {
      containers.good(hub) ?? halves.other[hub].flatMap { containers.good($0.hub) }
    }
    if let id = either(anchor) { return id }
    for chip in anchors.boxes.chips[anchor] ?? [] {
      if let id = either(chip) { return id }
    }
    return nil
  }
}

extension DeviceMark {
  init?(usb: USBFacts?) {
    guard let usb, let vendor = usb.vendor, let product = usb.product else { return nil }
    self.init(model: Self.model(vendor: vendor, product: product), serial: usb.serial)
  }

  static func model(vendor: UInt16, product: UInt16) -> String {
    hex(vendor) + ":" + hex(product)
  }

  init(monitor: Monitor) {
    self.init(model: monitor.make + ":" + Self.hex(monitor.product), serial: monitor.serial)
  }

  private static func hex(_ number: UInt16) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}

/// Serial numbers and ContainerIDs that tell nothing, since two hubs of one model have them at once.
enum SharedMarks {
  /// The two halves of one hub count once, and so do the chips of one box, which hang on each other.
  /// The serial number of a root hub is its controller's place.
  static func find(tree: Tree, halves: Halves) -> Set<SerialMark> {
    var seen: Set<Mark> = []
    var shared: Set<SerialMark> = []
    for hub in tree.hubs where !tree.isRootHub(hub) {
      let marks = marks(of: hub, tree: tree)
      if marks.isEmpty { continue }
      let kin = [tree.hubAbove[hub], halves.canonical[hub]].compactMap(\.self)
        .flatMap { self.marks(of: $0, tree: tree) }
      for mark in marks where !kin.contains(mark) && !seen.insert(mark).inserted {
        shared.insert(
          SerialMark(
            model: DeviceMark.model(vendor: mark.vendor, product: mark.product),
            serial: mark.number))
      }
    }
    return shared
  }

  private struct Mark: Hashable {
    var vendor: UInt16
    var product: UInt16
    var number: String
  }

  private static func marks(of hub: Int, tree: Tree) -> [Mark] {
    guard let facts = tree.usbFacts(hub), let vendor = facts.vendor, let product = facts.product
    else { return [] }
    let container = facts.containerID.flatMap { $0.isZero ? nil : $0.text }
    return [facts.serial, container].compactMap(\.self).map {
      Mark(vendor: vendor, product: product, number: $0)
    }
  }
}

extension Tree {
  /// The lasting names of the USB controllers that are there.
  var controllers: Set<String> {
    Set(hubs.compactMap { isRootHub($0) ? devices[$0].idPath : nil })
  }
}

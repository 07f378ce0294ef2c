import StationModel

/// The picture as a tree, flat: devices sorted so that whatever is above comes first.
///
/// Directories between two devices (interfaces, HID nodes) are not devices; "above" skips them.
struct Tree {
  private(set) var devices: [Device]
  /// The nearest device above, as an index; nil at the top.
  private(set) var parent: [Int?]
  /// The nearest USB device at or above.
  private(set) var usb: [Int?]
  /// The nearest USB hub strictly above.
  private(set) var hubAbove: [Int?]
  /// The root hub at or above.
  private(set) var rootHub: [Int?]
  /// All USB hubs, those above first.
  private(set) var hubs: [Int] = []

  init(_ picture: DevicePicture) {
    // With "/" as the lowest byte, a device's descendants follow it without a gap. Plain order
    // would let "a/b-1" come between "a/b" and "a/b/c".
    let found = Array(picture.devices.values)
    var order = found.enumerated().map { (key: Self.sortKey($1.path.text), index: $0) }
    order.sort { $0.key < $1.key }
    devices = order.map { found[$0.index] }
    parent = Array(repeating: nil, count: devices.count)
    usb = parent
    hubAbove = parent
    rootHub = parent
    var open: [Int] = []
    for index in devices.indices {
      while let last = open.last, !devices[index].path.isBelow(devices[last].path) {
        open.removeLast()
      }
      if let above = open.last {
        parent[index] = above
        hubAbove[index] = devices[above].isHub ? above : hubAbove[above]
        usb[index] = usb[above]
        rootHub[index] = rootHub[above]
      }
      if case .usb(let facts) = devices[index].facts {
        usb[index] = index
        if facts.isHub { hubs.append(index) }
        if facts.isRootHub { rootHub[index] = index }
      }
      open.append(index)
    }
  }

  /// The USB device's facts; nil for anything else.
  func usbFacts(_ index: Int) -> USBFacts? {
    guard case .usb(let facts) = devices[index].facts else { return nil }
    return facts
  }

  func isRootHub(_ index: Int) -> Bool { usbFacts(index)?.isRootHub == true }

  private static func sortKey(_ path: String) -> String {
    let utf8 = path.utf8
    return String(unsafeUninitializedCapacity: utf8.count) { buffer in
      var count = 0
      for byte in utf8 {
        buffer[count] = byte == UInt8(ascii: "/") ? 1 : byte
        count += 1
      }
      return count
    }
  }
}

extension Device {
  var isHub: Bool {
    if case .usb(let facts) = facts { return facts.isHub }
    return false
  }

  /// udev's seat if it is another than the computer's own.
  var ownSeat: String? { seat == "seat0" ? nil : seat }
}

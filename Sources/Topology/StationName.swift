import StationModel

/// The lasting name of a place where a station can be: the controller and the route to the hub.
struct StationName: Equatable {
  var controller: String
  var route: [Int]
  /// False if the kernel gives the controller no `ID_PATH`: the name then holds until unplugged.
  var isLasting: Bool

  var key: StationKey { .physical(controller: controller, route: route) }

  /// Reads the name from the hub's own `ID_PATH`; where that is missing or contradicts the route,
  /// from the root hub's, which is the controller's; else from the kernel's path.
  init(hub: Int, tree: Tree) {
    let device = tree.devices[hub]
    route = tree.usbFacts(hub)?.route ?? []
    if let idPath = device.idPath, let (controller, tail) = Self.split(idPath),
      tail == route.map(String.init).joined(separator: ".")
    {
      self.controller = controller
      isLasting = true
      return
    }
    var top = hub
    while let above = tree.hubAbove[top] { top = above }
    if tree.isRootHub(top), let controller = tree.devices[top].idPath {
      self.controller = controller
      isLasting = true
    } else {
      controller = tree.devices[top].path.text
      isLasting = false
    }
  }

  /// `pci-0000:00:04.0-usb-0:1.4` as `pci-0000:00:04.0` and `1.4`. The last "-usb-0:" counts: a
  /// controller inside a dock has one of its own in its name.
  static func split(_ idPath: String) -> (controller: String, route: Substring)? {
    let mark = "-usb-0:"
    let utf8 = idPath.utf8
    var end = utf8.endIndex
    while let start = utf8.index(end, offsetBy: -mark.utf8.count, limitedBy: utf8.startIndex) {
      if utf8[start..<end].elementsEqual(mark.utf8) {
        return start == utf8.startIndex ? nil : (String(idPath[..<start]), idPath[end...])
      }
      guard end > utf8.startIndex else { return nil }
      end = utf8.index(before: end)
    }
    return nil
  }
}

extension StationName {
  /// Controllers as numbers where they hold numbers, then routes port by port.
  static func sorted(_ named: [(hub: Int, name: StationName)]) -> [(hub: Int, name: StationName)] {
    // There are few controllers and many hubs: order those first, and only once.
    let controllers = Set(named.map(\.name.controller)).sorted(by: NumericOrder.precedes)
    let ranks = Dictionary(uniqueKeysWithValues: zip(controllers, controllers.indices))
    return named.map { (rank: ranks[$0.name.controller] ?? 0, hub: $0.hub, name: $0.name) }
      .sorted { left, right in
        left.rank != right.rank
          ? left.rank < right.rank : left.name.route.lexicographicallyPrecedes(right.name.route)
      }
      .map { ($0.hub, $0.name) }
  }
}

/// Orders names so that `usb9` comes before `usb10` and PCI address `09` before `1a`.
enum NumericOrder {
  static func precedes(_ left: String, _ right: String) -> Bool {
    let mine = tokens(left)
    let theirs = tokens(right)
    if mine != theirs { return mine.lexicographicallyPrecedes(theirs) }
    return left < right
  }

  /// A run of hex digits, its leading zeros gone, or one other byte.
  private struct Token: Comparable {
    var digits: [UInt8]
    var other: UInt8

    static func < (left: Token, right: Token) -> Bool {
      if left.other != right.other { return left.other < right.other }
      if left.digits.count != right.digits.count { return left.digits.count < right.digits.count }
      return left.digits.lexicographicallyPrecedes(right.digits)
    }
  }

  private static func tokens(_ text: String) -> [Token] {
    var result: [Token] = []
    var run: [UInt8]?
    for byte in text.utf8 {
      if (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) {
        run = (run ?? []) + (run?.isEmpty != false && byte == 0x30 ? [] : [byte])
        continue
      }
      if let digits = run { result.append(Token(digits: digits, other: 0)) }
      run = nil
      result.append(Token(digits: [], other: byte))
    }
    if let digits = run { result.append(Token(digits: digits, other: 0)) }
    return result
  }
}

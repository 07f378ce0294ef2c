import StationModel

/// Rule 2: is a hub inside the computer, outside it, or does nothing say?
struct HubPlaces {
  enum Place: Equatable {
    /// A root hub, or soldered to one.
    case inside
    case outside
    /// The firmware is silent: on-board hubs and external ones look alike then.
    case unclear
  }

  /// Nil for what is not a hub.
  private(set) var place: [Place?]

  init(_ tree: Tree, halves: Halves) {
    place = Array(repeating: nil, count: tree.devices.count)
    for hub in tree.hubs {
      guard let facts = tree.usbFacts(hub) else { continue }
      var word = Self.word(of: facts, isFixed: Self.isFixed(hub, tree: tree))
      // The two halves are in one socket: what the firmware says of either holds for both.
      if word == .unknown, let other = halves.other[hub]?.hub, let half = tree.usbFacts(other) {
        word = Self.word(of: half, isFixed: Self.isFixed(other, tree: tree))
      }
      place[hub] = Self.place(
        of: facts, word: word, below: tree.hubAbove[hub].flatMap { place[$0] })
    }
    for (fast, slow) in halves.canonical { place[fast] = place[slow] }
  }

  /// What is known of the socket. Hardwired beats all: firmware has no reason to make it up.
  private static func word(of hub: USBFacts, isFixed: Bool) -> USBFacts.Removable {
    if isFixed { return .fixed }
    return hub.socket == .hotplug ? .removable : hub.removable
  }

  /// Is the hub soldered to the one above, by the kernel's, the firmware's or that hub's own word?
  static func isFixed(_ hub: Int, tree: Tree) -> Bool {
    guard let facts = tree.usbFacts(hub) else { return false }
    if facts.removable == .fixed || facts.socket == .hardwired { return true }
    guard let port = facts.route.last, let above = tree.hubAbove[hub], !tree.isRootHub(above)
    else { return false }
    return tree.usbFacts(above)?.hub?.fixedPorts.contains(port) == true
  }

  /// - Parameters:
  ///   - word: what is known of the socket.
  ///   - above: where the hub above is; nil if that hub is not known.
  private static func place(
    of hub: USBFacts, word: USBFacts.Removable, below above: Place?
  ) -> Place {
    if hub.isRootHub { return .inside }
    // What hangs on an external hub is outside as well, even if its own port says nothing.
    if above == .outside { return .outside }
    switch word {
    case .removable: return .outside
    // Fixed to the hub above it: wherever that one is.
    case .fixed: return above ?? .unclear
    // Never inherited from a root hub: silent firmware would make every hub internal.
    case .unknown: return .unclear
    }
  }
}

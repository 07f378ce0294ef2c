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

  init(_ tree: Tree) {
    place = Array(repeating: nil, count: tree.devices.count)
    for hub in tree.hubs {
      guard let facts = tree.usbFacts(hub) else { continue }
      place[hub] = Self.place(of: facts, below: tree.hubAbove[hub].flatMap { place[$0] })
    }
  }

  /// - Parameter above: where the hub above is; nil if that hub is not known.
  static func place(of hub: USBFacts, below above: Place?) -> Place {
    if hub.isRootHub { return .inside }
    // What hangs on an external hub is outside as well, even if its own port says nothing.
    if above == .outside { return .outside }
    switch hub.removable {
    case .removable: return .outside
    // Fixed to the hub above it: wherever that one is.
    case .fixed: return above ?? .unclear
    // Never inherited from a root hub: silent firmware would make every hub internal.
    case .unknown: return .unclear
    }
  }
}

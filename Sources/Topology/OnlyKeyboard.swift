import StationModel

/// Part of rule 4: hubs whose keyboards the host needs.
///
/// A computer whose keyboard hangs on a monitor's hub must not become an incomplete station for ever,
/// nor lose it when a second such hub is plugged in. So while the host has no keyboard of its own,
/// every hub that nobody above topology calls a station's, and that is no whole station by itself, is
/// left to it. Nothing tells which one of several the host could do without.
enum OnlyKeyboard {
  /// The slots to leave to the host; none if it has a keyboard.
  static func needed(
    tree: Tree, keyboards: Keyboards, stations: Stations, layout: Layout
  ) -> Set<Int> {
    for (index, kind) in keyboards.kind.enumerated() where kind != nil {
      let isHosts =
        layout.territory.owner[index] == Stations.host && tree.devices[index].ownSeat == nil
      if isHosts { return [] }
    }
    var needed: Set<Int> = []
    // Slots are in the order of their names; by index, what is above comes first.
    for (hub, slot) in stations.slotOfHub.sorted(by: { $0.key < $1.key }) {
      let station = stations.slots[slot]
      guard station.owns, station.hasKeyboard, isWeak(station.standing) else { continue }
      // What udev puts on another seat would be no use to the host.
      guard tree.devices[hub].ownSeat == nil, !isWhole(slot, layout) else { continue }
      // Its devices would go to the station further out, and the host had nothing of it.
      if stations.ownerAbove(hub, besides: needed) != nil { continue }
      needed.insert(slot)
    }
    return needed
  }

  private static func isWeak(_ standing: Candidate.Standing) -> Bool {
    switch standing {
    case .decided(let authority): authority <= .topology
    case .undecided: true
    }
  }

  /// With a pointer and a display of its own, it lacks nothing: a dock is no less a station because
  /// the computer has no keyboard.
  private static func isWhole(_ slot: Int, _ layout: Layout) -> Bool {
    [.pointer, .display].allSatisfy { !layout.parts.devices($0, of: slot).isEmpty }
  }
}

/// Rules 5 and 6 for one set of stations: who has what, and what each station consists of.
struct Layout {
  var territory: Territory
  var displays: Displays
  var parts: Parts

  init(
    tree: Tree, keyboards: Keyboards, stations: Stations, halves: Halves,
    bindings: [StationKey: DisplayPlace]
  ) {
    territory = Territory(tree: tree, keyboards: keyboards, stations: stations, halves: halves)
    displays = Displays(
      tree: tree, stations: stations, territory: territory, bindings: bindings)
    parts = Parts(
      tree: tree, keyboards: keyboards, stations: stations, territory: territory,
      displays: displays)
  }
}

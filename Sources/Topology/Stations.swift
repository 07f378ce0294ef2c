import StationModel

/// The host and every anchor as places that can own devices. Slot 0 is the host.
struct Stations {
  struct Slot {
    var key: StationKey
    /// Nil for the host.
    var anchor: Int?
    var standing: Candidate.Standing
    /// The udev seat that is this station's by its own right, not handed down by a hub above that
    /// is a station itself.
    var seat: String?
    var hasKeyboard: Bool
    /// False for a hub whose keyboard is left to the host: it is proposed and has nothing.
    var owns = true
    var clash: String?
  }

  static let host = 0

  /// The host, then anchors in the order of their names.
  private(set) var slots: [Slot]
  private(set) var slotOfHub: [Int: Int] = [:]
  /// For each hub, the nearest anchor above it.
  private var anchorAbove: [Int: Int] = [:]

  init(tree: Tree, hubs: HubPlaces, anchors: Anchors, guidance: Guidance) {
    let isAnchor = Set(anchors.hubs)
    for hub in tree.hubs {
      guard let above = tree.hubAbove[hub] else { continue }
      anchorAbove[hub] = isAnchor.contains(above) ? above : anchorAbove[above]
    }
    slots = [
      Slot(key: .host, anchor: nil, standing: .decided(.topology), seat: nil, hasKeyboard: true)
    ]
    let named = anchors.hubs.compactMap { hub in anchors.names[hub].map { (hub: hub, name: $0) } }
    for (hub, name) in StationName.sorted(named) {
      let ownSeat = tree.devices[hub].ownSeat
      let isHandedDown = anchorAbove[hub].map { tree.devices[$0].ownSeat == ownSeat } ?? false
      let seat = isHandedDown ? nil : ownSeat
      slotOfHub[hub] = slots.count
      slots.append(
        Slot(
          key: name.key, anchor: hub,
          standing: Self.standing(
            name: name, place: hubs.place[hub] ?? .unclear, seat: seat,
            makesItsOwnSeat: tree.devices[hub].makesItsOwnSeat,
            guided: guidance.authority(for: name.key)),
          seat: seat, hasKeyboard: anchors.withKeyboard.contains(hub), clash: anchors.clashes[hub]))
    }
  }

  /// May the hub be taken? The highest authority that speaks is recorded.
  static func standing(
    name: StationName, place: HubPlaces.Place, seat: String?, makesItsOwnSeat: Bool,
    guided: Authority?
  ) -> Candidate.Standing {
    guard name.isLasting else {
      return .undecided(
        why: "its USB controller has no lasting name (ID_PATH) to remember the station by")
    }
    if let guided { return .decided(guided) }
    if seat != nil { return .decided(.udevSeat) }
    if makesItsOwnSeat { return .decided(.hardware) }
    if place == .outside { return .decided(.topology) }
    return .undecided(
      why: "the firmware does not say whether this hub is inside or outside the computer")
  }

  /// Leaves a hub to the host if the computer would have no keyboard without it; true if so.
  ///
  /// A computer whose only keyboard hangs on a monitor's hub must not become an incomplete station
  /// for ever. Authorities above topology decide otherwise. With two such hubs nothing tells which
  /// one is the host's, so none is left to it.
  mutating func leaveOnlyKeyboard(tree: Tree, keyboards: Keyboards, territory: Territory) -> Bool {
    for (index, kind) in keyboards.kind.enumerated() where kind != nil {
      let isHosts = territory.owner[index] == Self.host && tree.devices[index].ownSeat == nil
      if isHosts { return false }
    }
    let weak = slots.indices.filter { $0 != Self.host && slots[$0].hasKeyboard && isWeak($0) }
    guard weak.count == 1, let hub = slots[weak[0]].anchor, anchorAbove[hub] == nil else {
      return false
    }
    slots[weak[0]].owns = false
    slots[weak[0]].standing = .undecided(
      why: "its keyboard is the only one that the computer has, so it stays the host's until an "
        + "administrator binds this hub to a display")
    return true
  }

  private func isWeak(_ slot: Int) -> Bool {
    switch slots[slot].standing {
    case .decided(let authority): authority <= .topology
    case .undecided: true
    }
  }
}

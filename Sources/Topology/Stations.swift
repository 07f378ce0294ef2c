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
    var makesItsOwnSeat = false
    /// The highest authority that calls this very hub a station's.
    var claim = Authority.topology
    /// Why it is only proposed and has nothing; nil for all that own what hangs on them.
    var held: Held?
    var clash: String?

    var owns: Bool { held == nil }
    var isHosts: Bool {
      if case .neededByHost? = held { return true }
      return false
    }
    var isPart: Bool {
      if case .partOf? = held { return true }
      return false
    }
  }

  enum Held: Equatable {
    /// The host has no keyboard but those on such hubs: on this one alone, or on several.
    case neededByHost(isOnlyOne: Bool)
    /// It is part of the station at this slot, by udev's seat or the hardware database.
    case partOf(Int, Authority)
  }

  static let host = 0

  /// The host, then anchors in the order of their names.
  private(set) var slots: [Slot]
  private(set) var slotOfHub: [Int: Int] = [:]
  /// By udev's seat: the stations whose hubs are on it by their own right.
  private(set) var slotsOfSeat: [String: [Int]] = [:]
  /// For each hub, the nearest anchor above it.
  private(set) var anchorAbove: [Int: Int] = [:]

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
      let makesItsOwnSeat = tree.devices[hub].makesItsOwnSeat
      let guided = guidance.authority(for: name.key)
      slots.append(
        Slot(
          key: name.key, anchor: hub,
          standing: Self.standing(
            name: name, place: hubs.place[hub] ?? .unclear, seat: seat,
            makesItsOwnSeat: makesItsOwnSeat, guided: guided),
          seat: seat, hasKeyboard: anchors.withKeyboard.contains(hub),
          makesItsOwnSeat: makesItsOwnSeat,
          claim: guided ?? (seat != nil ? .udevSeat : makesItsOwnSeat ? .hardware : .topology),
          clash: anchors.clashes[hub]))
    }
    for hub in anchors.hubs { joinSeat(of: hub, tree: tree) }
    for (slot, station) in slots.enumerated() where station.owns {
      if let seat = station.seat { slotsOfSeat[seat, default: []].append(slot) }
    }
  }

  /// udev hands a seat down to all that hangs on a hub, and logind gives it to whoever sits there.
  /// So a hub with a keyboard on a station's hub is part of that station, unless somebody above
  /// udev calls it a station's. Outer hubs first.
  private mutating func joinSeat(of hub: Int, tree: Tree) {
    guard let slot = slotOfHub[hub], let outer = anchorAbove[hub].flatMap({ slotOfHub[$0] }) else {
      return
    }
    var keeper = outer
    if case .partOf(let station, _)? = slots[outer].held { keeper = station }
    let authority: Authority
    if let seat = tree.devices[hub].ownSeat {
      guard seat == slots[keeper].seat else { return }
      authority = .udevSeat
    } else {
      guard slots[keeper].makesItsOwnSeat else { return }
      authority = .hardware
    }
    guard slots[slot].claim < authority else { return }
    let key = slots[keeper].key
    slots[slot].held = .partOf(keeper, authority)
    slots[slot].standing = .undecided(
      why: authority == .hardware
        ? "the hardware database makes one seat of the hub at \(key) with all that hangs on it"
        : "udev puts it on one seat with the hub at \(key), so it is part of that station")
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

  /// Leaves these hubs to the host, and what is part of them with them.
  mutating func leaveToHost(_ needed: Set<Int>) {
    let isOnlyOne = needed.count == 1
    for slot in slots.indices {
      var keeper = slot
      if case .partOf(let station, _)? = slots[slot].held { keeper = station }
      guard needed.contains(keeper) else { continue }
      slots[slot].held = .neededByHost(isOnlyOne: isOnlyOne)
      slots[slot].standing = .undecided(
        why: "its keyboard is "
          + (isOnlyOne
            ? "the only one that the computer itself has"
            : "one of the keyboards that the computer needs")
          + ", so it stays the host's until an administrator binds this hub to a display")
    }
  }

  /// Those that are only proposed and own nothing.
  var held: [Int] { slots.indices.filter { !slots[$0].owns } }

  /// As if every hub with a keyboard had what hangs on it.
  var letGo: Stations {
    var free = self
    for slot in slots.indices { free.slots[slot].held = nil }
    return free
  }

  /// The nearest station above a hub that owns what hangs on it and is none of these.
  func ownerAbove(_ hub: Int, besides passed: Set<Int> = []) -> Int? {
    var next = anchorAbove[hub]
    while let outer = next {
      if let slot = slotOfHub[outer], slots[slot].owns, !passed.contains(slot) { return slot }
      next = anchorAbove[outer]
    }
    return nil
  }
}

import StationModel

/// Rule 4: the hubs that make a station, because somebody's keyboard is plugged into them.
///
/// The anchor is the nearest hub above a plain keyboard that is not inside the computer and not
/// inside a keyboard. Receivers and mice with a keyboard interface make an anchor only where no
/// plain keyboard is in reach: neither at their hub nor at a hub above or below it. A hub that an
/// administrator or the ledger knows as a station's stays one while its keyboard is being replaced.
///
/// Rules 1 and 3 will say which hubs are one box; until then each hub is a box of its own.
struct Anchors {
  /// In tree order, one for each key.
  private(set) var hubs: [Int] = []
  private(set) var names: [Int: StationName] = [:]
  /// Those that have a keyboard now.
  private(set) var withKeyboard: Set<Int> = []
  /// Hubs that are the inside of a keyboard.
  let keyboardHubs: Set<Int>
  /// Anchors whose key a second hub with a keyboard has as well, with what to say of it.
  private(set) var clashes: [Int: String] = [:]

  init(tree: Tree, hubs places: HubPlaces, keyboards: Keyboards, guidance: Guidance) {
    keyboardHubs = OwnHub.find(tree: tree, keyboards: keyboards)
    let known = knownHubs(tree: tree, guidance: guidance)
    let homes = self.homes(tree: tree, places: places, guidance: guidance)
    func anchors(of keyboards: [Int]) -> Set<Int> {
      Set(keyboards.compactMap { tree.hubAbove[$0].flatMap { homes[$0] } })
    }
    let plain = anchors(of: keyboards.plain)
    let reached = inReach(of: plain, tree: tree)
    let combo = anchors(of: keyboards.combos).filter { known.contains($0) || !reached.contains($0) }
    withKeyboard = plain.union(combo)
    choose(among: withKeyboard.union(known), tree: tree)
  }

  /// The hubs that the guidance names. Costs a name for every hub, so only if it names any.
  private mutating func knownHubs(tree: Tree, guidance: Guidance) -> Set<Int> {
    guard !guidance.bindings.isEmpty || !guidance.enrolled.isEmpty else { return [] }
    return Set(
      tree.hubs.filter { hub in
        !tree.isRootHub(hub) && guidance.authority(for: name(of: hub, tree: tree).key) != nil
      })
  }

  private mutating func name(of hub: Int, tree: Tree) -> StationName {
    if let name = names[hub] { return name }
    let name = StationName(hub: hub, tree: tree)
    names[hub] = name
    return name
  }

  /// For each hub, the hub that a keyboard plugged into it would anchor; nil is the host.
  private mutating func homes(tree: Tree, places: HubPlaces, guidance: Guidance) -> [Int?] {
    var homes = [Int?](repeating: nil, count: tree.devices.count)
    for hub in tree.hubs where !tree.isRootHub(hub) {
      let isPassedBy = keyboardHubs.contains(hub) || places.place[hub] == .inside
      if isPassedBy && !isSpokenFor(hub, tree: tree, guidance: guidance) {
        homes[hub] = tree.hubAbove[hub].flatMap { homes[$0] }
      } else {
        homes[hub] = hub
      }
    }
    return homes
  }

  /// Does somebody above topology say that this very hub is a station's?
  private mutating func isSpokenFor(_ hub: Int, tree: Tree, guidance: Guidance) -> Bool {
    if guidance.authority(for: name(of: hub, tree: tree).key) != nil { return true }
    let device = tree.devices[hub]
    if device.makesItsOwnSeat { return true }
    guard let seat = device.ownSeat else { return false }
    // A seat is handed down from hub to hub; only the first hub that has it was meant.
    guard let above = tree.hubAbove[hub], !tree.isRootHub(above) else { return true }
    return tree.devices[above].ownSeat != seat
  }

  /// The anchors themselves and all hubs above or below one.
  private func inReach(of anchors: Set<Int>, tree: Tree) -> Set<Int> {
    var reached = anchors
    for anchor in anchors {
      var hub = tree.hubAbove[anchor]
      while let above = hub, reached.insert(above).inserted { hub = tree.hubAbove[above] }
    }
    var below = anchors
    for hub in tree.hubs {
      if let above = tree.hubAbove[hub], below.contains(above) { below.insert(hub) }
    }
    return reached.union(below)
  }

  /// One hub for each key. The two halves of a USB 3 hub share theirs: the half with the keyboard
  /// is it, else the slower one.
  private mutating func choose(among hubs: Set<Int>, tree: Tree) {
    var byKey: [StationKey: [Int]] = [:]
    for hub in hubs.sorted() { byKey[name(of: hub, tree: tree).key, default: []].append(hub) }
    for (key, twins) in byKey {
      let seated = twins.filter(withKeyboard.contains)
      let ranked = (seated.isEmpty ? twins : seated).sorted { left, right in
        let speeds = [left, right].map { tree.usbFacts($0)?.megabits ?? 0 }
        return speeds[0] != speeds[1] ? speeds[0] < speeds[1] : left < right
      }
      guard let first = ranked.first else { continue }
      self.hubs.append(first)
      if seated.count > 1 {
        clashes[first] = "\(seated.count) hubs with keyboards have the one name \(key)"
      }
    }
    self.hubs.sort()
  }
}

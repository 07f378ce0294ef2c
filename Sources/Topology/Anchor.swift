import StationModel

/// Rule 4: the hubs that make a station, because somebody's keyboard is plugged into them.
///
/// The anchor is the nearest hub above a plain keyboard that is not inside the computer and not
/// inside a keyboard. Receivers and mice with a keyboard interface make an anchor only where no
/// plain keyboard is in reach: neither at their hub nor at a hub above or below it. A hub that an
/// administrator or the ledger knows as a station's stays one while its keyboard is being replaced.
///
/// By rules 1 and 3 several hubs can be one box. Its outermost USB 2 hub is the anchor then, wherever
/// in the box the keyboard is.
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

  /// Rule 3's boxes.
  private(set) var boxes: Boxes
  /// For each hub, the hub that a keyboard plugged into it would anchor; nil is the host.
  private(set) var home: [Int?] = []
  /// Combos that could have made an anchor, if no plain keyboard were in reach.
  private(set) var passedBy: Set<Int> = []

  init(
    tree: Tree, hubs places: HubPlaces, halves: Halves, containers: Containers,
    keyboards: Keyboards, guidance: Guidance
  ) {
    let keyboardHubs = OwnHub.find(tree: tree, keyboards: keyboards)
    self.keyboardHubs = keyboardHubs
    boxes = Boxes()
    let known = knownHubs(tree: tree, halves: halves, guidance: guidance)
    let spokenFor = Set(tree.hubs.filter { known.contains($0) || Self.isSeated($0, tree: tree) })
    let bound = known.filter { guidance.bindings[name(of: $0, tree: tree).key] != nil }
    boxes = Boxes(
      tree: tree, places: places, halves: halves, containers: containers,
      given: Boxes.Given(
        seated: Set(keyboards.plain.compactMap { tree.hubAbove[$0] }), keyboardHubs: keyboardHubs,
        spokenFor: spokenFor, bound: bound))
    let homes = self.homes(tree: tree, places: places, halves: halves, spokenFor: spokenFor)
    func anchors(of keyboards: [Int]) -> Set<Int> {
      Set(keyboards.compactMap { tree.hubAbove[$0].flatMap { homes[$0] } })
    }
    let plain = anchors(of: keyboards.plain)
    let reached = inReach(of: plain, tree: tree)
    let combo = anchors(of: keyboards.combos).filter { known.contains($0) || !reached.contains($0) }
    withKeyboard = plain.union(combo)
    passedBy = Set(
      keyboards.combos.filter { combo in
        guard let anchor = tree.hubAbove[combo].flatMap({ homes[$0] }) else { return false }
        return plain.contains(anchor) || !withKeyboard.contains(anchor)
      })
    home = homes
    choose(among: withKeyboard.union(known), tree: tree)
  }

  /// The hubs that the guidance names. Costs a name for every hub, so only if it names any. The
  /// faster half of a hub is not meant: it can have the name of another hub's slower half.
  private mutating func knownHubs(tree: Tree, halves: Halves, guidance: Guidance) -> Set<Int> {
    guard !guidance.bindings.isEmpty || !guidance.enrolled.isEmpty else { return [] }
    return Set(
      tree.hubs.filter { hub in
        !tree.isRootHub(hub) && halves.canonical[hub] == nil
          && guidance.authority(for: name(of: hub, tree: tree).key) != nil
      })
  }

  private mutating func name(of hub: Int, tree: Tree) -> StationName {
    if let name = names[hub] { return name }
    let name = StationName(hub: hub, tree: tree)
    names[hub] = name
    return name
  }

  /// For each hub, the hub that a keyboard plugged into it would anchor; nil is the host.
  private func homes(
    tree: Tree, places: HubPlaces, halves: Halves, spokenFor: Set<Int>
  ) -> [Int?] {
    var homes = [Int?](repeating: nil, count: tree.devices.count)
    for hub in tree.hubs where !tree.isRootHub(hub) {
      let isPassedBy = keyboardHubs.contains(hub) || places.place[hub] == .inside
      if isPassedBy && !spokenFor.contains(hub) {
        homes[hub] = tree.hubAbove[hub].flatMap { homes[$0] }
      } else if let outer = boxes.outer[hub], outer != hub {
        homes[hub] = homes[outer]
      } else {
        homes[hub] = hub
      }
    }
    for (fast, slow) in halves.canonical { homes[fast] = homes[slow] }
    return homes
  }

  /// Does udev or the hardware database say that this very hub makes a station?
  private static func isSeated(_ hub: Int, tree: Tree) -> Bool {
    if tree.isRootHub(hub) { return false }
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

  /// One hub for each key. Halves of a USB 3 hub that rule 1 could not join share theirs: the half
  /// with the keyboard is it, else the slower one.
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

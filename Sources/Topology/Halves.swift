import StationModel

/// Rule 1: which hubs of USB 3 are the other half of which hubs of USB 2.
///
/// A USB 3 hub is two hubs for the kernel, one for each speed, often on two buses and now and then
/// on two controllers. The USB 2 half stands for both: keyboards and the station's key are there.
struct Halves {
  enum Evidence: Equatable {
    case container(ContainerID)
    /// The kernel says that both are in one socket (`port/peer`).
    case peer
    /// The same port numbers on the same controller. Only a hint: nothing speaks against it.
    case route
  }

  /// By hub of the faster side: its USB 2 half.
  private(set) var canonical: [Int: Int] = [:]
  /// The reverse, with what told.
  private(set) var other: [Int: (hub: Int, evidence: Evidence)] = [:]
  /// By device: it lies on the faster side, at or below a SuperSpeed hub.
  private(set) var isFast: [Bool]

  init(_ tree: Tree, containers: Containers) {
    isFast = Array(repeating: false, count: tree.devices.count)
    var hasFast = false
    for index in tree.devices.indices {
      let isHub = tree.devices[index].isHub && (tree.usbFacts(index)?.megabits ?? 0) >= 5000
      isFast[index] = isHub || tree.parent[index].map { isFast[$0] } ?? false
      hasFast = hasFast || isHub
    }
    // Classrooms with USB 2 alone pay for nothing more.
    guard hasFast else { return }
    let fast = tree.hubs.filter { isFast[$0] && !tree.isRootHub($0) }
    let slow = tree.hubs.filter { !isFast[$0] && !tree.isRootHub($0) }
    joinByPeer(tree, fast: fast, slow: slow, containers: containers)
    joinByContainer(tree, fast: fast, slow: slow, containers: containers)
    joinByRoute(tree, fast: fast, slow: slow, containers: containers)
  }

  private mutating func join(_ fast: Int, _ slow: Int, _ evidence: Evidence) {
    canonical[fast] = slow
    other[slow] = (fast, evidence)
  }

  /// Equal ContainerIDs come first, but where several chips share one the socket tells which chip
  /// goes with which. So the kernel's word is asked first, and overruled by a ContainerID that is
  /// another hub's.
  private mutating func joinByPeer(
    _ tree: Tree, fast: [Int], slow: [Int], containers: Containers
  ) {
    var slowAt: [DevicePath: Int] = [:]
    var namedBy: [DevicePath: [Int]] = [:]
    for hub in slow {
      slowAt[tree.devices[hub].path] = hub
      if let peer = tree.usbFacts(hub)?.peer { namedBy[peer, default: []].append(hub) }
    }
    for hub in fast {
      let named = tree.usbFacts(hub)?.peer.flatMap { slowAt[$0] }
      let naming = namedBy[tree.devices[hub].path] ?? []
      let found = Set([named].compactMap(\.self) + naming)
      guard found.count == 1, let half = found.first, other[half] == nil else { continue }
      let mine = containers.good(hub)
      // Its ContainerID belongs to another USB 2 hub: that one is its half.
      if let mine, containers.good(half) != mine, containers.hasSlow(mine) { continue }
      let shared = mine.flatMap { containers.good(half) == $0 ? $0 : nil }
      join(hub, half, shared.map { .container($0) } ?? .peer)
    }
  }

  private mutating func joinByContainer(
    _ tree: Tree, fast: [Int], slow: [Int], containers: Containers
  ) {
    var slowOf: [ContainerID: [Int]] = [:]
    for hub in slow {
      if let id = containers.good(hub) { slowOf[id, default: []].append(hub) }
    }
    for hub in fast where canonical[hub] == nil {
      guard let id = containers.good(hub) else { continue }
      let free = (slowOf[id] ?? []).filter { other[$0] == nil }
      // The chips of one box: the one at the same place in it, else the outermost that is left.
      let route = tree.usbFacts(hub)?.route ?? []
      let twin = free.first { tree.usbFacts($0)?.route == route } ?? free.first
      if let twin { join(hub, twin, .container(id)) }
    }
  }

  private mutating func joinByRoute(
    _ tree: Tree, fast: [Int], slow: [Int], containers: Containers
  ) {
    var slowAt: [Place: [Int]] = [:]
    for hub in slow {
      if let place = Place(hub, tree: tree) { slowAt[place, default: []].append(hub) }
    }
    var fastAt: [Place: [Int]] = [:]
    for hub in fast {
      if let place = Place(hub, tree: tree) { fastAt[place, default: []].append(hub) }
    }
    for hub in fast where canonical[hub] == nil {
      guard let place = Place(hub, tree: tree), fastAt[place]?.count == 1,
        let found = slowAt[place], found.count == 1, let half = found.first, other[half] == nil,
        // What the kernel knows of the socket, it knows better than the numbers do.
        tree.usbFacts(hub)?.peer == nil, tree.usbFacts(half)?.peer == nil,
        containers.agree(hub, half)
      else { continue }
      // Below two outer hubs that are known not to be one, equal numbers say nothing.
      if let above = tree.hubAbove[hub], let halfAbove = tree.hubAbove[half],
        !tree.isRootHub(above), canonical[above] != halfAbove
      {
        continue
      }
      join(hub, half, .route)
    }
  }

  /// A controller, by its own directory, and the route from there.
  private struct Place: Hashable {
    var controller: DevicePath
    var route: [Int]

    init?(_ hub: Int, tree: Tree) {
      guard let root = tree.rootHub[hub], let controller = tree.devices[root].path.parent,
        let facts = tree.usbFacts(hub)
      else { return nil }
      self.controller = controller
      route = facts.route
    }
  }
}

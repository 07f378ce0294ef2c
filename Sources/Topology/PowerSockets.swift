import StationModel

/// Which port of which hub a device hangs on, at both speeds.
struct Sockets {
  struct Port: Hashable {
    var hub: Int
    var number: Int
  }

  private let tree: Tree
  private let halves: Halves

  init(_ tree: Tree) {
    self.tree = tree
    halves = Halves(tree, containers: Containers(tree))
  }

  /// Nil if the hub that it hangs on is not in the picture.
  func port(of device: Int) -> Port? {
    guard let hub = tree.hubAbove[device], let number = tree.usbFacts(device)?.route.last,
      tree.devices[device].path.parent == tree.devices[hub].path
    else { return nil }
    return Port(hub: hub, number: number)
  }

  func otherHalf(of hub: Int) -> Int? { halves.other[hub]?.hub ?? halves.canonical[hub] }

  /// The same socket's port for the other speed, with nothing in it: as the kernel says, else the
  /// port of that number on the hub's other half. Nil if there is none, or none is known.
  func otherSpeed(of device: Int, in port: Port) -> Port? {
    if let peer = tree.usbFacts(device)?.peer {
      guard let above = peer.parent,
        let digits = peer.name.split(whereSeparator: { "-.".contains($0) }).last,
        let number = Int(digits),
        let hub = tree.hubs.first(where: { tree.devices[$0].path == above })
      else { return nil }
      return Port(hub: hub, number: number)
    }
    return otherHalf(of: port.hub).map { Port(hub: $0, number: port.number) }
  }

  /// The same of a port whose box is gone. Its faster half may still be there, and names the socket.
  func otherSide(of gone: DevicePath, in port: Port) -> PowerSpot.OtherSide {
    let half = tree.devices.indices.first { tree.usbFacts($0)?.peer == gone }
    if let half, let there = self.port(of: half) { return .taken(there) }
    guard let hub = otherHalf(of: port.hub) else {
      return mayHaveOtherSpeed(port) ? .unknown : .none
    }
    let there = Port(hub: hub, number: port.number)
    return tree.devices.indices.contains { self.port(of: $0) == there }
      ? .taken(there) : .empty(there)
  }

  /// A port of a root hub whose controller has another one for USB 3. Which of their ports are one
  /// socket is the board's affair: the numbers need not be equal.
  func mayHaveOtherSpeed(_ port: Port) -> Bool {
    guard tree.isRootHub(port.hub) else { return false }
    let controller = tree.devices[port.hub].path.parent
    return tree.hubs.contains {
      tree.isRootHub($0) && halves.isFast[$0] && tree.devices[$0].path.parent == controller
    }
  }

  /// The hub of USB 2 in this place, the root hub if the route is empty; nil if there is none, or two.
  func slowHub(_ controller: String, _ route: [Int]) -> Int? {
    let found = tree.hubs.filter { hub in
      guard tree.usbFacts(hub)?.route == route, !halves.isFast[hub] else { return false }
      return StationName(hub: hub, tree: tree).controller == controller
    }
    return found.count == 1 ? found.first : nil
  }

  /// The ports that a hub must switch so that this one has no power.
  func switching(_ port: Port, facts: PowerFacts) throws(PowerRefusal) -> [PowerPort] {
    let hub = tree.devices[port.hub]
    guard let known = tree.usbFacts(port.hub)?.hub else {
      throw .notKnown(hub: hub.path, label: hub.label, why: facts.closedHubs[hub.path])
    }
    let numbers: [Int]
    switch known.power {
    case .none: throw .cannotSwitch(hub: hub.path, label: hub.label)
    case .perPort: numbers = [port.number]
    case .ganged: numbers = Array(1...max(known.ports, port.number))
    }
    return numbers.map { number in
      PowerPort(
        hub: hub.path, node: hub.node, hubLabel: hub.label, port: number, switching: known.power)
    }
  }

  /// All devices that hang on these ports, in tree order.
  func below(_ ports: [PowerPort]) -> [Int] {
    let numbers = Dictionary(grouping: ports, by: \.hub).mapValues { Set($0.map(\.port)) }
    var found: [Int] = []
    var top: DevicePath?
    for index in tree.devices.indices {
      let path = tree.devices[index].path
      if let top, path.isBelow(top) {
        found.append(index)
        continue
      }
      guard let port = self.port(of: index),
        numbers[tree.devices[port.hub].path]?.contains(port.number) == true
      else { continue }
      top = path
      found.append(index)
    }
    return found
  }
}

import StationModel

/// Rule 6: every display and whose it is. Connectors are displays, and a card that lists none.
struct Displays {
  struct Shown {
    var card: Int
    /// Nil for a card without connectors.
    var connector: Int?
    /// Nil if the card has no lasting name.
    var place: DisplayPlace?
    var claim: Claim
  }

  /// In tree order. Boot consoles are not among them.
  private(set) var shown: [Shown] = []
  /// What became of each card, connector and framebuffer as a device.
  private(set) var claims: [Int: Claim] = [:]
  /// The slots of stations that want the same display, with what to say of it.
  private(set) var conflicts: [Int: String] = [:]

  init(
    tree: Tree, stations: Stations, territory: Territory, bindings: [StationKey: DisplayPlace]
  ) {
    let judge = Claims(stations: stations, bindings: bindings)
    var connectors: [Int: [Int]] = [:]
    var cards: [Int] = []
    for (index, device) in tree.devices.enumerated() {
      switch device.facts {
      case .card: cards.append(index)
      case .connector:
        if let card = Self.card(above: index, tree: tree) {
          connectors[card, default: []].append(index)
        } else {
          claims[index] = .nobody(.topology, why: "its card is not known yet")
        }
      default: continue
      }
    }
    for card in cards {
      let sockets = connectors[card] ?? []
      guard case .card(let facts) = tree.devices[card].facts, !facts.isBootConsole else {
        let console = Claim.nobody(
          .hardware, why: "the firmware's boot console, which is nobody's display")
        for index in [card] + sockets { claims[index] = console }
        continue
      }
      let first = shown.count
      for socket in sockets.isEmpty ? [nil] : sockets.map(Optional.some) {
        shown.append(
          Self.show(card: card, socket: socket, tree: tree, territory: territory, judge: judge))
      }
      settle(card: card, displays: shown[first...], stations: stations)
    }
    giveFramebuffers(tree: tree, cards: cards)
  }

  private static func card(above connector: Int, tree: Tree) -> Int? {
    var next = tree.parent[connector]
    while let index = next {
      if case .card = tree.devices[index].facts { return index }
      next = tree.parent[index]
    }
    return nil
  }

  private static func show(
    card: Int, socket: Int?, tree: Tree, territory: Territory, judge: Claims
  ) -> Shown {
    let device = tree.devices[card]
    guard let idPath = device.idPath else {
      return Shown(
        card: card, connector: socket, place: nil,
        claim: .station(
          slot: Stations.host, .topology,
          why: "its card has no lasting name (ID_PATH), so it cannot be bound and is the host's"))
    }
    var name: String?
    if let socket, case .connector(let facts) = tree.devices[socket].facts { name = facts.name }
    let place = DisplayPlace(card: idPath, connector: name)
    let seat = socket.flatMap { tree.devices[$0].ownSeat } ?? device.ownSeat
    return Shown(
      card: card, connector: socket, place: place,
      claim: judge.judge(place: place, seat: seat, owner: territory.owner[card]))
  }

  /// Where the card itself goes: with its displays if they agree, else to the host.
  private mutating func settle(card: Int, displays: ArraySlice<Shown>, stations: Stations) {
    for display in displays {
      if let socket = display.connector { claims[socket] = display.claim }
      guard case .conflict(let slots, _, let why) = display.claim else { continue }
      for slot in slots where conflicts[slot] == nil { conflicts[slot] = why }
    }
    guard let first = displays.first else { return }
    if displays.allSatisfy({ $0.claim.slot == first.claim.slot }) {
      claims[card] = first.claim
      return
    }
    let owners = Set(displays.compactMap(\.claim.slot)).sorted()
    let names = owners.map { stations.slots[$0].key.text }.joined(separator: " and ")
    claims[card] = .nobody(
      .topology,
      why: "its sockets belong to \(names); one card can drive the seat of only one of them")
  }

  /// A framebuffer is its card's: both lie below the same device.
  private mutating func giveFramebuffers(tree: Tree, cards: [Int]) {
    var cardOfDevice: [DevicePath: Int] = [:]
    for card in cards {
      if let owner = tree.devices[card].path.parent?.parent { cardOfDevice[owner] = card }
    }
    for (index, device) in tree.devices.enumerated() {
      guard case .framebuffer = device.facts, let owner = device.path.parent?.parent,
        let card = cardOfDevice[owner]
      else { continue }
      claims[index] = claims[card]
    }
  }

  /// The displays that can be bound.
  func found(tree: Tree, stations: Stations) -> [FoundDisplay] {
    shown.compactMap { display in
      guard let place = display.place else { return nil }
      return FoundDisplay(
        place: place, card: tree.devices[display.card].path,
        kernelName: tree.devices[display.connector ?? display.card].path.name,
        label: label(of: display, tree: tree), status: status(of: display, tree: tree) ?? .unknown,
        station: display.claim.slot.map { stations.slots[$0].key })
    }
  }

  /// What people see: the monitor if one told its name, and the socket that it is in. A socket of a
  /// USB adapter has the adapter's name before it.
  func label(of display: Shown, tree: Tree) -> String {
    let device = tree.devices[display.connector ?? display.card]
    let adapter = tree.usb[display.card].map { tree.devices[$0].label }
    guard case .connector(let facts) = device.facts else { return adapter ?? device.label }
    let socket = adapter.map { $0 + " " + facts.name }
    guard let monitor = facts.monitor else { return socket ?? device.label }
    return monitor.label + " on " + (socket ?? facts.name)
  }

  /// Nil for a card without connectors.
  func status(of display: Shown, tree: Tree) -> ConnectorFacts.Status? {
    guard let socket = display.connector, case .connector(let facts) = tree.devices[socket].facts
    else { return nil }
    return facts.status
  }
}

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
  private(set) var judgements: [Int: Judgement] = [:]
  /// The slots of stations that want the same display, with what to say of it.
  private(set) var conflicts: [Int: String] = [:]
  private(set) var evdi: Evdi
  /// By evdi card that nothing decides: the stations whose adapter may show it.
  private(set) var maybe: [Int: [Int]] = [:]

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
          judgements[index] = Judgement(.nobody(.topology, why: "its card is not known yet"))
        }
      default: continue
      }
    }
    evdi = Evdi(tree: tree, cards: cards, owner: territory.owner)
    for card in cards {
      let sockets = connectors[card] ?? []
      guard case .card(let facts) = tree.devices[card].facts, !facts.isBootConsole else {
        let console = Judgement(
          .nobody(.hardware, why: "the firmware's boot console, which is nobody's display"))
        for index in [card] + sockets { judgements[index] = console }
        continue
      }
      let outlet = outlet(of: card, tree: tree, stations: stations, territory: territory)
      var found: [Judgement] = []
      for socket in sockets.isEmpty ? [nil] : sockets.map(Optional.some) {
        let place = place(card: card, socket: socket, tree: tree)
        let seat = socket.flatMap { tree.devices[$0].ownSeat } ?? tree.devices[card].ownSeat
        let judgement =
          place == nil && evdi.outlets[card] == nil
          ? Self.unnamed(outlet, stations: stations)
          : judge.judge(place: place, seat: seat, outlet: outlet)
        if let socket { judgements[socket] = judgement }
        found.append(judgement)
        shown.append(
          Shown(card: card, connector: socket, place: place, claim: judgement.claim))
      }
      settle(card: card, found, stations: stations)
      if case .nobody(.heuristics, _, let slots) = outlet,
        found.contains(where: { $0.claim.authority == .heuristics })
      {
        maybe[card] = slots
      }
    }
    giveFramebuffers(tree: tree, cards: cards)
  }

  private static func unnamed(_ outlet: Outlet, stations: Stations) -> Judgement {
    let why = "its card has no lasting name (ID_PATH), so it cannot be bound and is the host's"
    var lost: [Alternative] = []
    if case .territory(let slot, let authority, let why) = outlet {
      lost.append(
        Alternative(
          station: stations.slots[slot].key, rule: .display, authority: authority,
          why: "\(why), but has no lasting name to be remembered by"))
    }
    return Judgement(.station(slot: Stations.host, .topology, why: why), lost)
  }

  private static func card(above connector: Int, tree: Tree) -> Int? {
    var next = tree.parent[connector]
    while let index = next {
      if case .card = tree.devices[index].facts { return index }
      next = tree.parent[index]
    }
    return nil
  }

  private func place(card: Int, socket: Int?, tree: Tree) -> DisplayPlace? {
    var name: String?
    if let socket, case .connector(let facts) = tree.devices[socket].facts { name = facts.name }
    return evdi.idPath(of: card, tree: tree).map { DisplayPlace(card: $0, connector: name) }
  }

  /// Where the card itself goes: with its displays if they agree, else to the host.
  private mutating func settle(card: Int, _ displays: [Judgement], stations: Stations) {
    for display in displays {
      guard case .conflict(let slots, _, let why) = display.claim else { continue }
      for slot in slots where conflicts[slot] == nil { conflicts[slot] = why }
    }
    guard let first = displays.first else { return }
    if displays.allSatisfy({ $0.claim.slot == first.claim.slot }) {
      judgements[card] = first
      return
    }
    let owners = Set(displays.compactMap(\.claim.slot)).sorted()
    let names = owners.map { stations.slots[$0].key.text }.joined(separator: " and ")
    let claim = Claim.nobody(
      .topology,
      why: "its sockets belong to \(names); one card can drive the seat of only one of them")
    let lost = displays.compactMap { display in
      display.claim.slot.map { slot in
        Alternative(
          station: stations.slots[slot].key, rule: .display, authority: display.claim.authority,
          why: "it has a socket of the card, but not all")
      }
    }
    judgements[card] = Judgement(
      claim, lost.ranked(without: stations.slots[Stations.host].key, orNobody: true))
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
      judgements[index] = judgements[card]
    }
  }
}

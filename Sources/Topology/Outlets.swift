import StationModel

/// Part of rule 6: what the tree of devices tells of where a card's picture comes out.
extension Displays {
  func outlet(
    of card: Int, tree: Tree, stations: Stations, territory: Territory
  ) -> Outlet {
    func place(_ slot: Int, _ what: String) -> Outlet {
      if slot == Stations.host { return .host }
      let key = stations.slots[slot].key
      if stations.slots[slot].makesItsOwnSeat {
        return .territory(
          slot: slot, .hardware,
          why: "\(what) below the hub at \(key), which the hardware database calls a seat")
      }
      return .territory(slot: slot, .topology, why: "\(what) below the hub at \(key)")
    }
    func owners(_ adapters: [Int]) -> [Int] { Set(adapters.map { territory.owner[$0] }).sorted() }
    switch evdi.outlets[card] {
    case nil: return place(territory.hung[card], "its card is")
    case .adapter(let adapter, _)?:
      let name = tree.devices[adapter].path.name
      return place(
        territory.owner[adapter], "its driver names the USB adapter \(name), which is")
    case .oneOf(let adapters)?:
      let what =
        adapters.count == 1
        ? "only the USB adapter \(Evdi.names(adapters, tree: tree)) has no other card, and it is"
        : "it is shown by the USB adapter \(Evdi.names(adapters, tree: tree)), all of them"
      return place(owners(adapters).first ?? Stations.host, what)
    case .unclear(let adapters)?:
      return .nobody(
        .heuristics,
        why: "its driver does not say which USB adapter shows it, and it could be "
          + "\(Evdi.names(adapters, tree: tree)); decide with: stationctl station bind",
        maybe: owners(adapters))
    case .nowhere?:
      return .nobody(
        .topology, why: "a card of evdi, and no USB adapter is plugged in that could show it",
        maybe: [])
    }
  }
}

extension Displays {
  /// The evdi cards that may be shown by an adapter of this station, by their kernel names; nil if
  /// there are none.
  func undecided(_ slot: Int, tree: Tree) -> String? {
    let cards = maybe.filter { $0.value.contains(slot) }.keys.sorted()
    return cards.isEmpty
      ? nil : cards.map { tree.devices[$0].path.name }.joined(separator: " or ")
  }
}

import StationModel

/// Who wants one display, by rule 6, and who gets it.
enum Claim: Equatable {
  case station(slot: Int, Authority, why: String)
  /// Nobody may use it; as a device it is the host's.
  case nobody(Authority, why: String)
  /// Two or more want it with the same right. The slots are those of stations that are there.
  case conflict(slots: [Int], Authority, why: String)

  var slot: Int? {
    if case .station(let slot, _, _) = self { return slot }
    return nil
  }
}

/// What claims rest on, arranged for look-up.
struct Claims {
  private var bindings: [String: [(key: StationKey, place: DisplayPlace)]] = [:]
  private var slotOfKey: [StationKey: Int] = [:]
  private var slotsOfSeat: [String: [Int]] = [:]
  private let stations: Stations

  init(stations: Stations, bindings: [StationKey: DisplayPlace]) {
    self.stations = stations
    for (key, place) in bindings.sorted(by: { $0.key < $1.key }) {
      self.bindings[place.card, default: []].append((key, place))
    }
    for (slot, station) in stations.slots.enumerated() where station.owns {
      slotOfKey[station.key] = slot
      if let seat = station.seat { slotsOfSeat[seat, default: []].append(slot) }
    }
  }

  /// Judges one display, highest authority first.
  ///
  /// - Parameters:
  ///   - seat: udev's seat of the connector or its card; nil is the computer's own.
  ///   - owner: whose territory the card is in.
  func judge(place: DisplayPlace, seat: String?, owner: Int) -> Claim {
    if let claim = bound(place) ?? seated(place, seat: seat) { return claim }
    if owner != Stations.host {
      return .station(
        slot: owner, .topology, why: "its card is below the hub at \(stations.slots[owner].key)")
    }
    if let seat {
      return .nobody(
        .udevSeat, why: "udev puts it on \(seat), and no station's hub is on that seat")
    }
    return .station(
      slot: Stations.host, .topology, why: "no station has it, so it is the host's")
  }

  private func bound(_ place: DisplayPlace) -> Claim? {
    let bound = (bindings[place.card] ?? []).filter { $0.place.overlaps(place) }
    guard let first = bound.first else { return nil }
    if bound.count > 1 {
      let names = bound.map(\.key.text).joined(separator: " and ")
      return .conflict(
        slots: bound.compactMap { slotOfKey[$0.key] }, .administrator,
        why: "display \(place) is bound to \(names); unbind all but one")
    }
    guard let slot = slotOfKey[first.key] else {
      return .nobody(
        .administrator, why: "an administrator bound it to \(first.key), which is not plugged in")
    }
    return .station(slot: slot, .administrator, why: "an administrator bound it to \(first.key)")
  }

  private func seated(_ place: DisplayPlace, seat: String?) -> Claim? {
    guard let seat, let slots = slotsOfSeat[seat], let first = slots.first else { return nil }
    if slots.count > 1 {
      let names = slots.map { stations.slots[$0].key.text }.joined(separator: " and ")
      return .conflict(
        slots: slots, .udevSeat,
        why: "display \(place) is on \(seat), and so are the hubs of \(names); "
          + "bind it to one of them")
    }
    return .station(
      slot: first, .udevSeat,
      why: "udev puts it on \(seat), as it does the hub at \(stations.slots[first].key)")
  }
}

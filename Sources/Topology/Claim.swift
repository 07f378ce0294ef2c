import StationModel

/// Who wants one display, by rule 6.
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

  var authority: Authority {
    switch self {
    case .station(_, let authority, _), .nobody(let authority, _), .conflict(_, let authority, _):
      authority
    }
  }

  var why: String {
    switch self {
    case .station(_, _, let why), .nobody(_, let why), .conflict(_, _, let why): why
    }
  }
}

/// Where the picture of a card comes out, as far as devices tell.
enum Outlet {
  /// In a station's territory, on this authority.
  case territory(slot: Int, Authority, why: String)
  /// Below no station's hub.
  case host
  /// It is not known, or there is none. One of these stations may have it.
  case nobody(Authority, why: String, maybe: [Int])
}

/// What claims rest on, arranged for look-up.
struct Claims {
  private var bindings: [String: [(key: StationKey, place: DisplayPlace)]] = [:]
  private var slotOfKey: [StationKey: Int] = [:]
  private let stations: Stations

  init(stations: Stations, bindings: [StationKey: DisplayPlace]) {
    self.stations = stations
    for (key, place) in bindings.sorted(by: { $0.key < $1.key }) {
      self.bindings[place.card, default: []].append((key, place))
    }
    for (slot, station) in stations.slots.enumerated() where station.owns {
      slotOfKey[station.key] = slot
    }
  }

  /// Judges one display: all claims to it, the one that wins first.
  ///
  /// A seat that no station's hub is on comes after what hangs below a station's hub, although udev
  /// stands above topology: it names no station, so it speaks for none.
  ///
  /// - Parameters:
  ///   - place: nil if it has no name to be bound by.
  ///   - seat: udev's seat of the connector or its card; nil is the computer's own.
  func judge(place: DisplayPlace?, seat: String?, outlet: Outlet) -> Judgement {
    var claims: [Claim] = []
    if let place {
      if let claim = bound(place) { claims.append(claim) }
      if let claim = seated(place.description, seat: seat) { claims.append(claim) }
    }
    let hasSeat = seat.map { stations.slotsOfSeat[$0] != nil } ?? false
    if case .territory(let slot, let authority, let why) = outlet {
      claims.append(.station(slot: slot, authority, why: why))
    }
    if let seat, !hasSeat {
      claims.append(
        .nobody(.udevSeat, why: "udev puts it on \(seat), and no station's hub is on that seat"))
    }
    if case .nobody(let authority, let why, let maybe) = outlet {
      claims.append(.nobody(authority, why: why))
      for slot in maybe {
        claims.append(
          .station(slot: slot, .heuristics, why: "an adapter of this station may show it"))
      }
    } else {
      claims.append(
        .station(
          slot: Stations.host, .topology, why: "no station has it, so it is the host's"))
    }
    return Judgement(claims, stations: stations)
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

  private func seated(_ place: String, seat: String?) -> Claim? {
    guard let seat, let slots = stations.slotsOfSeat[seat], let first = slots.first else {
      return nil
    }
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

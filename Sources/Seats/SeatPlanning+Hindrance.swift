import StationModel

/// What keeps devices from being attached.
extension SeatPlanning {
  func hindered(
    _ station: SeatStation, _ roots: [DevicePath], _ members: [DevicePath: [DevicePath]],
    _ target: String
  ) -> PlannedSeat? {
    if case .unknown(let why) = input.rules {
      return PlannedSeat(
        number: station.number, name: station.name, seat: target, state: .waiting,
        why: "Which devices have seats is not known: \(why).")
    }
    for root in roots {
      if let line = unnamed(station, root) ?? ambiguous(station, root) ?? companions(station, root)
      {
        return line
      }
    }
    let moving = roots.flatMap { members[$0] ?? [] }
      .filter { input.picture[$0]?.ownSeat != target }
    if let line = lastOfTheHost(station, moving) { return line }
    let seats = Set(moving.map { input.picture[$0]?.ownSeat ?? "seat0" })
    if let obstacle = people.obstacle(on: seats) {
      return PlannedSeat(
        number: station.number, name: station.name, seat: target, state: .waiting,
        why: "Its devices are on \(seats.sorted().joined(separator: " and ")) and are left there "
          + "\(obstacle).", devices: roots)
    }
    return nil
  }

  /// Something below the hub that a rule of somebody else's keeps on another seat.
  func astray(
    _ station: SeatStation, roots: [DevicePath], members: [DevicePath: [DevicePath]],
    target: String
  ) -> PlannedSeat? {
    for root in roots {
      let handedDown = input.picture[root]?.ownSeat
      for path in members[root] ?? [] where path != root {
        guard let device = input.picture[path], let seat = device.ownSeat, seat != target,
          seat != handedDown, stationNumber(ofSeat: seat) == nil
        else { continue }
        return impossible(
          station,
          "\(device.label) (\(path.name)) is on \(seat) by a rule that is not the agent's.",
          nextStep: "See udev's rules for it: grep -r \(seat) /etc/udev/rules.d")
      }
    }
    return nil
  }

  /// Without a lasting name for seats, or with one that changes from boot to boot.
  private func unnamed(_ station: SeatStation, _ root: DevicePath) -> PlannedSeat? {
    guard let device = input.picture[root] else { return nil }
    if case .card(let card) = device.facts, card.evdi != nil {
      return impossible(
        station,
        "Its display \(root.name) is one of the driver evdi, whose cards are numbered in the order in "
          + "which they come: a rule for it would be another station's after the next start.",
        nextStep: "A graphics card, or an adapter that the driver udl serves, solves it.")
    }
    if device.seatName != nil, device.isForSeats == true { return nil }
    return impossible(
      station, "udev gives \(device.label) (\(root.name)) no name for seats (ID_FOR_SEAT).",
      nextStep: "See what it says: udevadm info \(root)")
  }

  /// A rule goes by a name that devices at both speeds of a port share, and would take all that have it.
  private func ambiguous(_ station: SeatStation, _ root: DevicePath) -> PlannedSeat? {
    guard let name = input.picture[root]?.seatName else { return nil }
    let others = input.picture.devices.values.filter {
      $0.seatName == name && !isMine($0.path, station)
    }
    guard let other = others.min(by: { $0.path < $1.path }) else { return nil }
    return impossible(
      station,
      "udev has one name (\(name)) for its \(root.name) and for \(other.label) "
        + "(\(other.path.name)) of \(owner(of: other.path)), so a rule would take both.",
      nextStep: "Plug one of them into another port.")
  }

  private func isMine(_ path: DevicePath, _ station: SeatStation) -> Bool {
    input.assignments[path]?.station == station.key
      || station.cards.contains { $0.others.isEmpty && ($0.path == path || path.isBelow($0.path)) }
  }

  /// What hangs below the hub and is not the station's would go with it, unless it has a seat already.
  private func companions(_ station: SeatStation, _ root: DevicePath) -> PlannedSeat? {
    let seat = input.picture[root]?.ownSeat
    let dragged = input.picture.paths(below: root).filter { path in
      guard let device = input.picture[path] else { return false }
      return device.isForSeats == true && device.ownSeat == seat && !isMine(path, station)
    }
    guard let first = dragged.first else { return nil }
    let goesFirst = dragged.allSatisfy { path in
      lines.contains { $0.state == .attach && isPlanned(path, in: $0) }
    }
    let label = input.picture[first]?.label ?? first.name
    if goesFirst {
      return PlannedSeat(
        number: station.number, name: station.name, state: .waiting,
        why:
          "\(label) (\(first.name)) of \(owner(of: first)) hangs on its hub and gets its own seat "
          + "first.")
    }
    return impossible(
      station,
      "\(label) (\(first.name)) of \(owner(of: first)) hangs on its hub and would go with it.",
      nextStep: "Plug it in elsewhere, or give it a seat of its own first.")
  }

  private func isPlanned(_ path: DevicePath, in line: PlannedSeat) -> Bool {
    line.devices.contains { $0 == path || path.isBelow($0) }
  }

  private func owner(of path: DevicePath) -> String {
    guard let key = input.assignments[path]?.station, key != .host else { return "the host" }
    return input.stations.first { $0.key == key }.map { "station \($0.number) (\($0.name))" }
      ?? "the station at \(key)"
  }

  /// Counted by what is on the computer's own seat, whoever's it is: somebody must be able to type there.
  private func lastOfTheHost(_ station: SeatStation, _ moving: [DevicePath]) -> PlannedSeat? {
    let moving = Set(moving)
    func isLast(_ devices: [DevicePath]) -> Bool {
      let there = devices.filter { input.picture[$0]?.ownSeat == nil && !taken.contains($0) }
      return there.contains(where: moving.contains) && there.allSatisfy(moving.contains)
    }
    if isLast(input.keyboards) {
      return impossible(
        station, "The computer itself would have no keyboard left on its own seat.",
        nextStep: "Plug a keyboard into the computer itself.")
    }
    let cards = input.picture.devices.values.filter { device in
      guard case .card(let card) = device.facts else { return false }
      return !card.isBootConsole && card.isMasterOfSeat != false
    }.map(\.path)
    if isLast(cards) {
      return impossible(
        station, "The computer itself would have no graphics card left on its own seat.",
        nextStep: "It keeps one; a USB display adapter gives the station one of its own.")
    }
    return nil
  }
}

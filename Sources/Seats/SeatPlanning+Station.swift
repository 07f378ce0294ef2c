import StationModel

/// The line of one station.
extension SeatPlanning {
  func line(for station: SeatStation) -> PlannedSeat {
    if station.key == .host {
      return PlannedSeat(
        number: station.number, name: station.name, seat: "seat0", state: .none,
        why: "It is this computer itself, whose seat is always there.")
    }
    if let line = absent(station) { return line }
    let own = station.cards.filter(\.others.isEmpty).map(\.path)
    if own.isEmpty { return noCard(station) }
    let hubs = hubs(of: station)
    let roots = hubs + own.filter { card in !hubs.contains { card.isBelow($0) } }.sorted()
    let members = members(of: station, roots: roots)
    let all = members.values.flatMap { $0 }
    if let stale = stale(station, members: all) { return stale }
    if hubs.isEmpty {
      return impossible(station, "It has no hub that could be put on a seat.")
    }
    let seats = Set(roots.compactMap { input.picture[$0]?.ownSeat })
    let foreign = seats.filter { stationNumber(ofSeat: $0) == nil }.sorted()
    if foreign.count > 1 {
      return impossible(
        station,
        "Its hub and its card are on two seats already: \(foreign.joined(separator: ", ")).",
        nextStep: "Put them on one with: loginctl attach SEAT DEVICE")
    }
    let target = foreign.first ?? seatName(ofStation: station.number)
    let late = roots.filter { root in
      (members[root] ?? []).contains { input.picture[$0]?.ownSeat != target }
    }
    if late.isEmpty {
      return PlannedSeat(
        number: station.number, name: station.name, seat: target, state: .ready,
        why: "Its hub and its card are on \(target).", nextStep: screenHint(target))
    }
    if let line = astray(station, roots: roots, members: members, target: target) { return line }
    if let line = unfinished(station) { return line }
    if foreign.first != nil {
      return halfForeign(station, there: roots.filter { !late.contains($0) }, late, target)
    }
    let moved = late + formerlyElsewhere(late, members, target)
    return hindered(station, moved, members, target)
      ?? PlannedSeat(
        number: station.number, name: station.name, seat: target, state: .attach,
        why: "Its hub and its card are to be attached to \(target).",
        nextStep: "Do it with: stationctl seat apply \(station.number)", devices: moved)
  }

  /// What hangs below and has a rule of the agent's from when it was at another station: it does not
  /// follow its hub before that rule is another one.
  private func formerlyElsewhere(
    _ roots: [DevicePath], _ members: [DevicePath: [DevicePath]], _ target: String
  ) -> [DevicePath] {
    let old = Set(
      input.rules.list.filter { $0.station != nil && $0.seat != target }.map(\.device))
    return roots.flatMap { root in
      (members[root] ?? []).filter { path in
        path != root && input.picture[path]?.seatName.map(old.contains) == true
      }
    }.sorted()
  }

  /// By root: itself and what udev counts among seats below it, if it is the station's.
  private func members(
    of station: SeatStation, roots: [DevicePath]
  ) -> [DevicePath: [DevicePath]] {
    var members: [DevicePath: [DevicePath]] = [:]
    for root in roots {
      members[root] = [root]
      for path in input.picture.paths(below: root)
      where input.picture[path]?.isForSeats == true
        && input.assignments[path]?.station == station.key
      {
        members[root]?.append(path)
      }
    }
    return members
  }

  /// X on the computer's own seat takes every card that it sees (AutoAddGPU) and does not give it back
  /// when the card changes seats, so no display server can start there.
  private func screenHint(_ seat: String) -> String? {
    guard stationNumber(ofSeat: seat) != nil, input.screens.contains("seat0"),
      !input.screens.contains(seat)
    else { return nil }
    let restart = "start the display manager anew while nobody is signed in."
    // It may have been told only after it had started.
    if input.hostLeavesCards() { return "If no sign-in screen appears there, " + restart }
    return "If no sign-in screen appears there, the host's display server holds its card: set "
      + "AutoAddGPU to off for Xorg (/usr/share/doc/stationmaster/seats.md), and " + restart
  }

  /// A rule for somebody else's seat would be nobody's: release would not know it.
  private func halfForeign(
    _ station: SeatStation, there: [DevicePath], _ late: [DevicePath], _ seat: String
  ) -> PlannedSeat {
    let names = { (paths: [DevicePath]) in paths.map(\.name).joined(separator: " and ") }
    let makers = there.map { root in
      let device = input.picture[root]
      let rule = input.rules.list.first { $0.device == device?.seatName && $0.seat == seat }
      if let rule { return "by an administrator's rule (\(rule.file))" }
      return device?.makesItsOwnSeat == true
        ? "by udev, which makes it for hubs of this model" : "by a rule that is not the agent's"
    }
    return impossible(
      station,
      "\(names(there)) is on \(seat) \(makers.first ?? "by a rule that is not the agent's"), and "
        + "\(names(late)) is not. The agent adds nothing to seats of others.",
      nextStep: "An administrator can: loginctl attach \(seat) "
        + late.map(\.text).joined(separator: " "), seat: seat)
  }

  func impossible(
    _ station: SeatStation, _ why: String, nextStep: String? = nil, seat: String? = nil
  ) -> PlannedSeat {
    PlannedSeat(
      number: station.number, name: station.name, seat: seat, state: .impossible, why: why,
      nextStep: nextStep)
  }

  // MARK: Stations without a seat

  private func absent(_ station: SeatStation) -> PlannedSeat? {
    switch station.presence {
    case .absent, .away, .unknown:
      let hasRules = ours[station.number]?.files.isEmpty == false
      return PlannedSeat(
        number: station.number, name: station.name,
        seat: hasRules ? seatName(ofStation: station.number) : nil, state: .none,
        why: hasRules
          ? "It is not there; its seat comes back with it." : "It is not there, or not known to be."
      )
    case .conflict(let why):
      return impossible(
        station, "It is in conflict: \(why).",
        nextStep: "See who wants what: stationctl station explain \(station.number)")
    case .complete, .incomplete, .probing: return nil
    }
  }

  private func unfinished(_ station: SeatStation) -> PlannedSeat? {
    switch station.presence {
    case .probing:
      PlannedSeat(
        number: station.number, name: station.name, state: .waiting,
        why: "It waits until all parts of the station have come.")
    case .incomplete(let missing):
      impossible(
        station, "It is incomplete: no \(missing.map(\.rawValue).joined(separator: ", ")).",
        nextStep: "Plug in what is missing.")
    default: nil
    }
  }

  private func noCard(_ station: SeatStation) -> PlannedSeat {
    let others = Set(station.cards.flatMap(\.others)).sorted()
    if others.isEmpty {
      if ours[station.number]?.files.isEmpty == false, station.presence != .complete {
        return PlannedSeat(
          number: station.number, name: station.name, seat: seatName(ofStation: station.number),
          state: .none, why: "Its display is not there; its seat comes back with it.")
      }
      return impossible(
        station, "It has no display, and logind makes seats only of graphics cards.",
        nextStep: "Give it one: stationctl station bind \(station.number)")
    }
    let cards = station.cards.map(\.path.name).sorted().joined(separator: ", ")
    return impossible(
      station,
      "It has no graphics card of its own: \(cards) also drives the displays of "
        + "\(others.joined(separator: " and ")), and a card can be on one seat only. "
        + "It stays enrolled and licensed all the same.",
      nextStep: "A graphics card of its own, or a USB display adapter, solves it.")
  }

  // MARK: Rules of ours that are out of date

  /// A rule of ours for this number that is for hardware which is not this station's any more. Never
  /// because something is only unplugged: that comes back.
  private func stale(_ station: SeatStation, members: [DevicePath]) -> PlannedSeat? {
    guard station.presence == .complete, let own = ours[station.number] else { return nil }
    let mine = Set(members.compactMap { input.picture[$0]?.seatName })
    let old = input.rules.list.filter { rule in
      guard rule.station == station.number, !mine.contains(rule.device) else { return false }
      // The station is there, so a hub's rule for another place is that of where it was.
      return rule.device.hasPrefix("usb-") || isElsewhere(rule.device, than: station.key)
    }
    if old.isEmpty { return nil }
    return release(
      number: station.number, name: station.name, own,
      why: "Its seat has rules for a place where it is no more (\(old[0].device)).")
  }

  private func isElsewhere(_ name: String, than key: StationKey) -> Bool {
    input.picture.devices.values.contains {
      $0.seatName == name && input.assignments[$0.path]?.station != key
    }
  }
}

import StationModel

/// Rules 1 to 4: what is said of hubs.
extension Reasons {
  private func name(_ index: Int) -> String { tree.devices[index].path.name }
  private func key(_ slot: Int) -> StationKey { stations.slots[slot].key }

  /// A hub that is no station's anchor; nil if only its territory is to be said.
  func hub(_ hub: Int, _ place: HubPlaces.Place, owner: Int, plain: [Verdict]) -> Verdict? {
    if tree.isRootHub(hub) {
      return Verdict(owner, .internalHub, .topology, "a root hub is the computer's own")
    }
    if let half = halves.canonical[hub] { return self.half(hub, of: half, owner: owner) }
    if owner == Stations.host, place == .inside {
      return Verdict(
        owner, .internalHub, .topology,
        "the firmware says that it is built in: " + builtIn(hub))
    }
    if let evidence = anchors.boxes.evidence[hub], let above = tree.hubAbove[hub] {
      return chip(hub, of: above, evidence, owner: owner, plain: plain[owner])
    }
    if anchors.keyboardHubs.contains(hub) {
      return owner == Stations.host
        ? Verdict(
          owner, .anchor, .topology, "the hub inside a keyboard that is plugged into the computer")
        : Verdict(
          owner, .anchor, .topology,
          "the hub inside a keyboard, so the hub above it is the station's",
          plain[owner].alternatives)
    }
    return nil
  }

  // MARK: Rule 1

  private func half(_ hub: Int, of slow: Int, owner: Int) -> Verdict {
    let evidence =
      switch halves.other[slow]?.evidence {
      case .container: "both have one ContainerID"
      case .peer: "the kernel says that both are in one socket"
      case .route, nil:
        "both have the same port numbers on one controller, which is a hint that nothing speaks "
          + "against"
      }
    let alone = tree.parent[hub].map { territory.owner[$0] } ?? Stations.host
    return Verdict(
      owner, .mergeHalves, .topology, "the faster half of the hub \(name(slow)): \(evidence)",
      [
        Alternative(
          station: key(alone), rule: .territory, authority: .topology,
          why: "as a hub of its own it would go where it hangs, but it is the half of a hub")
      ].ranked(without: key(owner)))
  }

  // MARK: Rule 2

  /// Which word it was that says so.
  private func builtIn(_ hub: Int) -> String {
    if let word = ownWord(hub) { return word }
    if let half = halves.other[hub]?.hub, let word = ownWord(half) {
      return "of its faster half, " + word
    }
    return "it is fixed to the computer"
  }

  private func ownWord(_ hub: Int) -> String? {
    guard let facts = tree.usbFacts(hub), HubPlaces.isFixed(hub, tree: tree) else { return nil }
    if facts.removable == .fixed { return "it is fixed to its port (removable=fixed)" }
    if facts.socket == .hardwired { return "its port is hardwired" }
    return "the hub above says that something is soldered to that port"
  }

  // MARK: Rule 3

  private func words(_ evidence: Boxes.Evidence) -> String {
    switch evidence {
    case .soldered: "it is soldered to it"
    case .container: "both have one ContainerID"
    case .administrator: "an administrator bound a display to that one, and the keyboard is here"
    }
  }

  private func chip(
    _ hub: Int, of above: Int, _ evidence: Boxes.Evidence, owner: Int, plain: Verdict
  ) -> Verdict {
    var lost = plain.alternatives
    if anchors.boxes.seated.contains(hub) {
      lost.append(
        Alternative(
          station: nil, rule: .anchor, authority: .topology,
          why: "with a keyboard it could be a station's hub of its own, but it is part of a box"))
    }
    return Verdict(
      owner, .oneBox, evidence == .administrator ? .administrator : .topology,
      "one box with the hub \(name(above)): \(words(evidence))", lost.ranked(without: key(owner)))
  }

  // MARK: Rule 4

  func anchor(_ slot: Int, hub: Int) -> Verdict {
    let station = stations.slots[slot]
    let keyboard = station.hasKeyboard ? "a keyboard is plugged into it" : nil
    var rule: Verdict
    switch station.standing {
    case .undecided(let why):
      rule = Verdict(
        slot, .anchor, .heuristics, "\(keyboard ?? "a station's hub"); only proposed, since \(why)")
    case .decided(let authority):
      let reason =
        switch authority {
        case .administrator: "an administrator bound a display to it"
        case .enrollment: "this place is known as a station's"
        case .udevSeat: "udev puts it on \(tree.devices[hub].ownSeat ?? "a seat of its own")"
        case .hardware: "the hardware database says that it makes a seat"
        case .topology, .heuristics: "the firmware says that it is outside the computer"
        }
      rule = Verdict(
        slot, .anchor, authority, [keyboard, reason].compactMap(\.self).joined(separator: ", and "))
    }
    if let apart = anchors.boxes.apart[hub], let above = tree.hubAbove[hub] {
      rule.why +=
        "; not one box with the hub \(name(above)), although \(words(apart.evidence)): "
        + apart.why
    }
    rule.alternatives = anchorAlternatives(slot, hub: hub).ranked(without: station.key)
    return rule
  }

  private func anchorAlternatives(_ slot: Int, hub: Int) -> [Alternative] {
    let station = stations.slots[slot]
    var lost: [Alternative] = []
    if let apart = anchors.boxes.apart[hub], let above = tree.hubAbove[hub] {
      lost.append(
        Alternative(
          station: key(territory.owner[above]), rule: .oneBox, authority: .topology,
          why: "\(words(apart.evidence)), but \(apart.why)"))
    }
    if let outer = stations.anchorAbove[hub].flatMap({ stations.slotOfHub[$0] }),
      let seat = tree.devices[hub].ownSeat, stations.slots[outer].seat == seat
    {
      lost.append(
        Alternative(
          station: key(outer), rule: .territory, authority: .udevSeat,
          why: "udev puts both on \(seat), but this hub is a station's by a higher word"))
    }
    switch (station.standing, hubs.place[hub]) {
    case (.decided, .inside?):
      lost.append(
        Alternative(
          station: .host, rule: .internalHub, authority: .topology,
          why: "the firmware says that it is built in, but somebody above it calls it a station's"))
    case (.decided(let authority), .unclear?) where authority > .topology:
      lost.append(
        Alternative(
          station: nil, rule: .anchor, authority: .heuristics,
          why: "the firmware does not say whether it is inside the computer; by that alone it "
            + "would be only proposed"))
    default: break
    }
    let reason =
      station.hasKeyboard ? "a keyboard is plugged into this hub" : "this hub is a station's own"
    return lost + further(slot, why: reason, host: reason)
  }
}

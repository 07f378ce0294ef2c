import StationModel

/// The sentence, the rule and the authority for each device: what `explain` prints.
struct Reasons {
  var tree: Tree
  var hubs: HubPlaces
  var keyboards: Keyboards
  var anchors: Anchors
  var stations: Stations
  var territory: Territory
  var displays: Displays

  /// One for each device.
  func assignments() -> [DevicePath: Assignment] {
    // Thousands of devices share a station's sentence, so it is written once.
    let sentences = stations.slots.map(territorySentence)
    let left = stations.slots.first { !$0.owns }
    let leftPath = left?.anchor.map { tree.devices[$0].path }
    var result = [DevicePath: Assignment](minimumCapacity: tree.devices.count)
    for (index, device) in tree.devices.enumerated() {
      let owner = territory.owner[index]
      let verdict: Verdict
      if let claim = displays.claims[index] {
        verdict = display(claim)
      } else if let special = special(index, owner: owner) {
        verdict = special
      } else if owner == Stations.host, let left, let leftPath,
        device.path == leftPath || device.path.isBelow(leftPath)
      {
        verdict = Verdict(
          Stations.host, .anchor, .topology,
          "on the hub at \(left.key), whose keyboard is the only one that the computer has")
      } else if owner == Stations.host, let seat = device.ownSeat {
        verdict = Verdict(
          owner, .territory, .udevSeat,
          "udev puts it on \(seat), and no station's hub is on that seat; the host looks after it")
      } else {
        verdict = Verdict(owner, .territory, .topology, sentences[owner])
      }
      result[device.path] = Assignment(
        device: device.path, station: stations.slots[verdict.slot].key, rule: verdict.rule,
        authority: verdict.authority, why: verdict.why)
    }
    return result
  }

  private struct Verdict {
    var slot: Int
    var rule: Rule
    var authority: Authority
    var why: String

    init(_ slot: Int, _ rule: Rule, _ authority: Authority, _ why: String) {
      self.slot = slot
      self.rule = rule
      self.authority = authority
      self.why = why
    }
  }

  private func territorySentence(_ slot: Stations.Slot) -> String {
    guard slot.anchor != nil else { return "not below any station's hub" }
    return slot.hasKeyboard
      ? "below the hub at \(slot.key), which has a keyboard"
      : "below the hub at \(slot.key), which is known as a station's"
  }

  private func display(_ claim: Claim) -> Verdict {
    switch claim {
    case .station(let slot, let authority, let why): Verdict(slot, .display, authority, why)
    case .nobody(let authority, let why), .conflict(_, let authority, let why):
      Verdict(Stations.host, .display, authority, why)
    }
  }

  /// Hubs and input devices that have more to say than where they hang.
  private func special(_ index: Int, owner: Int) -> Verdict? {
    if let slot = stations.slotOfHub[index], slot == owner { return anchor(slot, hub: index) }
    switch keyboards.source[index] {
    case .bluetooth:
      return Verdict(
        owner, .anchor, .topology, "Bluetooth reaches the whole computer, so it is the host's")
    case .virtual:
      return Verdict(owner, .anchor, .topology, "made by a program: nobody's hands are on it")
    default: break
    }
    guard owner == Stations.host, let place = hubs.place[index] else { return nil }
    if tree.isRootHub(index) {
      return Verdict(owner, .internalHub, .topology, "a root hub is the computer's own")
    }
    if place == .inside {
      return Verdict(owner, .internalHub, .topology, "the firmware says that it is built in")
    }
    if anchors.keyboardHubs.contains(index) {
      return Verdict(
        owner, .anchor, .topology, "the hub inside a keyboard that is plugged into the computer")
    }
    return nil
  }

  private func anchor(_ slot: Int, hub: Int) -> Verdict {
    let keyboard = stations.slots[slot].hasKeyboard ? "a keyboard is plugged into it" : nil
    switch stations.slots[slot].standing {
    case .undecided(let why):
      return Verdict(
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
      return Verdict(
        slot, .anchor, authority, [keyboard, reason].compactMap(\.self).joined(separator: ", and "))
    }
  }
}

import StationModel

/// The sentence, the rule and the authority for each device, and what else was possible: what
/// `explain` prints.
struct Reasons {
  var tree: Tree
  var hubs: HubPlaces
  var halves: Halves
  var keyboards: Keyboards
  var anchors: Anchors
  var stations: Stations
  var territory: Territory
  var displays: Displays

  struct Verdict {
    var slot: Int
    var rule: Rule
    var authority: Authority
    var why: String
    var alternatives: [Alternative]

    init(
      _ slot: Int, _ rule: Rule, _ authority: Authority, _ why: String,
      _ alternatives: [Alternative] = []
    ) {
      self.slot = slot
      self.rule = rule
      self.authority = authority
      self.why = why
      self.alternatives = alternatives
    }
  }

  /// One for each device, and how many each station has.
  func assignments() -> (assignments: [DevicePath: Assignment], counts: [Int]) {
    // Thousands of devices share a station's sentence, so it is written once.
    let plain = stations.slots.indices.map(plain)
    let below = stations.slots.indices.map { belowHalf($0, plain: plain[$0]) }
    let held = held()
    let heldAt = held.isEmpty ? [] : heldAt()
    var moved: [Move: Verdict] = [:]
    let notes = notes()
    var counts = [Int](repeating: 0, count: stations.slots.count)
    var result = [DevicePath: Assignment](minimumCapacity: tree.devices.count)
    for (index, device) in tree.devices.enumerated() {
      let owner = territory.owner[index]
      var verdict: Verdict
      if let judgement = displays.judgements[index] {
        verdict = display(judgement)
      } else if owner != territory.hung[index] {
        let move = Move(from: territory.hung[index], to: owner)
        verdict = moved[move] ?? seated(move)
        moved[move] = verdict
      } else if let special = special(index, owner: owner, plain: plain) {
        verdict = special
      } else if !heldAt.isEmpty, let slot = heldAt[index], let left = held[slot] {
        verdict = left
      } else if owner == Stations.host, let seat = device.ownSeat {
        verdict = strayed(seat)
      } else {
        let half =
          halves.isFast[index] ? tree.hubAbove[index].flatMap { halves.canonical[$0] } : nil
        verdict = half == nil ? plain[owner] : below[owner]
      }
      if !notes.isEmpty, let note = notes[index] { verdict.why += "; " + note }
      counts[verdict.slot] += 1
      result[device.path] = Assignment(
        device: device.path, station: stations.slots[verdict.slot].key, rule: verdict.rule,
        authority: verdict.authority, why: verdict.why, alternatives: verdict.alternatives)
    }
    return (result, counts)
  }

  private func display(_ judgement: Judgement) -> Verdict {
    Verdict(
      judgement.claim.slot ?? Stations.host, .display, judgement.claim.authority,
      judgement.claim.why, judgement.alternatives)
  }

  /// Hubs and input devices that have more to say than where they hang.
  private func special(_ index: Int, owner: Int, plain: [Verdict]) -> Verdict? {
    if let slot = stations.slotOfHub[index], slot == owner { return anchor(slot, hub: index) }
    switch keyboards.source[index] {
    case .bluetooth:
      return Verdict(
        owner, .anchor, .topology, "Bluetooth reaches the whole computer, so it is the host's",
        radio(index, owner: owner))
    case .virtual:
      return Verdict(owner, .anchor, .topology, "made by a program: nobody's hands are on it")
    default: break
    }
    return hubs.place[index].flatMap { self.hub(index, $0, owner: owner, plain: plain) }
  }

  private func radio(_ index: Int, owner: Int) -> [Alternative] {
    guard let above = tree.parent[index], territory.owner[above] != owner else { return [] }
    return [
      Alternative(
        station: stations.slots[territory.owner[above]].key, rule: .territory,
        authority: .topology, why: "its radio is plugged in there, but serves the whole computer")
    ]
  }

  // MARK: Keyboards that do not count

  /// What is said besides of devices that look like keyboards, and of their inputs.
  private func notes() -> [Int: String] {
    var words: [Int: String] = [:]
    for (usb, name) in keyboards.others { words[usb] = "it is a \(name), not a keyboard" }
    for usb in anchors.passedBy {
      words[usb] =
        "it moves a pointer too, so it is no keyboard where one that is nothing else is in reach"
    }
    guard !words.isEmpty else { return [:] }
    var notes = words
    for index in tree.devices.indices {
      if case .usb(let usb) = keyboards.source[index], let word = words[usb] { notes[index] = word }
    }
    return notes
  }
}

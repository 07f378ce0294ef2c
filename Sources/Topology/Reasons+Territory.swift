import StationModel

/// Rule 5: sentences that many devices share.
extension Reasons {
  struct Move: Hashable {
    var from: Int
    var to: Int
  }

  /// What hangs below a station's hub, or below none.
  func plain(_ slot: Int) -> Verdict {
    let station = stations.slots[slot]
    guard station.anchor != nil else {
      return Verdict(slot, .territory, .topology, "not below any station's hub")
    }
    return Verdict(
      slot, .territory, .topology,
      station.hasKeyboard
        ? "below the hub at \(station.key), which has a keyboard"
        : "below the hub at \(station.key), which is known as a station's",
      further(
        slot, why: "the hub at \(station.key) is nearer",
        host: "the hub at \(station.key) is above it"))
  }

  /// The station further out, if there is one, and the host.
  func further(_ slot: Int, why: String, host: String) -> [Alternative] {
    var lost: [Alternative] = []
    if let hub = stations.slots[slot].anchor, let outer = stations.ownerAbove(hub) {
      lost.append(
        Alternative(
          station: stations.slots[outer].key, rule: .territory, authority: .topology, why: why))
    }
    lost.append(
      Alternative(
        station: .host, rule: .territory, authority: .topology, why: host))
    return lost
  }

  /// The same on the faster side of a USB 3 hub.
  func belowHalf(_ slot: Int, plain: Verdict) -> Verdict {
    if slot == Stations.host { return plain }
    var verdict = plain
    verdict.why =
      "below the faster half of a hub of \(stations.slots[slot].key), whose slower half "
      + "stands for both"
    return verdict
  }

  /// What udev put on the seat of another station's hub.
  func seated(_ move: Move) -> Verdict {
    let station = stations.slots[move.to]
    let seat = station.seat ?? "a seat"
    return Verdict(
      move.to, .territory, .udevSeat,
      "udev puts it on \(seat), as it does the hub at \(station.key)",
      [
        Alternative(
          station: stations.slots[move.from].key, rule: .territory, authority: .topology,
          why: "it would go there by where it hangs, but udev's seat goes before that")
      ])
  }

  /// What udev put on a seat, and the host has.
  func strayed(_ seat: String) -> Verdict {
    guard let slots = stations.slotsOfSeat[seat] else {
      return Verdict(
        Stations.host, .territory, .udevSeat,
        "udev puts it on \(seat), and no station's hub is on that seat; the host looks after it")
    }
    return Verdict(
      Stations.host, .territory, .udevSeat,
      "udev puts it on \(seat), and the hubs of several stations too; the host looks after it",
      slots.map { slot in
        Alternative(
          station: stations.slots[slot].key, rule: .territory, authority: .udevSeat,
          why: "its hub is on \(seat), but not it alone")
      })
  }

  // MARK: Hubs that are only proposed, and own nothing

  /// What is said of all that hangs on them, by slot.
  func held() -> [Int: Verdict] {
    var verdicts: [Int: Verdict] = [:]
    for (slot, station) in stations.slots.enumerated() {
      switch station.held {
      case nil: continue
      case .neededByHost(let isOnlyOne)?:
        verdicts[slot] = Verdict(
          Stations.host, .anchor, .topology,
          "on the hub at \(station.key), whose keyboard is "
            + (isOnlyOne
              ? "the only one that the computer itself has"
              : "one of the keyboards that the computer needs"),
          [
            Alternative(
              station: station.key, rule: .anchor, authority: .topology,
              why: "it has a keyboard, but "
                + (isOnlyOne
                  ? "then the host would have none" : "the host has none but those on such hubs")
                + "; decide with: stationctl station bind \(station.key) DISPLAY")
          ])
      case .partOf(let keeper, let authority)?:
        let seat = stations.slots[keeper].seat ?? "one seat"
        let said =
          authority == .hardware ? "the hardware database makes one seat" : "udev makes \(seat)"
        verdicts[slot] = Verdict(
          keeper, .territory, authority,
          "\(said) of the hub at \(stations.slots[keeper].key) and all that hangs on it",
          [
            Alternative(
              station: station.key, rule: .anchor, authority: .topology,
              why: "it has a keyboard, but a seat goes before that")
          ]
            + further(
              keeper, why: "the hub at \(stations.slots[keeper].key) is nearer",
              host: "the hub at \(stations.slots[keeper].key) is above it"))
      }
    }
    return verdicts
  }

  /// By device: the slot of the hub that is only proposed, if it hangs on one.
  func heldAt() -> [Int?] {
    var slots = [Int?](repeating: nil, count: tree.devices.count)
    for index in tree.devices.indices {
      if let slot = stations.slotOfHub[index] {
        slots[index] = stations.slots[slot].owns ? nil : slot
      } else if let above = tree.parent[index] {
        slots[index] = slots[above]
      }
    }
    return slots
  }
}

import StationModel

/// What an administrator should know of a station besides its state.
struct Remarks {
  private let tree: Tree
  private let stations: Stations
  private let parts: Parts
  private let displays: Displays
  /// Stations whose bound display is not there, with its name.
  private var lost: [StationKey: DisplayPlace]
  /// By slot: its displays.
  private var shownBy: [[Int]]
  /// By card that more than one has sockets of: who has any, and who has one that a monitor may be in.
  private var ownersOf: [Int: (all: Set<Int>, used: Set<Int>)] = [:]

  init(
    tree: Tree, stations: Stations, parts: Parts, displays: Displays,
    bindings: [StationKey: DisplayPlace]
  ) {
    self.tree = tree
    self.stations = stations
    self.parts = parts
    self.displays = displays
    lost = [:]
    if !bindings.isEmpty {
      let places = Dictionary(grouping: displays.shown.compactMap(\.place), by: \.card)
      lost = bindings.filter { binding in
        !(places[binding.value.card] ?? []).contains { $0.overlaps(binding.value) }
      }
    }
    shownBy = Array(repeating: [], count: stations.slots.count)
    var lastOfCard: (card: Int, slot: Int)?
    for (index, display) in displays.shown.enumerated() {
      guard let slot = display.claim.slot else { continue }
      shownBy[slot].append(index)
      // The sockets of a card follow each other.
      if let last = lastOfCard, last.card == display.card, last.slot != slot {
        ownersOf[display.card] = ([], [])
      }
      lastOfCard = (display.card, slot)
    }
    for display in displays.shown where ownersOf[display.card] != nil {
      guard let slot = display.claim.slot else { continue }
      ownersOf[display.card]?.all.insert(slot)
      if displays.status(of: display, tree: tree) != .disconnected {
        ownersOf[display.card]?.used.insert(slot)
      }
    }
  }

  func sentences(_ slot: Int) -> [String] {
    var sentences = slot == Stations.host ? [] : sharedCards(slot) + bound(slot) + evdi(slot)
    if let off = switchedOff(slot) { sentences.append(off) }
    return sentences + fastKeyboards(slot) + slowHub(slot)
  }

  private func name(_ slot: Int) -> String {
    slot == Stations.host ? "the host" : "the station at \(stations.slots[slot].key)"
  }

  private func sharedCards(_ slot: Int) -> [String] {
    if ownersOf.isEmpty { return [] }
    let cards = Set(shownBy[slot].map { displays.shown[$0].card }).sorted()
    return cards.compactMap { card in
      guard let owners = ownersOf[card] else { return nil }
      let others = owners.all.subtracting([slot]).sorted().map(name).joined(separator: " and ")
      let device = tree.devices[card].path.name
      let shared =
        "it shares the graphics card \(device) with \(others), and one card can drive the seat of "
        + "only one of them; "
      // What nobody uses can be given away whole, if it is not another station's.
      let isFree =
        owners.all.subtracting([slot]) == [Stations.host] && !owners.used.contains(Stations.host)
      return isFree
        ? shared + "if nothing is to be plugged into the other sockets, give it the whole card: "
          + "stationctl station bind \(stations.slots[slot].key) \(device)"
        : shared + "a graphics card of its own, or a USB display adapter, solves it"
    }
  }

  private func bound(_ slot: Int) -> [String] {
    guard let place = lost[stations.slots[slot].key] else { return [] }
    return ["the display \(place), which is bound to it, is not there"]
  }

  private func switchedOff(_ slot: Int) -> String? {
    let sockets = shownBy[slot].lazy.map { displays.shown[$0] }
    guard let first = sockets.first,
      sockets.allSatisfy({ displays.status(of: $0, tree: tree) == .disconnected })
    else { return nil }
    let name = tree.devices[first.connector ?? first.card].path.name
    return sockets.count == 1
      ? "no monitor is connected to \(name), or it is switched off"
      : "no monitor is connected to any of its \(sockets.count) sockets (\(name) and others), or "
        + "all are switched off"
  }

  /// Of several evdi cards nothing tells which one its adapter shows.
  private func evdi(_ slot: Int) -> [String] {
    guard let claim = displays.undecided(slot, tree: tree) else { return [] }
    return [
      "which display its USB adapter shows is not known (\(claim)); try one with: "
        + "stationctl station bind \(stations.slots[slot].key) CARD"
    ]
  }

  // MARK: Speeds

  private func fastKeyboards(_ slot: Int) -> [String] {
    parts.devices(.keyboard, of: slot).compactMap { index in
      guard let usb = tree.usb[index], let speed = tree.usbFacts(usb)?.megabits, speed >= 480 else {
        return nil
      }
      let device = tree.devices[usb]
      return "the keyboard \(device.path.name) (\(device.label)) runs at \(Int(clamped: speed)) "
        + "Mbit/s, as few keyboards do; see that it is one, and nothing that types by itself"
    }
  }

  /// A hub at 12 Mbit/s does for keyboards, but not for pictures and disks.
  private func slowHub(_ slot: Int) -> [String] {
    guard let hub = stations.slots[slot].anchor, let speed = tree.usbFacts(hub)?.megabits,
      speed < 480
    else { return [] }
    let onUSB = parts.devices(.display, of: slot).contains { tree.usb[$0] != nil }
    let needsMore = parts.lists[slot].contains { [.camera, .storage].contains($0.kind) }
    guard onUSB || needsMore else { return [] }
    return [
      "its hub runs at \(Int(clamped: speed)) Mbit/s, which is slow for displays, cameras and disks; "
        + "try another port or cable"
    ]
  }
}

extension Int {
  /// A speed in whole numbers; what no device has is shown as the largest.
  fileprivate init(clamped speed: Double) {
    self = speed > 0 ? (speed < 1_000_000 ? Int(speed) : 1_000_000) : 0
  }
}

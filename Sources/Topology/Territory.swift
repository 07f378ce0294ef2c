import StationModel

/// Rule 5: every device goes to the nearest anchor above it; with none, to the host.
///
/// Hubs without keyboards belong to the anchor above them, or to the host: so a hub that only
/// carries two stations' hubs is the host's, and a chain of hubs with keyboards is a chain of
/// stations. What hangs on the faster half of a USB 3 hub goes where the slower half goes.
///
/// udev's word goes before that: what it puts on the seat of another station's hub is that station's.
struct Territory {
  /// By device: the slot of the station that owns it, displays not yet considered.
  private(set) var owner: [Int]
  /// The same by the tree of devices alone.
  let hung: [Int]

  init(tree: Tree, keyboards: Keyboards, stations: Stations, halves: Halves) {
    var owner = Array(repeating: Stations.host, count: tree.devices.count)
    // The faster side follows the slower one, so it comes last.
    for isFast in [false, true] {
      for index in tree.devices.indices where halves.isFast[index] == isFast {
        switch keyboards.source[index] {
        case .bluetooth, .virtual: continue
        default: break
        }
        if let slot = stations.slotOfHub[index], stations.slots[slot].owns {
          owner[index] = slot
        } else if let half = halves.canonical[index] {
          owner[index] = owner[half]
        } else if let above = tree.parent[index] {
          owner[index] = owner[above]
        }
      }
    }
    hung = owner
    self.owner = owner
    if !stations.slotsOfSeat.isEmpty { followSeats(tree: tree, stations: stations) }
  }

  private mutating func followSeats(tree: Tree, stations: Stations) {
    for (index, device) in tree.devices.enumerated() {
      guard let seat = device.ownSeat, let slots = stations.slotsOfSeat[seat], slots.count == 1,
        slots[0] != hung[index], Self.isMeant(index, tree: tree, stations: stations)
      else { continue }
      // A seat that its station's hub has as well was only handed down from there.
      let hub = stations.slots[hung[index]].anchor
      if let hub, tree.devices[hub].ownSeat == seat { continue }
      owner[index] = slots[0]
    }
  }

  /// Displays are judged by rule 6, root hubs are the computer's, and a station's hub is its own.
  private static func isMeant(_ index: Int, tree: Tree, stations: Stations) -> Bool {
    switch tree.devices[index].facts {
    case .card, .connector, .framebuffer: return false
    case .usb(let facts) where facts.isRootHub: return false
    default: break
    }
    return stations.slotOfHub[index].map { !stations.slots[$0].owns } ?? true
  }
}

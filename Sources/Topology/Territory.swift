import StationModel

/// Rule 5: every device goes to the nearest anchor above it; with none, to the host.
///
/// Hubs without keyboards belong to the anchor above them, or to the host: so a hub that only
/// carries two stations' hubs is the host's, and a chain of hubs with keyboards is a chain of
/// stations. What hangs on the faster half of a USB 3 hub goes where the slower half goes.
struct Territory {
  /// By device: the slot of the station that owns it, displays not yet considered.
  private(set) var owner: [Int]

  init(tree: Tree, keyboards: Keyboards, stations: Stations, halves: Halves) {
    owner = Array(repeating: Stations.host, count: tree.devices.count)
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
  }
}

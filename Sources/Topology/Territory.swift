import StationModel

/// Rule 5: every device goes to the nearest anchor above it; with none, to the host.
///
/// Hubs without keyboards belong to the anchor above them, or to the host: so a hub that only
/// carries two stations' hubs is the host's, and a chain of hubs with keyboards is a chain of
/// stations.
struct Territory {
  /// By device: the slot of the station that owns it, displays not yet considered.
  private(set) var owner: [Int]

  init(tree: Tree, keyboards: Keyboards, stations: Stations) {
    owner = Array(repeating: Stations.host, count: tree.devices.count)
    for index in tree.devices.indices {
      switch keyboards.source[index] {
      case .bluetooth, .virtual: continue
      default: break
      }
      if let slot = stations.slotOfHub[index], stations.slots[slot].owns {
        owner[index] = slot
      } else if let above = tree.parent[index] {
        owner[index] = owner[above]
      }
    }
  }
}

import StationModel

/// Who else would lose what: the reasons for which a port that could be switched must not be.
struct Bystanders {
  let tree: Tree
  let sorting: Sorting
  let key: StationKey
  let spot: PowerSpot
  let facts: PowerFacts

  /// - Parameter devices: all that lose their power.
  func check(_ devices: [Int], _ ports: [PowerPort]) throws(PowerRefusal) {
    let owned = devices.map {
      (index: $0, owner: sorting.assignments[tree.devices[$0].path]?.station)
    }
    try checkKeyboards(owned)
    let others = Set(owned.compactMap(\.owner)).subtracting([key, .host]).sorted()
    let gang = ports.first { $0.switching == .ganged }
    if !others.isEmpty {
      throw gang.map { .gangedStations(hub: $0.hub, label: $0.hubLabel, others) }
        ?? (spot.isMissing ? .portTaken(others) : .chained(others))
    }
    // Only a gang reaches beyond the station's own port.
    let strangers = owned.filter {
      $0.owner != key && tree.usbFacts($0.index) != nil && !isInMissingPlace($0.index)
    }
    if let gang, !strangers.isEmpty {
      throw .gangedDevices(
        hub: gang.hub, label: gang.hubLabel, strangers.map { tree.devices[$0.index].label })
    }
    for index in devices { try checkDisk(index) }
  }

  /// What was plugged in instead of a station that is gone is in the very port that is meant.
  private func isInMissingPlace(_ index: Int) -> Bool {
    let path = tree.devices[index].path
    return spot.isMissing && (path == spot.anchor || path.isBelow(spot.anchor))
  }

  /// A Bluetooth keyboard reaches the host through whichever hub its radio is on.
  private func checkKeyboards(_ owned: [(index: Int, owner: StationKey?)]) throws(PowerRefusal) {
    let keyboards = Keyboards(tree)
    for (index, owner) in owned where owner == .host && keyboards.kind[index] != nil {
      throw .hostKeyboard(label: tree.devices[index].label)
    }
  }

  private func checkDisk(_ index: Int) throws(PowerRefusal) {
    guard let usb = tree.usbFacts(index) else { return }
    let device = tree.devices[index]
    switch facts.disks {
    case .inUse(let disks):
      let used = disks.filter { $0.key.isBelow(device.path) }.map(\.value).sorted()
      // A hub has below it what its disks have: the disk itself is named.
      if !usb.isHub, !used.isEmpty { throw .diskInUse(label: device.label, used) }
    case .unknown(let why):
      // Mass storage (usb.org, defined class codes).
      if usb.interfaces.contains(where: { $0 >> 16 == 0x08 }) {
        throw .disksNotKnown(label: device.label, why: why)
      }
    }
  }
}

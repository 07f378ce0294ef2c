import StationModel

/// Part of rule 4: hubs that are the inside of a keyboard, so that the keyboard's place is one up.
///
/// Three signs, each is enough, and all must be beyond coincidence:
/// - the keyboard is soldered to the hub and is the only thing that is: by the kernel's word
///   (`removable=fixed`) or by the hub's own, which lists the ports that are. A hub that calls all
///   its ports fixed is badly made, not a keyboard;
/// - the hub says that it is one thing with what is soldered to it (a compound device, USB 2.0,
///   11.23.2.1), and that is a keyboard of its own vendor alone, however many ports it calls fixed;
/// - it is the hub's only keyboard, of the hub's vendor, and the hub's name says "keyboard". The
///   vendor alone is not enough: docks and keyboards of one brand stand on many desks.
enum OwnHub {
  /// The hubs inside keyboards.
  static func find(tree: Tree, keyboards: Keyboards) -> Set<Int> {
    let all = keyboards.plain + keyboards.combos
    var keyboardsOn: [Int: [Int]] = [:]
    for keyboard in all {
      if let hub = tree.hubAbove[keyboard] { keyboardsOn[hub, default: []].append(keyboard) }
    }
    var fixedOn: [Int: Int] = [:]
    for (index, device) in tree.devices.enumerated() {
      guard case .usb(let usb) = device.facts, !usb.isHub, let hub = tree.hubAbove[index],
        usb.removable == .fixed || isListed(usb, by: tree.usbFacts(hub)?.hub)
      else { continue }
      fixedOn[hub, default: 0] += 1
    }
    var found: Set<Int> = []
    for (hub, keyboards) in keyboardsOn {
      guard let hubFacts = tree.usbFacts(hub), !hubFacts.isRootHub else { continue }
      let own = hubFacts.hub
      let isChoosy = own.map { $0.fixedPorts.count < $0.ports } ?? false
      let soldered = keyboards.compactMap { tree.usbFacts($0) }
        .filter { $0.removable == .fixed || isListed($0, by: own) }
      let isSoldered =
        fixedOn[hub] == 1 && soldered.contains { $0.removable == .fixed || isChoosy }
      let isCompound =
        fixedOn[hub] == 1 && own?.isCompound == true && hubFacts.vendor != nil
        && soldered.contains { $0.vendor == hubFacts.vendor }
      let isNamed =
        keyboards.count == 1 && hubFacts.vendor != nil
        && tree.usbFacts(keyboards[0])?.vendor == hubFacts.vendor
        && tree.devices[hub].label.lowercased().contains("keyboard")
      if isSoldered || isCompound || isNamed { found.insert(hub) }
    }
    return found
  }

  /// Does the hub's descriptor say that something is soldered to this device's port?
  private static func isListed(_ device: USBFacts, by hub: HubFacts?) -> Bool {
    guard let port = device.route.last, let hub else { return false }
    return hub.fixedPorts.contains(port)
  }
}

import StationModel

/// Part of rule 4: hubs that are the inside of a keyboard, so that the keyboard's place is one up.
///
/// Two signs, either is enough, and both must be beyond coincidence:
/// - the keyboard is soldered to the hub (`removable=fixed`) and is the only thing that is. A hub
///   that calls all its ports fixed is badly made, not a keyboard;
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
      guard case .usb(let usb) = device.facts, usb.removable == .fixed, !usb.isHub,
        let hub = tree.hubAbove[index]
      else { continue }
      fixedOn[hub, default: 0] += 1
    }
    var found: Set<Int> = []
    for (hub, keyboards) in keyboardsOn {
      guard let hubFacts = tree.usbFacts(hub), !hubFacts.isRootHub else { continue }
      let isSoldered =
        fixedOn[hub] == 1 && keyboards.contains { tree.usbFacts($0)?.removable == .fixed }
      let isNamed =
        keyboards.count == 1 && hubFacts.vendor != nil
        && tree.usbFacts(keyboards[0])?.vendor == hubFacts.vendor
        && tree.devices[hub].label.lowercased().contains("keyboard")
      if isSoldered || isNamed { found.insert(hub) }
    }
    return found
  }
}

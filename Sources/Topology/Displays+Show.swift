import StationModel

/// Displays as others see them.
extension Displays {
  /// The displays that can be bound.
  func found(tree: Tree, stations: Stations) -> [FoundDisplay] {
    shown.compactMap { display in
      guard let place = display.place else { return nil }
      return FoundDisplay(
        place: place, card: tree.devices[display.card].path,
        kernelName: tree.devices[display.connector ?? display.card].path.name,
        label: label(of: display, tree: tree), status: status(of: display, tree: tree) ?? .unknown,
        station: display.claim.slot.map { stations.slots[$0].key })
    }
  }

  /// What people see: the monitor if one told its name, with its size, and the socket that it is in. A socket of a
  /// USB adapter has the adapter's name before it.
  func label(of display: Shown, tree: Tree) -> String {
    let device = tree.devices[display.connector ?? display.card]
    var adapter = tree.usb[display.card].map { tree.devices[$0].label }
    if case .adapter(let usb, _)? = evdi.outlets[display.card] { adapter = tree.devices[usb].label }
    guard case .connector(let facts) = device.facts else { return adapter ?? device.label }
    let socket = adapter.map { $0 + " " + facts.name }
    guard let monitor = facts.monitor else { return socket ?? device.label }
    let size = monitor.inches.map { " (\($0)\")" } ?? ""
    return monitor.label + size + " on " + (socket ?? facts.name)
  }

  /// Nil for a card without connectors.
  func status(of display: Shown, tree: Tree) -> ConnectorFacts.Status? {
    guard let socket = display.connector, case .connector(let facts) = tree.devices[socket].facts
    else { return nil }
    return facts.status
  }
}

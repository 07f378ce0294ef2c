import StationModel

/// Where a station's box hangs; of one that is gone, where it hung.
struct PowerSpot {
  /// The hub that is there, or the path that it had and will have again.
  var anchor: DevicePath
  var isMissing: Bool
  /// The port on the side of USB 2, where the anchor is.
  var own: Sockets.Port
  var other: OtherSide

  /// The same socket on the side of USB 3.
  enum OtherSide {
    /// The box's other half hangs there, or something else does in place of a box that is gone.
    case taken(Sockets.Port)
    /// Nothing is there, and nobody is helped less if it cannot be switched.
    case empty(Sockets.Port)
    /// The socket may have one, and nobody says which port it is.
    case unknown
    case none
  }
}

extension PowerSpot {
  /// - Parameter isEnrolled: the ledger knows the station, so its key is worth a look if it is gone.
  static func find(
    _ key: StationKey, _ sorting: Sorting, _ tree: Tree, _ sockets: Sockets, isEnrolled: Bool
  ) throws(PowerRefusal) -> PowerSpot {
    let path = sorting.candidates.first { $0.key == key }?.anchor
    if let anchor = tree.devices.firstIndex(where: { $0.path == path }) {
      return try present(anchor, sockets, tree)
    }
    guard isEnrolled, let place = key.place else { throw .absent }
    return try missing(place.controller, place.route, sockets, tree)
  }

  private static func present(
    _ anchor: Int, _ sockets: Sockets, _ tree: Tree
  ) throws(PowerRefusal) -> PowerSpot {
    guard let own = sockets.port(of: anchor) else { throw .noHubAbove }
    let other: OtherSide
    if let half = sockets.otherHalf(of: anchor) {
      guard let port = sockets.port(of: half) else { throw .noHubAbove }
      other = .taken(port)
    } else if let port = sockets.otherSpeed(of: anchor, in: own) {
      other = .empty(port)
    } else {
      let isSaid = tree.usbFacts(anchor)?.peer != nil
      other = isSaid || sockets.mayHaveOtherSpeed(own) ? .unknown : .none
    }
    return PowerSpot(
      anchor: tree.devices[anchor].path, isMissing: false, own: own, other: other)
  }

  /// The key says it all: the controller, and the route whose last step is the port.
  private static func missing(
    _ controller: String, _ route: String, _ sockets: Sockets, _ tree: Tree
  ) throws(PowerRefusal) -> PowerSpot {
    let steps = route.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    let known = steps.compactMap(\.self)
    // The kernel counts six steps at most (USB 2.0, 4.1.1), and a port's number is a byte.
    guard known.count == steps.count, known.count <= 6, known.allSatisfy((1...255).contains),
      let number = known.last
    else { throw .absent }
    guard let hub = sockets.slowHub(controller, Array(known.dropLast())),
      let anchor = tree.devices[hub].path.port(number)
    else { throw .placeGone }
    // Another hub than the one that it hung on.
    if let ports = tree.usbFacts(hub)?.hub?.ports, number > ports { throw .placeGone }
    let own = Sockets.Port(hub: hub, number: number)
    return PowerSpot(
      anchor: anchor, isMissing: true, own: own, other: sockets.otherSide(of: anchor, in: own))
  }
}

extension DevicePath {
  /// What the kernel calls a device in this port of the hub: `…/usb1/1-2`, `…/1-2/1-2.4`.
  fileprivate func port(_ number: Int) -> DevicePath? {
    if name.hasPrefix("usb"), let bus = Int(name.dropFirst(3)) {
      return DevicePath("\(text)/\(bus)-\(number)")
    }
    return name.contains("-") ? DevicePath("\(text)/\(name).\(number)") : nil
  }
}

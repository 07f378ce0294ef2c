public import StationModel

/// Which ports must lose their power for a moment so that a station's box starts anew.
public struct PowerPlan: Sendable, Equatable {
  public var station: StationKey
  /// The hub that goes away and comes back; of a missing station, the path that its hub had.
  public var anchor: DevicePath
  /// The station is not there: its port is known by its key, and the power may bring it back.
  public var isMissing: Bool
  /// In the order in which they are switched off; they get their power back in the reverse order,
  /// so that a thing of USB 3 does not come back as one of USB 2.
  public var ports: [PowerPort]
  /// What loses its power, in tree order. USB devices only.
  public var devices: [DevicePath]
  /// What may keep the box alive although the ports are switched; each a sentence.
  public var doubts: [String]

  public init(
    station: StationKey, anchor: DevicePath, isMissing: Bool, ports: [PowerPort],
    devices: [DevicePath], doubts: [String]
  ) {
    self.station = station
    self.anchor = anchor
    self.isMissing = isMissing
    self.ports = ports
    self.devices = devices
    self.doubts = doubts
  }
}

/// One port of a hub that can switch it.
public struct PowerPort: Sendable, Hashable {
  public var hub: DevicePath
  /// Of the hub: `/dev/bus/usb/001/004`.
  public var node: String?
  public var hubLabel: String
  public var port: Int
  public var switching: HubFacts.PowerSwitching

  public init(
    hub: DevicePath, node: String?, hubLabel: String, port: Int,
    switching: HubFacts.PowerSwitching
  ) {
    self.hub = hub
    self.node = node
    self.hubLabel = hubLabel
    self.port = port
    self.switching = switching
  }
}

/// What the plan must know besides the devices.
public struct PowerFacts: Sendable, Equatable {
  /// Hubs that could not be asked what they can, with the reason.
  public var closedHubs: [DevicePath: String]
  public var disks: Disks
  /// The ledger knows the station, so it is looked for where its key says if it is not there.
  public var isEnrolled: Bool

  public enum Disks: Sendable, Equatable {
    /// The disks that hold something in use, by their sysfs path, with what it is: "/media/exam".
    case inUse([DevicePath: String])
    case unknown(why: String)
  }

  public init(
    closedHubs: [DevicePath: String] = [:], disks: Disks = .inUse([:]), isEnrolled: Bool = false
  ) {
    self.closedHubs = closedHubs
    self.disks = disks
    self.isEnrolled = isEnrolled
  }
}

/// Finds the ports that a station's box hangs on, or says why they must not or cannot be switched.
///
/// A socket of USB 3 is two ports, one for each speed, and keeps its power until both are switched
/// off (USB 3.2, 10.3.1.1). A hub with ganged switching keeps it until all its ports are (USB 2.0, 11.11).
///
/// - Parameter sorting: what became of this very picture.
public func powerPlan(
  _ picture: DevicePicture, _ sorting: Sorting, station key: StationKey, facts: PowerFacts
) throws(PowerRefusal) -> PowerPlan {
  if key == .host { throw .host }
  let tree = Tree(picture)
  let sockets = Sockets(tree)
  let spot = try PowerSpot.find(key, sorting, tree, sockets, isEnrolled: facts.isEnrolled)
  var doubts: [String] = []
  var ports = try sockets.switching(spot.own, facts: facts)
  func add(_ port: Sockets.Port) throws(PowerRefusal) {
    for switched in try sockets.switching(port, facts: facts) where !ports.contains(switched) {
      ports.append(switched)
    }
  }
  switch spot.other {
  // What hangs there would keep the box awake: half a box without power helps nobody.
  case .taken(let port): try add(port)
  case .empty(let port):
    do throws(PowerRefusal) { try add(port) } catch {
      doubts.append(
        "The USB 3 side of this socket, port \(port.number) of "
          + "\(tree.devices[port.hub].path.name), cannot be switched, so the box may keep its power."
      )
    }
  case .unknown:
    doubts.append(
      """
      Whether this socket has a USB 3 side, and which port that is, is not known, so only its USB 2 \
      side is switched, and the box may keep its power.
      """)
  case .none: break
  }
  let devices = sockets.below(ports)
  try Bystanders(tree: tree, sorting: sorting, key: key, spot: spot, facts: facts)
    .check(devices, ports)
  return PowerPlan(
    station: key, anchor: spot.anchor, isMissing: spot.isMissing, ports: ports,
    devices: devices.filter { tree.usbFacts($0) != nil }.map { tree.devices[$0].path },
    doubts: doubts)
}

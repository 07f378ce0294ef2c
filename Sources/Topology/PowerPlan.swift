public import StationModel

/// Which ports must lose their power for a moment so that a station's box starts anew.
public struct PowerPlan: Sendable, Equatable {
  public var station: StationKey
  /// The hub that goes away and comes back.
  public var anchor: DevicePath
  /// In the order in which they are switched off; they get their power back in the reverse order,
  /// so that a thing of USB 3 does not come back as one of USB 2.
  public var ports: [PowerPort]
  /// What loses its power, in tree order. USB devices only.
  public var devices: [DevicePath]
  /// What may keep the box alive although the ports are switched; each a sentence.
  public var doubts: [String]
}

/// One port of a hub that can switch it.
public struct PowerPort: Sendable, Hashable {
  public var hub: DevicePath
  /// Of the hub: `/dev/bus/usb/001/004`.
  public var node: String?
  public var hubLabel: String
  public var port: Int
  public var switching: HubFacts.PowerSwitching
}

/// What the plan must know besides the devices.
public struct PowerFacts: Sendable, Equatable {
  /// Hubs that could not be asked what they can, with the reason.
  public var closedHubs: [DevicePath: String]
  public var disks: Disks

  public enum Disks: Sendable, Equatable {
    /// The disks that hold something in use, by their sysfs path, with what it is: "/media/exam".
    case inUse([DevicePath: String])
    case unknown(why: String)
  }

  public init(closedHubs: [DevicePath: String] = [:], disks: Disks = .inUse([:])) {
    self.closedHubs = closedHubs
    self.disks = disks
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
  guard let path = sorting.candidates.first(where: { $0.key == key })?.anchor,
    picture[path] != nil
  else { throw .absent }
  let tree = Tree(picture)
  let sockets = Sockets(tree)
  guard let anchor = tree.devices.firstIndex(where: { $0.path == path }) else { throw .absent }
  guard let own = sockets.port(of: anchor) else { throw .noHubAbove }
  var doubts: [String] = []
  var wanted = [own]
  let half = sockets.otherHalf(of: anchor)
  if let half {
    // Its faster half would keep the box awake: half a box without power helps nobody.
    guard let port = sockets.port(of: half) else { throw .noHubAbove }
    wanted.append(port)
  } else if let port = sockets.otherSpeed(of: anchor, in: own) {
    wanted.append(port)
  }
  var ports: [PowerPort] = []
  for (index, port) in wanted.enumerated() {
    do throws(PowerRefusal) {
      for switched in try sockets.switching(port, facts: facts) where !ports.contains(switched) {
        ports.append(switched)
      }
    } catch {
      // Nothing of this station hangs in the second port: try without it, and say so.
      if index == 0 || half != nil { throw error }
      doubts.append(
        "The USB 3 side of this socket, port \(port.number) of "
          + "\(tree.devices[port.hub].path.name), cannot be switched, so the box may keep its power."
      )
    }
  }
  let devices = sockets.below(ports)
  try Bystanders(tree: tree, sorting: sorting, key: key, facts: facts).check(devices, ports)
  return PowerPlan(
    station: key, anchor: path, ports: ports,
    devices: devices.filter { tree.usbFacts($0) != nil }.map { tree.devices[$0].path },
    doubts: doubts)
}

import DeviceFacts
import StationModel

/// What the hubs said themselves, and which could not be asked.
///
/// Each answer is that of one plugging in, known by path and node: the kernel gives the next device
/// in the same socket another node.
struct Learned {
  private var reports: [DevicePath: (node: String?, report: HubReport)] = [:]
  private var troubles: [DevicePath: (node: String?, why: String)] = [:]

  mutating func take(_ report: HubReport, of hub: Device) {
    reports[hub.path] = (hub.node, report)
    troubles[hub.path] = nil
  }

  mutating func cannotAsk(_ hub: Device, why: String) {
    troubles[hub.path] = (hub.node, why)
  }

  /// The device with what is known of it. What sysfs says itself goes first.
  func completing(_ device: Device) -> Device {
    guard case .usb(var usb) = device.facts, usb.isHub, let known = reports[device.path],
      known.node == device.node
    else { return device }
    usb.containerID = usb.containerID ?? known.report.containerID
    usb.hub = usb.hub ?? known.report.hub
    var device = device
    device.facts = .usb(usb)
    return device
  }

  func isOpen(_ hub: Device) -> Bool {
    if let known = reports[hub.path], known.node == hub.node { return false }
    if let known = troubles[hub.path], known.node == hub.node { return false }
    return true
  }

  func trouble(of hub: Device) -> String? {
    troubles[hub.path].flatMap { $0.node == hub.node ? $0.why : nil }
  }

  /// An event about it: rights may be others now. True if it could not be asked before.
  mutating func tryAgain(_ path: DevicePath) -> Bool {
    troubles.removeValue(forKey: path) != nil
  }

  /// Keeps only what is still there.
  mutating func keep(_ picture: DevicePicture) {
    reports = reports.filter { picture[$0.key] != nil }
    troubles = troubles.filter { picture[$0.key] != nil }
  }
}

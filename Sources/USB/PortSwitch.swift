public import StationModel

/// One port of a hub.
public struct HubPort: Sendable, Hashable {
  /// The hub's directory in sysfs.
  public var hub: DevicePath
  /// The hub's node, `/dev/bus/usb/001/004`; nil if it has none.
  public var node: String?
  public var port: UInt8

  public init(hub: DevicePath, node: String?, port: UInt8) {
    self.hub = hub
    self.node = node
    self.port = port
  }
}

/// How a port's power is switched.
public enum PowerWay: String, Sendable, Hashable, CaseIterable {
  /// The kernel does it, and logs off what is in the port (sysfs `disable`, from Linux 6.0 on).
  case kernel
  /// The hub is asked, and the kernel knows nothing of it.
  case hub
}

/// A port that is open for switching, so that what was taken away can be given back.
protocol PortSwitch {
  var way: PowerWay { get }
  func takeAway() throws(USBError)
  func give() throws(USBError)
  func hasPower() throws(USBError) -> Bool
}

/// By requests to the hub, past the kernel's own driver, which need not let go of it.
struct RequestSwitch<HubPipe: Pipe>: PortSwitch {
  let pipe: HubPipe
  let port: UInt8
  var way: PowerWay { .hub }

  func takeAway() throws(USBError) { try pipe.tell(.power(false, port: port)) }
  func give() throws(USBError) { try pipe.tell(.power(true, port: port)) }

  func hasPower() throws(USBError) -> Bool {
    // wPortStatus has the power in another bit on the half of USB 3 (USB 3.2, 10.16.2.6.1).
    let bit: UInt8 = pipe.deviceProtocol == 3 ? 2 : 1
    let status = try pipe.ask(.portStatus(port), length: 4)
    return status.count == 4 && status[1] & bit != 0
  }
}

/// Opens a port the better way: the kernel's where it has one and lets us, else through the hub. The
/// kernel gives a port its power back when it is surprised by a silent one.
func openPort(_ port: HubPort) throws(USBError) -> any PortSwitch {
  if let file = DisableFile(port) { return file }
  guard let node = port.node else {
    throw USBError(.missing, "the hub \(port.hub.name) has no device node")
  }
  return RequestSwitch(pipe: try LibusbPipe(node: node), port: port.port)
}

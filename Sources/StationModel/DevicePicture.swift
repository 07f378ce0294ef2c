/// All devices that matter, at one moment. What udev's events change and what topology reads.
public struct DevicePicture: Sendable, Equatable {
  public private(set) var devices: [DevicePath: Device]

  public init(_ devices: some Sequence<Device> = []) {
    self.devices = [:]
    for device in devices { self.devices[device.path] = device }
  }

  public subscript(path: DevicePath) -> Device? { devices[path] }

  public var count: Int { devices.count }

  /// Adds a device, or puts what is newly known in the place of what was. True if anything is new.
  @discardableResult
  public mutating func put(_ device: Device) -> Bool {
    devices.updateValue(device, forKey: device.path) != device
  }

  /// Removes a device and whatever is still listed below it: a child cannot outlive its parent,
  /// even if the kernel's event about it was lost. True if the device was there.
  @discardableResult
  public mutating func remove(_ path: DevicePath) -> Bool {
    guard devices.removeValue(forKey: path) != nil else { return false }
    for key in devices.keys where key.isBelow(path) { devices[key] = nil }
    return true
  }
}

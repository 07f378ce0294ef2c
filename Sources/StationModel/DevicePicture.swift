/// All devices that matter, at one moment. What udev's events change and what topology reads.
public struct DevicePicture: Sendable {
  public private(set) var devices: [DevicePath: Device]
  /// The same devices in the order of the tree: whatever is below one follows it without a gap. An
  /// unplugged hub is found and cut out of 10,000 devices without looking at the others.
  private var order: [DevicePath]

  public init(_ devices: some Sequence<Device> = []) {
    self.devices = [:]
    for device in devices { self.devices[device.path] = device }
    order = self.devices.keys.sorted { $0.comesBefore($1) }
  }

  public subscript(path: DevicePath) -> Device? { devices[path] }

  public var count: Int { devices.count }

  /// Adds a device, or puts what is newly known in the place of what was. True if anything is new.
  @discardableResult
  public mutating func put(_ device: Device) -> Bool {
    let old = devices.updateValue(device, forKey: device.path)
    if old == nil { order.insert(device.path, at: position(of: device.path)) }
    return old != device
  }

  /// Removes a device and whatever is still listed below it: a child cannot outlive its parent,
  /// even if the kernel's event about it was lost. True if the device was there.
  @discardableResult
  public mutating func remove(_ path: DevicePath) -> Bool {
    // The key as it was put: a path can be equal to it and still be written with other bytes.
    guard let found = devices.index(forKey: path) else { return false }
    let range = range(from: devices[found].key)
    for key in order[range] { devices[key] = nil }
    order.removeSubrange(range)
    return true
  }

  /// What is listed below a device, without itself.
  public func paths(below path: DevicePath) -> [DevicePath] {
    guard let found = devices.index(forKey: path) else { return [] }
    return Array(order[range(from: devices[found].key)].dropFirst())
  }

  /// The first place whose path does not come before this one.
  private func position(of path: DevicePath) -> Int {
    var low = 0
    var high = order.count
    while low < high {
      let middle = low + (high - low) / 2
      if order[middle].comesBefore(path) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A listed device and everything below it.
  private func range(from path: DevicePath) -> Range<Int> {
    let start = position(of: path)
    let end = order[start...].dropFirst().firstIndex { !$0.isBelow(path) } ?? order.endIndex
    return start..<end
  }
}

extension DevicePicture: Equatable {
  public static func == (left: DevicePicture, right: DevicePicture) -> Bool {
    left.devices == right.devices
  }
}

extension DevicePath {
  /// The order of the tree: byte by byte, with the slash before everything else. Plain order would
  /// let "a/b-1" come between "a/b" and "a/b/c".
  fileprivate func comesBefore(_ other: DevicePath) -> Bool {
    text.utf8.lexicographicallyPrecedes(other.text.utf8) { left, right in
      let slash = UInt8(ascii: "/")
      if left == slash { return right != slash }
      return right != slash && left < right
    }
  }
}

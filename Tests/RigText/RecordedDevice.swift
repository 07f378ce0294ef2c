public import DeviceFacts
public import StationModel

/// One device of a recording, as `umockdev-record` wrote it.
public struct RecordedDevice: Sendable, Equatable {
  /// The sysfs path, `/sys/devices/…`.
  public var path: DevicePath
  public var properties: [String: String]
  /// Text attributes, with their trailing newlines as sysfs has them.
  public var attributes: [String: String]

  public init(path: DevicePath, properties: [String: String], attributes: [String: String]) {
    self.path = path
    self.properties = properties
    self.attributes = attributes
  }

  /// What the agent would make of it; nil for the many devices that do not matter to it.
  public var device: Device? { Device(self) }
}

extension RecordedDevice: RawDevice {
  public var syspath: String { path.text }
  public var subsystem: String { properties["SUBSYSTEM"] ?? "" }
  public var devtype: String? { properties["DEVTYPE"] }
  public func property(_ name: String) -> String? { properties[name] }
  public func attribute(_ name: String) -> String? { attributes[name] }
  public func bytes(of attribute: String) -> [UInt8]? { nil }
  public func target(of link: String) -> String? { nil }
}

extension DevicePicture {
  /// The picture of a recording.
  public init(recorded devices: [RecordedDevice]) {
    self.init(devices.compactMap(\.device))
  }
}

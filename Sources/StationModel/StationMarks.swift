/// What a station is made of: enough to say "the same hub in another socket" or "another hub in the
/// same socket". Empty for the host and for desktops.
public struct StationMarks: Sendable, Hashable, Codable {
  public var hub: DeviceMark?
  public var keyboard: DeviceMark?
  public var pointer: DeviceMark?
  public var display: DeviceMark?

  public init(
    hub: DeviceMark? = nil, keyboard: DeviceMark? = nil, pointer: DeviceMark? = nil,
    display: DeviceMark? = nil
  ) {
    self.hub = hub
    self.keyboard = keyboard
    self.pointer = pointer
    self.display = display
  }
}

/// One device by what its maker wrote into it.
public struct DeviceMark: Sendable, Hashable, Codable {
  /// `vendor:product` in hex (`05e3:0610`), or maker and product of a monitor (`DEL:a0b1`).
  public var model: String
  /// As the device says; whether it can be trusted is for enrollment to say.
  public var serial: String?
  /// A hub's ContainerID, as text.
  public var container: String?

  public init(model: String, serial: String? = nil, container: String? = nil) {
    self.model = model
    self.serial = serial
    self.container = container
  }
}

/// A serial number or ContainerID of a model, which two devices can turn out to share.
public struct SerialMark: Sendable, Hashable, Comparable {
  public var model: String
  /// The serial number, or the ContainerID.
  public var serial: String

  public init(model: String, serial: String) {
    self.model = model
    self.serial = serial
  }

  public static func < (left: SerialMark, right: SerialMark) -> Bool {
    (left.model, left.serial) < (right.model, right.serial)
  }
}

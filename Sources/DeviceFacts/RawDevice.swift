/// What udev and sysfs say of one device, word for word and not to be trusted.
public protocol RawDevice {
  /// `/sys/devices/…`
  var syspath: String { get }
  var subsystem: String { get }
  var devtype: String? { get }
  /// A property of the udev database, like `ID_PATH`.
  func property(_ name: String) -> String?
  /// A sysfs attribute, like `bDeviceClass`, as the file holds it.
  func attribute(_ name: String) -> String?
  /// A binary attribute, whole: `edid`, `bos_descriptors`. Nil if it is not there or may not be read.
  func bytes(of attribute: String) -> [UInt8]?
  /// The absolute sysfs path that a link below the device leads to, like `port/peer`.
  func target(of link: String) -> String?
}

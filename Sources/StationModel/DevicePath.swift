/// Where a device sits in the kernel's tree: its sysfs path, `/sys/devices/…`, without a trailing slash.
///
/// The path is the one identity that udev, sysfs and every event agree on. It is stable while the
/// device stays plugged in, and no longer: what must outlive that is a ``StationKey``.
public struct DevicePath: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  public var description: String { text }

  /// The last component, which is the kernel's name of the device: `1-1.4`, `card0`, `event3`.
  public var name: String {
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return text }
    return String(text[text.utf8.index(after: slash)...])
  }

  /// The directory above, or nil at the top.
  public var parent: DevicePath? {
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")), slash > text.startIndex else {
      return nil
    }
    return DevicePath(String(text[..<slash]))
  }

  /// True if this device lies somewhere below `other` (a device is not below itself).
  public func isBelow(_ other: DevicePath) -> Bool {
    let mine = text.utf8
    let theirs = other.text.utf8
    guard mine.count > theirs.count, mine.starts(with: theirs) else { return false }
    return mine[mine.index(mine.startIndex, offsetBy: theirs.count)] == UInt8(ascii: "/")
  }

  public static func < (left: DevicePath, right: DevicePath) -> Bool { left.text < right.text }
}

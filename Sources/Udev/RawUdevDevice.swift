import CUdev
import DeviceFacts
import Glibc

/// A device of libudev, as long as its pointer lives.
struct RawUdevDevice: RawDevice {
  private let pointer: OpaquePointer
  let syspath: String
  let subsystem: String

  init?(_ pointer: OpaquePointer) {
    guard let path = udevText(udev_device_get_syspath(pointer)),
      let subsystem = udevText(udev_device_get_subsystem(pointer))
    else { return nil }
    self.pointer = pointer
    syspath = path
    self.subsystem = subsystem
  }

  var devtype: String? { udevText(udev_device_get_devtype(pointer)) }

  func property(_ name: String) -> String? {
    udevText(udev_device_get_property_value(pointer, name))
  }

  func attribute(_ name: String) -> String? {
    udevText(udev_device_get_sysattr_value(pointer, name))
  }

  /// libudev ends an attribute at its first zero byte, so binary ones are read from the file.
  func bytes(of attribute: String) -> [UInt8]? {
    readFile(syspath + "/" + attribute, atMost: Self.longest)
  }

  /// An EDID has 256 blocks of 128 bytes at most; descriptors have 64 KiB.
  private static let longest = 1 << 16

  func target(of link: String) -> String? {
    guard let path = realpath(syspath + "/" + link, nil) else { return nil }
    defer { free(path) }
    return udevText(path)
  }
}

/// Bytes that are no UTF-8 are replaced, not trusted.
func udevText(_ pointer: UnsafePointer<CChar>?) -> String? {
  pointer.map { String(cString: $0) }
}

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
    let descriptor = open(syspath + "/" + attribute, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count < Self.longest {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes.isEmpty ? nil : bytes }
      bytes += buffer[..<count]
    }
    return nil
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

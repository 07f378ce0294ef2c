import CUdev
public import DeviceFacts
import Glibc
import StationModel

/// Reads all that stations could need of this computer's devices, word for word: what a recording
/// is made of. Reads only, and only attributes that are known to be harmless to read.
public enum DeviceRecorder {
  private static let subsystems = ["usb", "hid", "input", "drm", "sound", "graphics"]
  /// Of these only what hangs on USB: the rest says nothing of stations, but much of the owner.
  private static let onUSB = ["tty", "block", "video4linux", "scsi", "usb-serial", "bluetooth"]

  private static let attributes = [
    "authorized", "bConfigurationValue", "bDeviceClass", "bDeviceProtocol", "bDeviceSubClass",
    "bInterfaceClass", "bInterfaceNumber", "bInterfaceProtocol", "bInterfaceSubClass",
    "bMaxPower", "bNumConfigurations", "bNumEndpoints", "bNumInterfaces", "bcdDevice",
    "bmAttributes", "busnum", "capabilities/abs", "capabilities/ev", "capabilities/ff",
    "capabilities/key", "capabilities/led", "capabilities/msc", "capabilities/rel",
    "capabilities/snd", "capabilities/sw", "class", "connector_id", "dev", "device", "devnum",
    "devpath", "dpms", "enabled", "id", "id/bustype", "id/product", "id/vendor", "id/version",
    "idProduct", "idVendor", "index", "manufacturer", "maxchild", "modalias", "model", "modes",
    "name", "number", "phys", "port/connect_type", "port/location", "product", "properties",
    "quirks", "removable", "ro", "rx_lanes", "serial", "size", "speed", "status",
    "subsystem_device", "subsystem_vendor", "tx_lanes", "type", "uniq", "vendor", "version",
  ]
  private static let binaries = ["edid", "bos_descriptors", "descriptors", "report_descriptor"]
  private static let links = ["device", "driver"]
  /// Of the moment, or said again elsewhere.
  private static let leftOut: Set<String> = ["DEVPATH", "DEVLINKS", "USEC_INITIALIZED"]

  /// Every device that matters, and those above them, sorted by path.
  public static func record() throws(UdevError) -> [RecordedDevice] {
    guard let udev = udev_new() else { throw UdevError(what: "udev_new", code: errno) }
    defer { udev_unref(udev) }
    guard let scan = udev_enumerate_new(udev) else {
      throw UdevError(what: "udev_enumerate_new", code: errno)
    }
    defer { udev_enumerate_unref(scan) }
    for subsystem in subsystems + onUSB { udev_enumerate_add_match_subsystem(scan, subsystem) }
    let result = udev_enumerate_scan_devices(scan)
    guard result >= 0 else { throw UdevError(what: "cannot list devices", code: -result) }
    var found: [DevicePath: RecordedDevice] = [:]
    for name in names(udev_enumerate_get_list_entry(scan)).map(\.name) {
      // A device that vanished since the scan is simply not there.
      guard let pointer = udev_device_new_from_syspath(udev, name) else { continue }
      defer { udev_device_unref(pointer) }
      let subsystem = udevText(udev_device_get_subsystem(pointer)) ?? ""
      let isOnUSB =
        udev_device_get_parent_with_subsystem_devtype(pointer, "usb", "usb_device") != nil
      if onUSB.contains(subsystem), !isOnUSB { continue }
      // The parents live as long as the device.
      var next: OpaquePointer? = pointer
      while let device = next {
        guard let read = read(device), found.updateValue(read, forKey: read.path) == nil else {
          break
        }
        next = udev_device_get_parent(device)
      }
    }
    return found.values.sorted { $0.path < $1.path }
  }

  private static func read(_ pointer: OpaquePointer) -> RecordedDevice? {
    guard let raw = RawUdevDevice(pointer), raw.syspath.hasPrefix("/sys/devices/") else {
      return nil
    }
    var device = RecordedDevice(path: DevicePath(raw.syspath))
    for (name, value) in names(udev_device_get_properties_list_entry(pointer)) {
      if !leftOut.contains(name) { device.properties[name] = value }
    }
    device.properties["SUBSYSTEM"] = raw.subsystem
    for name in attributes {
      // libudev ends a text without its newline; sysfs has one.
      if let text = raw.attribute(name) { device.attributes[name] = text + "\n" }
    }
    for name in binaries { device.binaries[name] = raw.bytes(of: name) }
    // A PCI device has an attribute of this name instead.
    for name in links {
      if let text = linkText(raw.syspath + "/" + name) { device.links[name] = text }
    }
    // The kernel's link starts at the port, which is not recorded.
    if let target = raw.target(of: "port/peer") { device.setLink("port/peer", to: target) }
    if let node = udevText(udev_device_get_devnode(pointer)), node.hasPrefix("/dev/") {
      device.node = String(node.dropFirst("/dev/".utf8.count))
    }
    device.nodeLinks = names(udev_device_get_devlinks_list_entry(pointer)).map(\.name).compactMap {
      $0.hasPrefix("/dev/") ? String($0.dropFirst("/dev/".utf8.count)) : nil
    }.sorted()
    return device
  }

  /// What a link holds; nil if it is none.
  private static func linkText(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0, count < buffer.count else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func names(_ list: OpaquePointer?) -> [(name: String, value: String)] {
    var entries: [(name: String, value: String)] = []
    var entry = list
    while let current = entry {
      if let name = udevText(udev_list_entry_get_name(current)) {
        entries.append((name, udevText(udev_list_entry_get_value(current)) ?? ""))
      }
      entry = udev_list_entry_get_next(current)
    }
    return entries
  }
}

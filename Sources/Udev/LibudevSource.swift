import CUdev
import DeviceFacts
import Glibc
import StationModel

/// The one place that talks to libudev.
final class LibudevSource: EventSource {
  private let udev: OpaquePointer
  private let monitor: OpaquePointer
  let descriptor: Int32
  private let makers = Makers()

  /// What stations are made of.
  static let subsystems = ["usb", "input", "drm", "sound", "graphics", "tty"]

  /// Starts listening at once, so that what is enumerated later cannot miss an event.
  init() throws(UdevError) {
    guard let udev = udev_new() else { throw UdevError(what: "udev_new", code: errno) }
    guard let monitor = udev_monitor_new_from_netlink(udev, "udev") else {
      let code = errno
      udev_unref(udev)
      throw UdevError(what: "cannot listen to udev", code: code)
    }
    for subsystem in Self.subsystems {
      udev_monitor_filter_add_match_subsystem_devtype(monitor, subsystem, nil)
    }
    // A classroom that is switched on at once must fit. More needs CAP_NET_ADMIN; without it the
    // kernel caps the size, and an overflow is recovered from anyway.
    udev_monitor_set_receive_buffer_size(monitor, 8 << 20)
    let result = udev_monitor_enable_receiving(monitor)
    guard result >= 0 else {
      udev_monitor_unref(monitor)
      udev_unref(udev)
      throw UdevError(what: "cannot listen to udev", code: -result)
    }
    self.udev = udev
    self.monitor = monitor
    descriptor = udev_monitor_get_fd(monitor)
  }

  deinit {
    udev_monitor_unref(monitor)
    udev_unref(udev)
  }

  func enumerate() throws(UdevError) -> [Device] { try scan(Self.subsystems, below: nil) }

  func enumerate(below path: DevicePath) throws(UdevError) -> [Device] {
    guard let parent = udev_device_new_from_syspath(udev, path.text) else { return [] }
    defer { udev_device_unref(parent) }
    return try scan(Self.subsystems, below: parent).filter { $0.path != path }
  }

  private func scan(
    _ subsystems: [String], below parent: OpaquePointer?
  ) throws(UdevError) -> [Device] {
    guard let scan = udev_enumerate_new(udev) else {
      throw UdevError(what: "udev_enumerate_new", code: errno)
    }
    defer { udev_enumerate_unref(scan) }
    for subsystem in subsystems { udev_enumerate_add_match_subsystem(scan, subsystem) }
    if let parent { udev_enumerate_add_match_parent(scan, parent) }
    let result = udev_enumerate_scan_devices(scan)
    guard result >= 0 else { throw UdevError(what: "cannot list devices", code: -result) }
    var devices: [Device] = []
    var entry = udev_enumerate_get_list_entry(scan)
    while let current = entry {
      // A device that vanished since the scan is simply not there; its removal is in the queue.
      if let path = udev_list_entry_get_name(current), Self.canMatter(path),
        let pointer = udev_device_new_from_syspath(udev, path)
      {
        if let device = read(pointer) { devices.append(device) }
        udev_device_unref(pointer)
      }
      entry = udev_list_entry_get_next(current)
    }
    return devices
  }

  /// Most of the lines of `tty` are the consoles, which are no hardware: a hundred that need not be
  /// opened.
  private static func canMatter(_ path: UnsafePointer<CChar>) -> Bool {
    strncmp(path, "/sys/devices/virtual/tty/", 25) != 0
  }

  func receive() -> Received {
    errno = 0
    guard let pointer = udev_monitor_receive_device(monitor) else {
      switch errno {
      case 0, EAGAIN: return .nothing
      case EINTR: return receive()
      case ENOBUFS: return .overflow
      case let code: return .failed(errno: code)
      }
    }
    defer { udev_device_unref(pointer) }
    guard let path = udevText(udev_device_get_syspath(pointer)).map(DevicePath.init) else {
      return receive()
    }
    // "bind" can come after "add", "unbind" before "remove": all but "remove" mean "it is there".
    if udevText(udev_device_get_action(pointer)) == "remove" { return .removed(path) }
    return .present(path, read(pointer))
  }

  private func read(_ pointer: OpaquePointer) -> Device? {
    RawUdevDevice(pointer).flatMap { Device($0, makerName: makers.name) }
  }
}

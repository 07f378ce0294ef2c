import CUMockdev
import Glibc

/// Recorded hardware that can be plugged in and pulled: umockdev's testbed.
///
/// One per process, and only under `umockdev-wrapper`. Programs that are started with
/// `environment` see the devices through the same libudev as on a real machine.
public final class Testbed {
  private var testbed: UnsafeMutablePointer<UMockdevTestbed>?
  /// What is plugged in, in the order in which it came.
  private var present: [String] = []

  /// True if this process runs under `umockdev-wrapper`.
  public static var isPossible: Bool { variable("LD_PRELOAD")?.contains("umockdev") ?? false }

  public init() throws {
    guard Self.isPossible else {
      throw RigError("recorded hardware needs umockdev-wrapper around this program")
    }
    guard let testbed = umockdev_testbed_new() else { throw RigError("umockdev_testbed_new") }
    self.testbed = testbed
  }

  deinit { end() }

  /// Removes all files behind it. It cannot be used afterwards.
  public func end() {
    if let testbed { g_object_unref(testbed) }
    testbed = nil
    present = []
  }

  /// What a child needs in its environment in order to see the devices.
  public var environment: [String: String] {
    var result: [String: String] = [:]
    for name in ["LD_PRELOAD", "UMOCKDEV_DIR"] { result[name] = variable(name) }
    return result
  }

  /// Plugs in devices of a recording, parents first; each is announced by an event.
  public func plug(_ devices: [RecordedSection]) throws {
    for device in devices where !present.contains(device.path) {
      waitForListeners()
      var error: UnsafeMutablePointer<GError>?
      guard umockdev_testbed_add_from_string(testbed, device.text, &error) != 0 else {
        let message = error.map { String(cString: $0.pointee.message) } ?? "unknown"
        g_error_free(error)
        throw RigError("\(device.path): \(message)")
      }
      present.append(device.path)
    }
  }

  /// Lets this hub answer what its node is asked. Before the device is plugged in.
  public func attach(_ hub: PretendHub) throws {
    guard umockdev_testbed_attach_ioctl(testbed, hub.node, hub.handler, nil) != 0 else {
      throw RigError("\(hub.node) cannot answer")
    }
  }

  /// An attribute of a device as it is now, to be read by programs of the testbed or written by them.
  public func attribute(_ path: String, _ name: String) -> String? {
    guard let folder = variable("UMOCKDEV_DIR") else { return nil }
    return try? readText("\(folder)/sys\(path)/\(name)")
  }

  /// Pulls a device and all that hangs on it, leaves first, as the kernel does.
  public func pull(_ path: String) throws {
    let gone = present.filter { $0 == path || $0.hasPrefix(path + "/") }
      .sorted { $0.utf8.count > $1.utf8.count }
    if gone.isEmpty { throw RigError("\(path) is not plugged in") }
    for device in gone {
      waitForListeners()
      umockdev_testbed_uevent(testbed, "/sys" + device, "remove")
      umockdev_testbed_remove_device(testbed, "/sys" + device)
    }
    present.removeAll { gone.contains($0) }
  }

  /// Pulls everything, silently unless a program still listens.
  public func clear() {
    for root in present where !present.contains(where: { root.hasPrefix($0 + "/") }) {
      try? pull(root)
    }
  }

  /// Sends an event about a device that stays as it is.
  public func announce(_ path: String, _ action: String) {
    guard present.contains(path) else { return }
    waitForListeners()
    umockdev_testbed_uevent(testbed, "/sys" + path, action)
  }

  /// Plays events in the order in which a real machine sent them; the devices come from `recording`.
  public func replay(_ events: [RecordedEvent], of recording: Recording) throws {
    for event in events {
      switch event.action {
      case "add": try plug(recording.sections.filter { $0.path == event.path })
      case "remove": if present.contains(event.path) { try pull(event.path) }
      default: announce(event.path, event.action)
      }
    }
  }

  /// Sets an attribute and lets the kernel say so.
  public func change(_ path: String, _ attribute: String, to value: String) {
    umockdev_testbed_set_attribute(testbed, "/sys" + path, attribute, value)
    announce(path, "change")
  }

  /// Sets a property of udev's and sends the event that tells it; nothing for what is not plugged in.
  public func change(_ path: String, property: String, to value: String) {
    guard present.contains(path) else { return }
    umockdev_testbed_set_property(testbed, "/sys" + path, property, value)
    announce(path, "change")
  }

  /// Waits until every program that listens has room for one more event: umockdev does not, and
  /// aborts. A test's socket holds 10, where a real one holds thousands.
  private func waitForListeners() {
    guard let folder = variable("UMOCKDEV_DIR") else { return }
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(folder + "/event[0-9]*", GLOB_NOSORT, nil, &found) == 0 else { return }
    for index in 0..<Int(found.gl_pathc) {
      guard let path = found.gl_pathv[index] else { continue }
      let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
      defer { close(descriptor) }
      if withSocketAddress(path, { connect(descriptor, $0, $1) }) == 0 {
        var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&room, 1, 10_000)
      }
    }
  }
}

/// Where the recordings are.
public enum Rigs {
  public static let folder = project + "/Tests/Rigs"

  /// The project's own folder.
  public static let project: String =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
}

/// Something in the rig itself went wrong.
public struct RigError: Error, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}

/// An environment variable of this process.
public func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// A whole file as text.
public func readText(_ path: String) throws -> String {
  guard let file = fopen(path, "re") else {
    throw RigError("\(path): \(String(cString: strerror(errno)))")
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// Calls `body` with the address of a socket in the file system.
func withSocketAddress(
  _ path: UnsafePointer<CChar>, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
) -> Int32 {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { bytes in
    let length = min(strlen(path), bytes.count - 1)
    bytes.copyMemory(from: UnsafeRawBufferPointer(start: path, count: length))
  }
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
}

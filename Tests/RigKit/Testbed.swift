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

  deinit { clear() }

  /// Unplugs everything and removes the files behind it.
  public func clear() {
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
      var error: UnsafeMutablePointer<GError>?
      guard umockdev_testbed_add_from_string(testbed, device.text, &error) != 0 else {
        let message = error.map { String(cString: $0.pointee.message) } ?? "unknown"
        g_error_free(error)
        throw RigError("\(device.path): \(message)")
      }
      present.append(device.path)
    }
  }

  /// Pulls a device and all that hangs on it, leaves first, as the kernel does.
  public func pull(_ path: String) throws {
    let gone = present.filter { $0 == path || $0.hasPrefix(path + "/") }
      .sorted { $0.utf8.count > $1.utf8.count }
    if gone.isEmpty { throw RigError("\(path) is not plugged in") }
    for device in gone {
      umockdev_testbed_uevent(testbed, "/sys" + device, "remove")
      umockdev_testbed_remove_device(testbed, "/sys" + device)
    }
    present.removeAll { gone.contains($0) }
  }

  /// Sets an attribute and lets the kernel say so.
  public func change(_ path: String, _ attribute: String, to value: String) {
    umockdev_testbed_set_attribute(testbed, "/sys" + path, attribute, value)
    umockdev_testbed_uevent(testbed, "/sys" + path, "change")
  }
}

/// One device of a recording: its path without `/sys`, and its text.
public struct RecordedSection: Sendable {
  public var path: String
  public var text: String
}

/// A file of Tests/Rigs in umockdev's text format.
public struct Recording: Sendable {
  public var sections: [RecordedSection]

  /// By its name without the extension: `01-bare-host`.
  public init(_ name: String) throws {
    let text = try readText(Rigs.folder + "/" + name + ".umockdev")
    sections = []
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if !line.isEmpty {
        lines.append(line)
        continue
      }
      if let first = lines.first, first.hasPrefix("P: ") {
        // Device nodes and their symlinks are left out: nothing here opens them, and umockdev
        // 0.17 aborts when a node comes a second time.
        let kept = lines.filter { !$0.hasPrefix("N: ") && !$0.hasPrefix("S: ") }
        sections.append(
          RecordedSection(
            path: String(first.dropFirst(3)), text: kept.joined(separator: "\n") + "\n\n"))
      }
      lines = []
    }
    // Parents first: a shorter path can only be an ancestor, never a descendant.
    sections.sort { $0.path.utf8.count < $1.path.utf8.count }
  }

  /// The device at `path` and everything below it.
  public func below(_ path: String) -> [RecordedSection] {
    sections.filter { $0.path == path || $0.path.hasPrefix(path + "/") }
  }
}

/// Where the recordings are.
public enum Rigs {
  public static let folder: String = {
    let here = #filePath.split(separator: "/").dropLast(2)
    return "/" + here.joined(separator: "/") + "/Rigs"
  }()
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

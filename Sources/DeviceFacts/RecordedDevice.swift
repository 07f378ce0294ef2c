public import StationModel

/// One device of a recording, word for word as it was read.
public struct RecordedDevice: Sendable, Equatable {
  /// The sysfs path, `/sys/devices/…`.
  public var path: DevicePath
  public var properties: [String: String]
  /// Text attributes, with their trailing newlines as sysfs has them.
  public var attributes: [String: String]
  /// Binary attributes: `edid`, `descriptors`.
  public var binaries: [String: [UInt8]]
  /// Links by name, with what they hold: `../../1-0:1.0`, relative to where the link lies.
  public var links: [String: String]
  /// The node below `/dev`, `input/event3`, and other names for it.
  public var node: String?
  public var nodeLinks: [String]

  public init(
    path: DevicePath, properties: [String: String] = [:], attributes: [String: String] = [:],
    binaries: [String: [UInt8]] = [:], links: [String: String] = [:], node: String? = nil,
    nodeLinks: [String] = []
  ) {
    self.path = path
    self.properties = properties
    self.attributes = attributes
    self.binaries = binaries
    self.links = links
    self.node = node
    self.nodeLinks = nodeLinks
  }

  /// Notes a link by the absolute path that it leads to.
  public mutating func setLink(_ name: String, to target: String) {
    links[name] = LinkPath.relative(to: target, link: name, of: path)
  }

  /// What the agent would make of it; nil for the many devices that do not matter to it.
  public var device: Device? { Device(self) }
}

extension RecordedDevice: RawDevice {
  public var syspath: String { path.text }
  public var subsystem: String { properties["SUBSYSTEM"] ?? "" }
  public var devtype: String? { properties["DEVTYPE"] }

  public func property(_ name: String) -> String? {
    properties[name] ?? (name == "DEVNAME" ? node.map { "/dev/" + $0 } : nil)
  }

  public func attribute(_ name: String) -> String? { attributes[name] }

  public func bytes(of attribute: String) -> [UInt8]? {
    binaries[attribute] ?? attributes[attribute].map { Array($0.utf8) }
  }

  public func target(of link: String) -> String? {
    links[link].flatMap { LinkPath.resolve($0, link: link, of: path) }
  }
}

extension DevicePicture {
  /// The picture of a recording.
  public init(recorded devices: [RecordedDevice]) {
    // The link that a card of evdi is read by starts at another device of the recording.
    var adapters: [DevicePath: String] = [:]
    for device in devices where Strict.isNumbered(device.path.name, after: "evdi.") {
      adapters[device.path] = device.target(of: "device")
    }
    self.init(
      devices.compactMap { device in
        var device = device
        if let folder = device.path.parent?.parent, let adapter = adapters[folder] {
          device.links["device/device"] = adapter
        }
        return device.device
      })
  }
}

/// Links of sysfs are relative to the folder that they lie in.
enum LinkPath {
  /// The absolute path; nil if the link leads out of `/sys`.
  static func resolve(_ target: String, link: String, of device: DevicePath) -> String? {
    if target.hasPrefix("/") { return target.hasPrefix("/sys/") ? target : nil }
    var parts = (device.text + "/" + link).split(separator: "/").dropLast()
    for part in target.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    return parts.count > 1 && parts.first == "sys" ? "/" + parts.joined(separator: "/") : nil
  }

  /// What a link of this name must hold to lead there.
  static func relative(to target: String, link: String, of device: DevicePath) -> String {
    let from = (device.text + "/" + link).split(separator: "/").dropLast()
    let to = target.split(separator: "/")
    var shared = 0
    for (left, right) in zip(from, to) {
      guard left == right else { break }
      shared += 1
    }
    let up = [Substring](repeating: "..", count: from.count - shared)
    return (up + to.dropFirst(shared)).joined(separator: "/")
  }
}

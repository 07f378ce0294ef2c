import PluginProtocol

/// A disk of a template that its copies must not write to, and what a copy has instead.
struct ClonedDisk: Sendable, Equatable {
  /// `vda`: unique within a domain.
  var target: String
  /// The image of the copy.
  var image: Image
  /// `qcow2`, `raw`.
  var format: String

  enum Image: Sendable, Equatable {
    case path(String)
    case volume(name: String)
  }

  /// Writes the new image into the definition, in the place of the old one.
  func replaceSource(in root: XMLText.Node) throws(PluginError) {
    let disk = root.nodes("devices/disk").first { $0.first("target")?["dev"] == target }
    guard let disk, let source = disk.first("source") else {
      throw PluginError(.internalError, "the template's disk \(target) is gone")
    }
    switch image {
    case .path(let path): source.set(disk["type"] == "block" ? "dev" : "file", path)
    case .volume(let name): source.set("volume", name)
    }
    // The chain below it is another one now.
    for chain in disk.nodes("backingStore") + disk.nodes("source/@index") { chain.remove() }
    let driver = disk.first("driver") ?? disk.add("driver")
    if driver?["name"] == nil { driver?.set("name", "qemu") }
    driver?.set("type", format)
  }
}

/// A disk of a template as its definition has it.
struct TemplateDisk: Sendable, Equatable {
  var target: String
  var source: Source

  enum Source: Sendable, Equatable {
    case path(String)
    case volume(pool: String, name: String)
    /// It cannot be copied, because …
    case unsuitable(String)
  }

  /// Those that a copy would write to. Removable ones, those that are only read and those that are
  /// meant to be shared stay as they are.
  static func all(in template: XMLText) -> [TemplateDisk] {
    template.nodes("/domain/devices/disk[not(readonly) and not(shareable)]").compactMap { disk in
      guard ["disk", "lun", nil].contains(disk["device"]), let source = disk.first("source"),
        let target = disk.first("target")?["dev"]
      else { return nil }
      return TemplateDisk(target: target, source: Source(disk, source))
    }
  }
}

extension TemplateDisk.Source {
  fileprivate init(_ disk: XMLText.Node, _ source: XMLText.Node) {
    if disk.first("encryption | source/encryption") != nil {
      self = .unsuitable("is encrypted")
    } else if disk.first("source/slices") != nil {
      self = .unsuitable("is a part of an image")
    } else if let path = source["file"] ?? source["dev"] {
      self = .path(path)
    } else if let pool = source["pool"], let name = source["volume"] {
      self = .volume(pool: pool, name: name)
    } else {
      self = .unsuitable("lies on a server (disk type \(disk["type"] ?? "unknown"))")
    }
  }
}

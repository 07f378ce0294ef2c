/// One device of a recording: its path without `/sys`, and its text.
public struct RecordedSection: Sendable {
  public var path: String
  public var text: String

  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }
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
        // Device nodes, their symlinks and their numbers are left out: nothing here opens them, and
        // umockdev 0.17 aborts when one comes a second time, even after it was removed. What a device thinks of its power
        // is of no use here either, and is half of all files.
        let kept = lines.filter { line in
          !["N: ", "S: ", "A: dev=", "A: power/"].contains { line.hasPrefix($0) }
        }
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

/// One event of a real machine, as udev sent it on after its rules.
public struct RecordedEvent: Sendable, Equatable {
  public var action: String
  /// The device's path without `/sys`.
  public var path: String

  /// The events of a `.uevents` file (`udevadm monitor -u -p`), in their order.
  public static func file(_ name: String) throws -> [RecordedEvent] {
    try readText(Rigs.folder + "/" + name + ".uevents").split(separator: "\n").compactMap { line in
      // UDEV  [21.905833] add      /devices/…/usb1/1-1 (usb)
      let words = line.split(separator: " ")
      guard line.hasPrefix("UDEV  ["), words.count == 5 else { return nil }
      return RecordedEvent(action: String(words[2]), path: String(words[3]))
    }
  }
}

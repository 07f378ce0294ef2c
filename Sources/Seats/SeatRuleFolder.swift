import Glibc

/// The folder in which logind keeps its rules, read again only when it changed.
public struct SeatRuleFolder {
  private var path = ""
  private var read: (stamp: Stamp, rules: SeatRules)?

  private struct Stamp: Equatable {
    var seconds: Int
    var nanoseconds: Int
    var inode: UInt64
  }

  public init() {}

  /// A folder that is not there holds no rules.
  ///
  /// - Parameter fresh: reads it in any case.
  public mutating func rules(in path: String, fresh: Bool = false) -> SeatRules {
    var status = stat()
    guard stat(path, &status) == 0 else {
      read = nil
      return errno == ENOENT ? .known([]) : .unknown(why: "\(path): \(text(errno))")
    }
    let stamp = Stamp(
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec,
      inode: UInt64(status.st_ino))
    if !fresh, path == self.path, let read, read.stamp == stamp { return read.rules }
    let rules = Self.read(path)
    self.path = path
    // What changed just now may change again within the same tick of the kernel's clock.
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    read = now.tv_sec - stamp.seconds > 2 ? (stamp, rules) : nil
    return rules
  }

  private static func read(_ path: String) -> SeatRules {
    guard let folder = opendir(path) else { return .unknown(why: "\(path): \(text(errno))") }
    defer { closedir(folder) }
    var rules: [SeatRule] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix("72-seat-"), name.hasSuffix(".rules") else { continue }
      guard rules.count < mostRules else { return .unknown(why: "\(path) holds too many rules") }
      if let text = line(of: path + "/" + name), let rule = SeatRule(file: name, text: text) {
        rules.append(rule)
      }
    }
    return .known(rules.sorted { $0.file < $1.file })
  }

  /// Nil for what cannot be read, and for what is longer than any rule of logind's.
  private static func line(of path: String) -> String? {
    // A link is none of logind's, and the helper that releases takes none for one.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    guard let file = fdopen(descriptor, "r") else {
      close(descriptor)
      return nil
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: longestRule + 1)
    let count = fread(&bytes, 1, bytes.count, file)
    return count <= longestRule ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }
}

private let longestRule = 1024
private let mostRules = 4096

private func text(_ code: Int32) -> String { String(cString: strerror(code)) }

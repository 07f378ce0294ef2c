import Glibc

/// Tells when a file may have changed: inotify(7) on its folder, because editors save by renaming
/// a new file over the old one, and a watch on the file itself would follow the old one.
struct FileWatch: Sendable {
  private let path: String
  private let name: [UInt8]
  private let descriptor: Int32

  init(path: String) throws {
    let folder: String
    if let slash = path.lastIndex(of: "/") {
      folder = slash == path.startIndex ? "/" : String(path[..<slash])
      name = Array(path[path.index(after: slash)...].utf8)
    } else {
      folder = "."
      name = Array(path.utf8)
    }
    self.path = path
    descriptor = inotify_init1(Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { throw FileTrouble(path, "cannot be watched", errno: errno) }
    // Not IN_CREATE: a new file is empty until its writer closes it.
    let events =
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF
    guard inotify_add_watch(descriptor, folder, UInt32(events)) >= 0 else {
      let number = errno
      close(descriptor)
      throw FileTrouble(folder, "cannot be watched", errno: number)
    }
  }

  /// Blocks until something happened to the file. Throws if it can be watched no longer.
  func waitForChange() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FileTrouble(path, "cannot be watched", errno: errno) }
      if try concernsFile(buffer[..<count]) { return true }
    }
  }

  /// Walks `struct inotify_event`: watch, mask, cookie, length (4 bytes each), then the name.
  private func concernsFile(_ bytes: ArraySlice<UInt8>) throws -> Bool {
    var concerns = false
    var rest = bytes
    while rest.count >= 16 {
      let mask = Self.number(rest.dropFirst(4))
      let length = Int(Self.number(rest.dropFirst(12)))
      if mask & UInt32(IN_Q_OVERFLOW) != 0 { concerns = true }
      if mask & UInt32(IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT) != 0 {
        throw FileTrouble(path, "its folder is gone")
      }
      let found = rest.dropFirst(16).prefix(length).prefix { $0 != 0 }
      if found.elementsEqual(name) { concerns = true }
      rest = rest.dropFirst(16 + length)
    }
    return concerns
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
  }
}

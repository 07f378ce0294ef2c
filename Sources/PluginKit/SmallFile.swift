import Glibc

/// What is wrong with a file, in a sentence that begins with its path.
public struct FileTrouble: Error, Sendable, Equatable, CustomStringConvertible {
  public var description: String
  /// errno of the call that failed; nil if no call did.
  public var code: Int32?

  public init(_ path: String, _ what: String, errno code: Int32? = nil) {
    description = path + ": " + what
    if let code { description += ": " + String(cString: strerror(code)) }
    self.code = code
  }
}

/// Files that are read as a whole, and written so that there is always one whole version.
public enum SmallFile {
  /// Its bytes; nil if there is no such file. Throws for one that is larger than `limit` bytes.
  public static func read(_ path: String, limit: Int) throws(FileTrouble) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 && errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw FileTrouble(path, "cannot be opened", errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileTrouble(path, "cannot be read", errno: errno) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw FileTrouble(path, "is larger than \(limit) bytes")
      }
    }
  }

  /// Writes beside it, and over it once that is on the disk: after a power cut there is the old file
  /// or the new one, never half of one. Mode 0600.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(FileTrouble) {
    let new = path + ".new"
    let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileTrouble(new, "cannot be opened", errno: errno) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let code = errno
        close(descriptor)
        throw FileTrouble(new, "cannot be written", errno: code)
      }
      done += count
    }
    let isOnDisk = fsync(descriptor) == 0
    let code = errno
    guard close(descriptor) == 0, isOnDisk else {
      throw FileTrouble(new, "cannot be written", errno: code)
    }
    guard rename(new, path) == 0 else {
      throw FileTrouble(path, "cannot be replaced", errno: errno)
    }
    // The new name too has to reach the disk.
    let folder = open(
      path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC
    )
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }
}

import Glibc

/// A file of a few lines that is always whole.
///
/// In the session's own folder, which goes with it; what others could have written there is not read.
struct SmallFile: Sendable {
  let folder: String
  let name: String

  /// The one of this person's session; nil where there is no such folder.
  static var ofScreen: SmallFile? {
    guard let runtime = getenv("XDG_RUNTIME_DIR").map({ String(cString: $0) }),
      runtime.hasPrefix("/")
    else { return nil }
    return SmallFile(folder: runtime + "/stationmaster", name: "screen")
  }

  private var path: String { folder + "/" + name }

  /// Nil if there is none, or it is not as ``write(_:)`` leaves it.
  func read(atMost limit: Int) -> String? {
    guard isOwn else { return nil }
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
      facts.st_uid == geteuid(), facts.st_mode & 0o022 == 0
    else { return nil }
    return readBytes(descriptor, atMost: limit).flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// False if it cannot be written.
  @discardableResult
  func write(_ text: String) -> Bool {
    mkdir(folder, 0o700)
    guard isOwn else { return false }
    let new = path + ".new"
    unlink(new)
    let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    let isWhole = writeBytes(Array(text.utf8), descriptor)
    close(descriptor)
    if isWhole, rename(new, path) == 0 { return true }
    unlink(new)
    return false
  }

  /// A folder, not a link to one; nobody else's, and closed to others.
  private var isOwn: Bool {
    var facts = stat()
    return lstat(folder, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
      && facts.st_uid == geteuid() && facts.st_mode & 0o077 == 0
  }
}

/// All of it; nil if it is longer or cannot be read.
func readBytes(_ descriptor: Int32, atMost limit: Int) -> [UInt8]? {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 16_384)
  while bytes.count <= limit {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0 && errno == EINTR { continue }
    if count < 0 { return nil }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
  return nil
}

private func writeBytes(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

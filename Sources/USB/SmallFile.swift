import Glibc

/// Puts a file in the place of what is there, all of it or nothing; on the disk when it returns.
func writeDurably(_ text: String, to path: String) throws(USBError) {
  let draft = path + ".new"
  unlink(draft)
  let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
  try opened(draft, flags) { file throws(USBError) in
    let bytes = Array(text.utf8)
    guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
      throw USBError(failedTo: "write \(draft)")
    }
  }
  guard rename(draft, path) == 0 else { throw USBError(failedTo: "rename \(draft)") }
  // The name must be as durable as the lines.
  let cut = path.utf8.lastIndex(of: UInt8(ascii: "/"))
  let folder = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  try opened(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) { file throws(USBError) in
    guard fsync(file) == 0 else { throw USBError(failedTo: "sync \(folder)") }
  }
}

/// A file of at most `limit` bytes. Throws `missing` if there is none.
///
/// - Parameter isOurs: it must be a plain file that nobody else can have written.
func readWhole(
  _ path: String, limit: Int, isOurs: Bool = false
) throws(USBError) -> [UInt8] {
  let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (isOurs ? O_NOFOLLOW : 0)
  return try opened(path, flags) { file throws(USBError) in
    if isOurs {
      var facts = stat()
      guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
        facts.st_uid == geteuid(), facts.st_mode & 0o022 == 0
      else { throw USBError(.failed, "\(path) is no plain file of the agent's own") }
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(file, &buffer, buffer.count)
      guard count >= 0 else { throw USBError(failedTo: "read \(path)") }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      if bytes.count > limit { throw USBError(.failed, "\(path) is too long") }
    }
  }
}

private func opened<Value>(
  _ path: String, _ flags: Int32, _ body: (Int32) throws(USBError) -> Value
) throws(USBError) -> Value {
  let file = open(path, flags, 0o600)
  guard file >= 0 else { throw USBError(opening: path, code: errno) }
  defer { close(file) }
  return try body(file)
}

extension USBError {
  init(failedTo what: String) {
    self.init(.failed, "cannot \(what): \(String(cString: strerror(errno)))")
  }
}

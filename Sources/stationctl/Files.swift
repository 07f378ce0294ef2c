import Glibc

/// A file of at most 64 KiB as text; `-` is standard input. More is not read: no file that belongs
/// here is larger.
func readSmallFile(_ path: String) throws(Failure) -> String {
  String(decoding: try readSmallBytes(path), as: UTF8.self)
}

func readSmallBytes(_ path: String) throws(Failure) -> [UInt8] {
  let descriptor = path == "-" ? 0 : try openFile(path)
  defer { if descriptor != 0 { close(descriptor) } }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_537)
  while bytes.count <= 65_536 {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else {
      throw Failure(
        .badData, "\(path) cannot be read: \(String(cString: strerror(errno))).", nextStep: "")
    }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
  throw Failure(
    .badData, "\(path) is larger than 64 KiB: it is no license file and no key.",
    nextStep: "Check the name.")
}

/// Waits for nothing: a pipe that nobody writes to, or a device, would never come to an end. Only what
/// the shell opened for us, as in `add <(command)`, may be a pipe.
private func openFile(_ path: String) throws(Failure) -> Int32 {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard descriptor >= 0 else {
    throw Failure(
      .badData, "\(path) cannot be read: \(String(cString: strerror(errno))).",
      nextStep: "Check the name and your rights to it.")
  }
  var facts = stat()
  let kind = fstat(descriptor, &facts) == 0 ? facts.st_mode & S_IFMT : 0
  if kind == S_IFREG { return descriptor }
  let isOurs = ["/dev/fd/", "/proc/self/fd/", "/dev/stdin"].contains { path.hasPrefix($0) }
  if isOurs, kind != S_IFDIR {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    return descriptor
  }
  close(descriptor)
  let name =
    switch kind {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFCHR, S_IFBLK: "a device"
    default: "no ordinary file"
    }
  throw Failure(
    .badData, "\(path) is \(name), not a file.",
    nextStep: kind == S_IFDIR ? "Name a file in it." : "Use - to read from standard input.")
}

/// Writes a file that must not exist yet: a key that is overwritten is lost for ever.
func writeNewFile(_ text: String, to path: String, mode: mode_t) throws {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
  guard descriptor >= 0 else {
    throw Failure(
      .refused, "\(path) cannot be written: \(String(cString: strerror(errno))).",
      nextStep: errno == EEXIST ? "Choose another name, or move the old file away." : "")
  }
  defer { close(descriptor) }
  var bytes = ArraySlice(text.utf8)
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else {
      throw Failure(
        .refused, "\(path) could not be written whole: \(String(cString: strerror(errno))).",
        nextStep: "Remove it and try again.")
    }
    bytes = bytes.dropFirst(count)
  }
}

/// Copies a file of any size to a name that must not exist yet. A copy that fails is removed again.
func copyFile(_ path: String, to copy: String, mode: mode_t) throws {
  let source = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard source >= 0 else {
    throw Failure(
      .badData, "\(path) cannot be read: \(String(cString: strerror(errno))).",
      nextStep: "Check the name and your rights to it.")
  }
  defer { close(source) }
  let target = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard target >= 0 else {
    throw Failure(
      .refused, "\(copy) cannot be written: \(String(cString: strerror(errno))).",
      nextStep: errno == EEXIST ? "Choose another name, or move the old file away." : "")
  }
  defer { close(target) }
  do {
    try copyAll(from: source, to: target, named: copy)
    // Whatever the caller's mask is.
    _ = fchmod(target, mode)
  } catch {
    unlink(copy)
    throw error
  }
}

private func copyAll(from source: Int32, to target: Int32, named copy: String) throws {
  func trouble() -> Failure {
    Failure(
      .refused, "\(copy) could not be written whole: \(String(cString: strerror(errno))).",
      nextStep: "Check the free space there.")
  }
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(source, &buffer, buffer.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw trouble() }
    if count == 0 { break }
    var rest = buffer[..<count]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw trouble() }
      rest = rest.dropFirst(written)
    }
  }
  guard fsync(target) == 0 else { throw trouble() }
}

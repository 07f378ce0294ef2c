import Glibc

/// A file of at most 64 KiB as text; `-` is standard input. More is not read: no file that belongs
/// here is larger.
func readSmallFile(_ path: String) throws -> String {
  let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw Failure(
      .badData, "\(path) cannot be read: \(String(cString: strerror(errno))).",
      nextStep: "Check the name and your rights to it.")
  }
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
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += buffer[..<count]
  }
  throw Failure(
    .badData, "\(path) is larger than 64 KiB: it is no license file and no key.",
    nextStep: "Check the name.")
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

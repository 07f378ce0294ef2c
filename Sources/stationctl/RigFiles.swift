import Glibc

/// A file's bytes; `-` is standard input. Words for people, without the file's name.
struct UnreadableFile: Error, CustomStringConvertible {
  var description: String
}

func readFile(_ path: String, limit: Int) throws(UnreadableFile) -> [UInt8] {
  let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
  func trouble() -> UnreadableFile {
    UnreadableFile(description: "it cannot be read: \(String(cString: strerror(errno)))")
  }
  guard descriptor >= 0 else { throw trouble() }
  defer { if descriptor != 0 { close(descriptor) } }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count <= limit {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw trouble() }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
  throw UnreadableFile(description: "it is larger than \(limit >> 20) MiB")
}

import DeviceFacts
import Glibc

/// The names of monitor makers, from hwdata's file. Each is looked up once; without the file the three
/// letters have to do.
final class Makers {
  private let file: String
  private var known: [String: String?] = [:]

  init(file: String = DeviceMonitor.monitorMakers) { self.file = file }

  func name(of make: String) -> String? {
    if let name = known[make] { return name }
    let name = MakerNames(readFile(file, atMost: Self.longest) ?? []).name(of: make)
    // There are 26³ makes, and whoever plugs monitors in could make up all of them.
    if known.count < 256 { known[make] = .some(name) }
    return name
  }

  /// Bytes; today's list has 60,000.
  private static let longest = 1 << 20
}

/// A whole file as it is; nil if it cannot be read, is empty or is too long.
func readFile(_ path: String, atMost longest: Int) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while bytes.count <= longest {
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return nil }
    if count == 0 { return bytes.isEmpty ? nil : bytes }
    bytes += buffer[..<count]
  }
  return nil
}

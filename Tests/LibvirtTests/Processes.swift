import Glibc
import Testing

/// The folder of the program that runs the tests, where the build puts all programs.
var productFolder: String {
  guard let path = realpath("/proc/self/exe", nil) else { return "" }
  defer { free(path) }
  return String(cString: path).split(separator: "/").dropLast().map { "/" + $0 }.joined()
}

/// Starts a program with sockets as its standard input and output. Its standard error
/// is the tests'.
func spawn(
  _ arguments: [String], environment: [String]
) throws -> (process: pid_t, input: Int32, output: Int32) {
  var input: [Int32] = [0, 0]
  var output: [Int32] = [0, 0]
  let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
  try #require(socketpair(AF_UNIX, kind, 0, &input) == 0)
  try #require(socketpair(AF_UNIX, kind, 0, &output) == 0)
  defer {
    close(input[0])
    close(output[1])
  }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, input[0], 0)
  posix_spawn_file_actions_adddup2(&actions, output[1], 1)
  let strings = arguments.map { strdup($0) } + [nil]
  let variables = environment.map { strdup($0) } + [nil]
  defer { for text in strings + variables { free(text) } }
  var process: pid_t = 0
  let result = posix_spawnp(&process, arguments[0], &actions, nil, strings, variables)
  try #require(result == 0, "\(arguments[0]): \(String(cString: strerror(result)))")
  return (process, input[1], output[0])
}

/// A temporary folder, removed with its last reference.
final class Folder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/stationmaster-libvirt-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    chmod(path, 0o755)
  }

  deinit { Self.remove(path) }

  func write(_ text: String, to name: String, mode: UInt32 = 0o644) throws {
    try write(Array(text.utf8), to: name, mode: mode)
  }

  func write(_ bytes: [UInt8], to name: String, mode: UInt32 = 0o644) throws {
    let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
      }
      try #require(count > 0)
      done += count
    }
    fchmod(descriptor, mode)
  }

  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  private static func remove(_ path: String) {
    if unlink(path) == 0 || errno == ENOENT { return }
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != "." && name != ".." { remove(path + "/" + name) }
      }
      closedir(folder)
    }
    rmdir(path)
  }
}

/// Waits until something outside is so; fails after twenty seconds.
func eventually(
  _ what: String, location: SourceLocation = #_sourceLocation, _ check: () -> Bool
) async throws {
  let clock = ContinuousClock()
  let deadline = clock.now + .seconds(20)
  while !check() {
    try #require(clock.now < deadline, "never so: \(what)", sourceLocation: location)
    try await clock.sleep(for: .milliseconds(5))
  }
}

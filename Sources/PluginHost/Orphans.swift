import Glibc
import PluginProtocol

/// Processes that a plugin started and that left its process group: a signal to the group misses
/// them. They are known by the environment that they inherited.
enum Orphans {
  /// Whoever forks while it is being killed is found in the next round.
  private static let rounds = 8
  /// An environment beyond this is not the one that plugins get.
  private static let environmentLimit = 256 << 10

  /// Ends the processes of that user that have the plugin's state folder in their environment.
  /// Returns how many there were. They are children of init by now, which buries them.
  static func end(of stateFolder: String, user: UInt32) async -> Int {
    let mark = Array((Contract.Variable.state + "=" + stateFolder).utf8)
    var ended: Set<pid_t> = []
    for _ in 0..<rounds {
      let found = processes(of: user).filter { environment(of: $0, holds: mark) }
      if found.isEmpty { break }
      for process in found where kill(process, SIGKILL) == 0 { ended.insert(process) }
      await Task.yield()
    }
    return ended.count
  }

  private static func processes(of user: UInt32) -> [pid_t] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [pid_t] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let process = pid_t(name), process != getpid() else { continue }
      var facts = stat()
      if stat("/proc/" + name, &facts) == 0, facts.st_uid == user { found.append(process) }
    }
    return found
  }

  /// False for what has ended: then there is nothing to read.
  private static func environment(of process: pid_t, holds mark: [UInt8]) -> Bool {
    let descriptor = open("/proc/\(process)/environ", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while bytes.count < environmentLimit {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes.split(separator: 0).contains { $0.elementsEqual(mark) }
  }
}

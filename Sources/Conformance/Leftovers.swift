import Glibc

/// Processes of a session, as /proc shows them.
enum Leftovers {
  /// Who is in the session or the process group of `leader` besides itself, zombies left out.
  static func members(of leader: pid_t) -> [pid_t] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [pid_t] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let process = pid_t(name), process != leader, belongs(process, to: leader) else {
        continue
      }
      found.append(process)
    }
    return found
  }

  /// Reads `pid (name) state ppid pgrp session …`; the name may hold anything.
  private static func belongs(_ process: pid_t, to leader: pid_t) -> Bool {
    let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1024)
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0, let name = buffer[..<count].lastIndex(of: UInt8(ascii: ")")) else {
      return false
    }
    let fields = buffer[(name + 1)..<count].split(separator: UInt8(ascii: " "))
    guard fields.count > 3, fields[0].first != UInt8(ascii: "Z"),
      fields[0].first != UInt8(ascii: "X")
    else { return false }
    return [fields[2], fields[3]].contains { String(decoding: $0, as: UTF8.self) == String(leader) }
  }
}

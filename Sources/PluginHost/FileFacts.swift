import Glibc

/// The facts about a file that decide whether it can be trusted.
struct FileFacts: Sendable, Equatable {
  var owner: UInt32
  var group: UInt32
  var mode: UInt32

  var isFolder: Bool { mode & S_IFMT == S_IFDIR }
  var isRegular: Bool { mode & S_IFMT == S_IFREG }
  var isExecutable: Bool { mode & 0o111 != 0 }

  /// Of what the path leads to, symbolic links followed.
  init(path: String) throws(SystemTrouble) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw SystemTrouble(path, "cannot be examined") }
    self.init(owner: facts.st_uid, group: facts.st_gid, mode: facts.st_mode)
  }

  init(descriptor: Int32, path: String) throws(SystemTrouble) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw SystemTrouble(path, "cannot be examined") }
    self.init(owner: facts.st_uid, group: facts.st_gid, mode: facts.st_mode)
  }

  init(owner: UInt32, group: UInt32 = 0, mode: UInt32) {
    self.owner = owner
    self.group = group
    self.mode = mode
  }

  /// Why somebody other than root and `user` could have changed it; nil if nobody could.
  func distrust(for user: UInt32) -> String? {
    if owner != 0 && owner != user { return "belongs to user \(owner), not to root or the agent" }
    if mode & 0o002 != 0 { return "can be written by everyone" }
    if mode & 0o020 != 0 { return "can be written by its group" }
    return nil
  }
}

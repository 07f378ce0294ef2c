import Glibc

/// `<state>/plugins/<name>`: the plugin's own folder, closed to everybody else.
enum StateFolder {
  /// Makes what is missing of it, mode 0700. Refuses one that belongs to somebody else.
  static func prepare(under state: String, plugin: String) throws(SystemTrouble) -> String {
    var path = state
    try make(path)
    for part in ["plugins", plugin] {
      path += "/" + part
      try make(path)
    }
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemTrouble(path, "cannot be opened") }
    defer { close(descriptor) }
    let facts = try FileFacts(descriptor: descriptor, path: path)
    guard facts.owner == geteuid() else {
      throw SystemTrouble("\(path) belongs to user \(facts.owner), not to the agent")
    }
    guard fchmod(descriptor, 0o700) == 0 else { throw SystemTrouble(path, "cannot be closed up") }
    return path
  }

  private static func make(_ path: String) throws(SystemTrouble) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw SystemTrouble(path, "cannot be made")
    }
  }
}

import Glibc

/// `<state>/plugins/<name>`: the plugin's own folder, closed to everybody else.
enum StateFolder {
  /// Makes what is missing of it, mode 0700, and gives it to the plugin's user. What another user
  /// kept there is set aside, and `remark` says so; only root can do that, and others refuse.
  static func prepare(
    under state: String, plugin: String, for user: SystemUser? = nil,
    remark: (String) -> Void = { _ in }
  ) throws(SystemTrouble) -> String {
    try make(state)
    try make(state + "/plugins")
    if let user { try letThrough([state, state + "/plugins"], user) }
    let path = state + "/plugins/" + plugin
    if geteuid() == 0 { try exchange(path, for: user?.id ?? 0, remark) }
    try make(path)
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemTrouble(path, "cannot be opened") }
    defer { close(descriptor) }
    let facts = try FileFacts(descriptor: descriptor, path: path)
    guard facts.owner == geteuid() || geteuid() == 0 else {
      throw SystemTrouble("\(path) belongs to user \(facts.owner), not to the agent")
    }
    // Back to the agent too, when the manifest names nobody any more. Whose it is already need not be given
    // it, which the agent's unit forbids (Packaging/systemd).
    let (owner, group) = (user?.id ?? geteuid(), user?.group ?? getegid())
    guard
      (facts.owner, facts.group) == (owner, group) || fchown(descriptor, owner, group) == 0
    else {
      throw SystemTrouble(path, "cannot be given to \(user?.name ?? "the agent")")
    }
    guard fchmod(descriptor, 0o700) == 0 else { throw SystemTrouble(path, "cannot be closed up") }
    return path
  }

  /// Each user has a folder of its own under the plugin's name: files that one left there could make
  /// the next one read or write whatever it may. Plugins' names have no dots.
  private static func exchange(
    _ path: String, for user: UInt32, _ remark: (String) -> Void
  ) throws(SystemTrouble) {
    guard let owner = owner(of: path), owner != user else { return }
    // If it is empty, nothing is lost.
    if rmdir(path) != 0 {
      let aside = path + ".of-\(owner)"
      guard rename(path, aside) == 0 else {
        throw SystemTrouble(
          "\(path) belongs to user \(owner) and", "cannot be set aside as \(aside)")
      }
      remark("its state folder belonged to user \(owner), and was set aside as \(aside)")
    }
    let own = path + ".of-\(user)"
    guard self.owner(of: own) == user else { return }
    guard rename(own, path) == 0 else { throw SystemTrouble(own, "cannot be taken back") }
  }

  /// Nil if there is no such folder.
  private static func owner(of path: String) -> UInt32? {
    var facts = stat()
    guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { return nil }
    return facts.st_uid
  }

  /// A plugin that is another user must come to its folder. `plugins` holds nothing but closed
  /// folders; the agent's own is not opened by us.
  private static func letThrough(_ path: [String], _ user: SystemUser) throws(SystemTrouble) {
    if chmod(path[1], 0o711) != 0 { throw SystemTrouble(path[1], "cannot be made passable") }
    guard try FileFacts(path: path[0]).mode & 0o001 != 0 else {
      throw SystemTrouble(
        "\(path[0]) cannot be passed by the user \(user.name): `chmod 0711` it, and set "
          + "StateDirectoryMode=0711 if systemd makes it")
    }
  }

  private static func make(_ path: String) throws(SystemTrouble) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw SystemTrouble(path, "cannot be made")
    }
  }
}

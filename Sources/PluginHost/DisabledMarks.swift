import Glibc

/// `<state>/plugins-disabled/<name>`: an empty file for each plugin that is switched off.
struct DisabledMarks: Sendable {
  let stateFolder: String

  private var folder: String { stateFolder + "/plugins-disabled" }

  func holds(_ plugin: String) -> Bool { access(folder + "/" + plugin, F_OK) == 0 }

  /// Durable when it returns.
  func set(_ isDisabled: Bool, _ plugin: String) throws(SystemTrouble) {
    if isDisabled {
      try make(stateFolder)
      if try make(folder) { try sync(stateFolder) }
      let path = folder + "/" + plugin
      let file = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw SystemTrouble(path, "cannot be made") }
      defer { close(file) }
      guard fsync(file) == 0 else { throw SystemTrouble(path, "cannot be written") }
      try sync(folder)
    } else if unlink(folder + "/" + plugin) == 0 {
      try sync(folder)
    } else if errno != ENOENT {
      throw SystemTrouble(folder + "/" + plugin, "cannot be removed")
    }
  }

  /// True if it was not there before.
  @discardableResult
  private func make(_ path: String) throws(SystemTrouble) -> Bool {
    if mkdir(path, 0o700) == 0 { return true }
    guard errno == EEXIST else { throw SystemTrouble(path, "cannot be made") }
    return false
  }

  private func sync(_ path: String) throws(SystemTrouble) {
    let file = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw SystemTrouble(path, "cannot be opened") }
    defer { close(file) }
    guard fsync(file) == 0 else { throw SystemTrouble(path, "cannot be written") }
  }
}

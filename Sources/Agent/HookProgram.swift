import Glibc

/// The program that the configuration names for notices: whoever could change it could run what they like.
/// The same is looked at once more by what starts it (Packaging/hooks/run-hook).
enum HookProgram {
  /// Why it is not run, as the rest of a sentence; nil if it may be.
  static func trouble(_ path: String) -> String? {
    let folder = path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)
    for place in [path, String(folder)] {
      var facts = stat()
      guard stat(place, &facts) == 0 else {
        return "\(place) cannot be examined: \(String(cString: strerror(errno)))"
      }
      if place == path, facts.st_mode & S_IFMT != S_IFREG { return "\(place) is not a file" }
      if facts.st_uid != 0 { return "\(place) belongs to user \(facts.st_uid), not to root" }
      if facts.st_mode & 0o022 != 0 { return "\(place) can be written by others than root" }
      if place == path, facts.st_mode & 0o111 == 0 { return "\(place) is not executable" }
    }
    return nil
  }
}

import Glibc

/// A variable of this program's environment.
func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// Where a program is by PATH; nil if it is nowhere.
func programPath(_ name: String) -> String? {
  let folders = (variable("PATH") ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
  for folder in folders where folder.hasPrefix("/") {
    let path = folder + "/" + name
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0
    else { continue }
    return path
  }
  return nil
}

/// Is there a socket at this path?
func isSocket(_ path: String) -> Bool {
  var facts = stat()
  return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFSOCK
}

/// Puts that program in this one's place. Returns only why that failed.
func become(_ command: ViewerCommand) -> Failure {
  var words = ([command.program] + command.arguments).map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  // The runtime's threads block all signals, and the next program would inherit that.
  var none = sigset_t()
  sigemptyset(&none)
  pthread_sigmask(SIG_SETMASK, &none, nil)
  execv(command.program, &words)
  return Failure(
    .refused, "\(command.program) cannot be started: \(String(cString: strerror(errno))).",
    nextStep: "Is it installed wholly?")
}

/// As a shell reads it.
func shellLine(_ words: [String]) -> String {
  words.map { word in
    let isPlain = word.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte & 0xDF) && byte < 128
        || "._-/:+@%=".utf8.contains(byte)
    }
    return isPlain && !word.isEmpty
      ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }.joined(separator: " ")
}

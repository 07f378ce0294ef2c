import Glibc

/// Whether an X server of the host would take the graphics cards of stations (docs/seats.md).
struct HostX: Equatable {
  var isInstalled = false
  /// `AutoAddGPU` is off in a file of its configuration.
  var leavesCards = false

  static let servers = ["/usr/lib/xorg/Xorg", "/usr/bin/Xorg", "/usr/libexec/Xorg"]
  /// As xorg.conf(5) names them.
  static let files = [
    "/usr/share/X11/xorg.conf.d/*.conf", "/etc/X11/xorg.conf.d/*.conf", "/etc/X11/xorg.conf",
  ]

  init(isInstalled: Bool = false, leavesCards: Bool = false) {
    self.isInstalled = isInstalled
    self.leavesCards = leavesCards
  }

  /// - Parameter root: the folder that stands for `/`.
  init(under root: String) {
    isInstalled = Self.servers.contains { access(root + $0, X_OK) == 0 }
    leavesCards = Self.files.contains { pattern in
      var found = glob_t()
      defer { globfree(&found) }
      guard glob(root + pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else {
        return false
      }
      return (0..<Int(found.gl_pathc)).contains { index in
        paths[index].flatMap { SignInParts.text(of: String(cString: $0)) }
          .map(Self.turnsOff) ?? false
      }
    }
  }

  /// Names of options are compared without letter case and underscores (xorg.conf(5)); spaces within them,
  /// which it allows as well, nobody writes.
  static func turnsOff(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in
      let words = line.prefix { $0 != "#" }.lowercased()
        .split { " \t\"".contains($0) }.map { $0.filter { $0 != "_" } }
      guard words.count >= 3, words[0] == "option", words[1] == "autoaddgpu" else { return false }
      return ["off", "false", "no", "0"].contains(words[2])
    }
  }
}

import Glibc

/// Which parts of the sign-in check are on this computer.
struct SignInParts: Equatable {
  /// Is the profile in /etc/pam.d/common-account? Nil if that cannot be read.
  var isProfileOn: Bool?
  var hasModule = true
  var hasProgram = true

  static let account = "/etc/pam.d/common-account"
  static let program = "/usr/lib/stationmaster/may-sign-in"
  static let module = "pam_stationmaster.so"

  init(isProfileOn: Bool?, hasModule: Bool = true, hasProgram: Bool = true) {
    self.isProfileOn = isProfileOn
    self.hasModule = hasModule
    self.hasProgram = hasProgram
  }

  /// - Parameter root: the folder that stands for `/`.
  init(under root: String = "") {
    isProfileOn = Self.text(of: root + Self.account).map(Self.isOn)
    hasProgram = access(root + Self.program, X_OK) == 0
    // Debian's folders for libraries, with the architecture's name and without.
    hasModule = ["/lib", "/lib/*", "/usr/lib", "/usr/lib/*"].contains { folder in
      var found = glob_t()
      defer { globfree(&found) }
      return glob("\(root)\(folder)/security/\(Self.module)", 0, nil, &found) == 0
    }
  }

  /// - Parameter text: a file of PAM (pam.d(5)).
  static func isOn(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in
      let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }
      guard let kind = words.first, kind == "account" || kind == "-account" else { return false }
      return words.contains { $0 == module || $0.hasSuffix("/" + module) }
    }
  }

  /// The first 64 KiB.
  static func text(of path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return ferror(file) == 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }
}

import Glibc

extension Settings {
  /// The defaults, changed by the files in their order: of two files that set a key the later counts.
  /// The first thing that is not understood is the error.
  public static func read(
    files: [(name: String, text: String)]
  ) throws(ConfigurationError) -> Settings {
    var settings = Settings()
    for file in files {
      let reading = SettingsFile(name: file.name, text: file.text, into: settings)
      try reading.read()
      settings = reading.settings
    }
    return settings
  }

  /// The file at `path`, then the `*.conf` files of the folder `dropIns` in the order of their names.
  /// Either may be missing; what is there must be readable.
  public static func load(
    path: String, dropIns: String
  ) throws(ConfigurationError) -> Settings {
    var files: [(name: String, text: String)] = []
    if let text = try text(of: path, mayBeMissing: true) { files.append((path, text)) }
    for name in try names(in: dropIns) where name.hasSuffix(".conf") && !name.hasPrefix(".") {
      let path = dropIns + "/" + name
      if let text = try text(of: path, mayBeMissing: false) { files.append((path, text)) }
    }
    return try read(files: files)
  }

  /// 1 MiB: more is no configuration.
  static let maximumSize = 1 << 20

  private static func text(
    of path: String, mayBeMissing: Bool
  ) throws(ConfigurationError) -> String? {
    // Without waiting: a pipe in the place of a file must not hold up the agent.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if file < 0, errno == ENOENT, mayBeMissing { return nil }
    guard file >= 0 else { throw unreadable(path) }
    defer { close(file) }
    var found = stat()
    guard fstat(file, &found) == 0 else { throw unreadable(path) }
    guard ![S_IFIFO, S_IFSOCK, S_IFBLK].contains(found.st_mode & S_IFMT) else {
      throw ConfigurationError(
        file: path, line: nil, problem: "it is not a file", hint: "accepted is a file of text")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path) }
      if count == 0 { break }
      bytes += buffer[..<count]
      guard bytes.count <= maximumSize else {
        throw ConfigurationError(
          file: path, line: nil, problem: "it is larger than 1 MiB",
          hint: "accepted is a file of text")
      }
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    throw ConfigurationError(
      file: path, line: bad.map { $0 + 1 }, problem: "this is not UTF-8 text",
      hint: "accepted is UTF-8 text")
  }

  private static func names(in folder: String) throws(ConfigurationError) -> [String] {
    guard let handle = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw unreadable(folder)
    }
    defer { closedir(handle) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(handle) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
      errno = 0
    }
    guard errno == 0 else { throw unreadable(folder) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func unreadable(_ path: String) -> ConfigurationError {
    ConfigurationError(
      file: path, line: nil,
      problem: "it cannot be read: " + String(cString: strerror(errno)),
      hint: "the agent's user must be able to read it")
  }
}

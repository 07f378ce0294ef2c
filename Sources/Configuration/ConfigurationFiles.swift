import Glibc

/// The files of a configuration and what stands in them, as they were at one moment.
public struct ConfigurationFiles: Sendable, Equatable {
  /// Of the file that has the others in a folder beside it; it need not be there itself.
  public var path: String
  /// In the order in which they count.
  public var files: [File]

  public struct File: Sendable, Equatable {
    public var path: String
    public var text: String

    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// Of the installed agent.
  public static let usualPath = "/etc/stationmaster/stationd.conf"

  public init(path: String, files: [File]) {
    self.path = path
    self.files = files
  }

  /// The file at `path`, then the `*.conf` files of the folder `dropIns`, which is `path` and `.d` if
  /// none is named, in the order of their names. Either may be missing; what is there must be readable.
  public static func find(
    path: String, dropIns: String? = nil
  ) throws(ConfigurationError) -> ConfigurationFiles {
    let folder = dropIns ?? path + ".d"
    var files: [File] = []
    if let text = try text(of: path) { files.append(File(path: path, text: text)) }
    for name in try names(in: folder) where name.hasSuffix(".conf") && !name.hasPrefix(".") {
      let path = folder + "/" + name
      if let text = try text(of: path) { files.append(File(path: path, text: text)) }
    }
    return ConfigurationFiles(path: path, files: files)
  }

  /// What they set.
  public func settings() throws(ConfigurationError) -> Settings {
    try Settings.read(files: files.map { ($0.path, $0.text) })
  }

  /// 1 MiB: more is no configuration.
  static let maximumSize = 1 << 20

  /// Nil if there is none, also if it has just gone; a link that leads nowhere is a mistake.
  private static func text(of path: String) throws(ConfigurationError) -> String? {
    // Without waiting: a pipe in the place of a file must not hold up the agent.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if file < 0, errno == ENOENT {
      var link = stat()
      guard lstat(path, &link) == 0 else { return nil }
      throw ConfigurationError(
        file: path, line: nil, problem: "it is a link to a file that is not there",
        hint: "make that file, or remove the link")
    }
    guard file >= 0 else { throw unreadable(path) }
    defer { close(file) }
    var found = stat()
    guard fstat(file, &found) == 0 else { throw unreadable(path) }
    guard found.st_mode & S_IFMT != S_IFDIR else {
      throw ConfigurationError(
        file: path, line: nil, problem: "it is a folder", hint: "accepted is a file of text")
    }
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
    let code = errno
    return ConfigurationError(
      file: path, line: nil, problem: "it cannot be read: " + String(cString: strerror(code)),
      hint: "the agent's user must be able to read it",
      isForbidden: code == EACCES || code == EPERM)
  }
}

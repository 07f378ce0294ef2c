import Glibc
public import StationModel

/// A copy of the files as they were when they were good last, in the agent's state folder: what an agent
/// starts with that finds a mistake in them.
public struct KeptConfiguration: Sendable {
  public let file: String

  public init(in folder: String) { file = folder + "/last-good-configuration" }

  public struct Copy: Sendable, Equatable {
    public var files: ConfigurationFiles
    /// When the files had first been read as they are here.
    public var readAt: Timestamp

    public init(files: ConfigurationFiles, readAt: Timestamp) {
      self.files = files
      self.readAt = readAt
    }
  }

  public struct Failure: Error, Equatable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
    init(cannot what: String) {
      self.init("cannot \(what): \(String(cString: strerror(errno)))")
    }
  }

  /// The copy of what is configured at `path`; nil if there is none.
  public func copy(of path: String) throws(Failure) -> Copy? {
    let handle = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    if handle < 0, errno == ENOENT { return nil }
    guard handle >= 0 else { throw Failure(cannot: "open \(file)") }
    defer { close(handle) }
    var facts = stat()
    guard fstat(handle, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw Failure("\(file) is no plain file")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= Self.maximumSize {
      let count = read(handle, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(cannot: "read \(file)") }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    guard let copy = Copy(bytes: bytes) else {
      throw Failure("\(file) is not what the agent writes")
    }
    return copy.files.path == path ? copy : nil
  }

  /// All of it or nothing; on the disk when it returns. Nothing is written if it says the same already.
  /// If it throws, an older copy stays.
  public func keep(_ files: ConfigurationFiles, at time: Timestamp) throws(Failure) {
    if let former = try? copy(of: files.path), former.files == files { return }
    let bytes = Copy(files: files, readAt: time).bytes
    guard bytes.count <= Self.maximumSize else {
      throw Failure("the files of the configuration are larger than 4 MiB together")
    }
    let draft = file + ".new"
    unlink(draft)
    do throws(Failure) {
      try write(bytes, to: draft)
      guard rename(draft, file) == 0 else { throw Failure(cannot: "rename \(draft)") }
    } catch {
      // A part of it on a full disk only takes room.
      unlink(draft)
      throw error
    }
    // The name must be as durable as the lines.
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    try opened(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) { handle throws(Failure) in
      guard fsync(handle) == 0 else { throw Failure(cannot: "write \(folder)") }
    }
  }

  /// 4 MiB.
  static let maximumSize = 1 << 22

  private func write(_ bytes: [UInt8], to draft: String) throws(Failure) {
    try opened(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC) {
      handle throws(Failure) in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(handle, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw Failure(cannot: "write \(draft)") }
        rest = rest.dropFirst(count)
      }
      guard fsync(handle) == 0 else { throw Failure(cannot: "write \(draft)") }
    }
  }

  private func opened(
    _ path: String, _ flags: Int32, _ body: (Int32) throws(Failure) -> Void
  ) throws(Failure) {
    let handle = open(path, flags, 0o600)
    guard handle >= 0 else { throw Failure(cannot: "open \(path)") }
    defer { close(handle) }
    try body(handle)
  }
}

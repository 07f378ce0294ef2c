import Glibc
import StationModel

/// Files as the ledger needs them: written so that they survive power loss, and never half there.
enum Disk {
  struct Failure: Error {
    var path: String
    var why: String

    init(_ path: String) {
      self.path = path
      why = String(cString: strerror(errno))
    }

    var ledgerError: LedgerError { .file(path: path, why: why) }
  }

  static func folder(of path: String) -> String {
    guard let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return cut == path.startIndex ? "/" : String(path[..<cut])
  }

  static func name(of path: String) -> String {
    guard let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: cut)...])
  }

  /// Nil if there is no such file.
  static func size(_ path: String) -> Int? {
    var found = stat()
    return stat(path, &found) == 0 ? Int(found.st_size) : nil
  }

  /// Nil if there is no such file. More than `limit` bytes are an error.
  static func read(_ path: String, limit: Int) throws(Failure) -> [UInt8]? {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw Failure(path)
    }
    defer { Glibc.close(file) }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      guard count >= 0 else { throw Failure(path) }
      if count == 0 { return all }
      all += buffer[..<count]
      guard all.count <= limit else {
        errno = EFBIG
        throw Failure(path)
      }
    }
  }

  /// All of it or what was there before, at every moment.
  static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    let new = path + ".new"
    let file = Glibc.open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Failure(new) }
    do throws(Failure) {
      defer { Glibc.close(file) }
      try write(bytes[...], to: file, new)
      guard fsync(file) == 0 else { throw Failure(new) }
    } catch {
      unlink(new)
      throw error
    }
    try rename(new, path)
  }

  private static func write(
    _ bytes: ArraySlice<UInt8>, to file: Int32, _ path: String
  ) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Failure(path) }
      rest = rest.dropFirst(count)
    }
  }

  /// A new file with mode 0600 and the same bytes, on the disk. Nothing is left of it if that fails.
  static func copy(_ from: String, to path: String) throws(Failure) {
    let source = Glibc.open(from, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw Failure(from) }
    defer { Glibc.close(source) }
    let target = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard target >= 0 else { throw Failure(path) }
    defer { Glibc.close(target) }
    do throws(Failure) {
      var buffer = [UInt8](repeating: 0, count: 1 << 18)
      while true {
        let count = Glibc.read(source, &buffer, buffer.count)
        guard count >= 0 else { throw Failure(from) }
        if count == 0 { break }
        try write(buffer[..<count], to: target, path)
      }
      guard fsync(target) == 0 else { throw Failure(path) }
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Durably.
  static func rename(_ from: String, _ to: String) throws(Failure) {
    guard Glibc.rename(from, to) == 0 else { throw Failure(from) }
    try syncFolder(of: to)
  }

  static func syncFolder(of path: String) throws(Failure) {
    try sync(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  }

  static func sync(_ path: String, _ flags: Int32 = O_RDONLY | O_CLOEXEC) throws(Failure) {
    let file = Glibc.open(path, flags)
    guard file >= 0 else { throw Failure(path) }
    defer { Glibc.close(file) }
    guard fsync(file) == 0 else { throw Failure(path) }
  }

  /// By when it was written last. False if there is no such file.
  static func isOlder(_ path: String, than age: Span) -> Bool {
    var found = stat()
    guard stat(path, &found) == 0 else { return false }
    let written = Timestamp(milliseconds: Int64(found.st_mtim.tv_sec) * 1000)
    return written + age < .system
  }

  static func remove(_ path: String) { _ = unlink(path) }

  /// The names in a folder, sorted; none if it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let open = opendir(folder) else { return [] }
    defer { closedir(open) }
    var names: [String] = []
    while let entry = readdir(open) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted(by: comesBefore)
  }
}

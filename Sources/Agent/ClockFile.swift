import Glibc

/// The file of the last mark, `clock` in the state folder. Written at the start, once a day, after a
/// jump and at the end; the ledger's own high water is what remains if it is lost.
struct ClockFile: Sendable {
  let path: String

  enum Found: Sendable, Equatable {
    case nothing
    case mark(TimeMark)
    /// Counts as nothing; it lies now at `aside`, where it could be put aside.
    case damaged(why: String, aside: String?)
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ what: String) { description = "cannot \(what): \(String(cString: strerror(errno)))" }
  }

  func load() -> Found {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    guard file >= 0 else {
      return errno == ENOENT ? .nothing : setAside(Failure("open \(path)").description)
    }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      return setAside("\(path) is no plain file")
    }
    var bytes = [UInt8](repeating: 0, count: TimeMark.longestText + 1)
    let count = read(file, &bytes, bytes.count)
    guard count >= 0 else { return setAside(Failure("read \(path)").description) }
    guard let text = String(validating: bytes[..<count], as: UTF8.self),
      let mark = TimeMark(text: text)
    else { return setAside("\(path) is not what the agent writes") }
    return .mark(mark)
  }

  /// All of it or nothing, and then nothing is left of the try; on the disk when it returns.
  func write(_ mark: TimeMark) throws(Failure) {
    let draft = path + ".new"
    unlink(draft)
    do throws(Failure) {
      try opened(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC) {
        file throws(Failure) in
        let bytes = Array(mark.text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
          throw Failure("write \(draft)")
        }
      }
      guard rename(draft, path) == 0 else { throw Failure("rename \(draft)") }
    } catch {
      unlink(draft)
      throw error
    }
    // The name must be as durable as the lines.
    let cut = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    try opened(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) { file throws(Failure) in
      guard fsync(file) == 0 else { throw Failure("sync \(folder)") }
    }
  }

  private func setAside(_ why: String) -> Found {
    let aside = path + ".damaged"
    return .damaged(why: why, aside: rename(path, aside) == 0 ? aside : nil)
  }

  private func opened(
    _ path: String, _ flags: Int32, _ body: (Int32) throws(Failure) -> Void
  ) throws(Failure) {
    let file = open(path, flags, 0o600)
    guard file >= 0 else { throw Failure("open \(path)") }
    defer { close(file) }
    try body(file)
  }
}

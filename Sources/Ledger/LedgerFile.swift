import Glibc

/// The ledger's file as the file system sees it: made with mode 0600, and locked.
///
/// The lock is `flock` on a file beside it. Not on the ledger itself: closing any descriptor of a
/// database drops SQLite's own locks on it. The kernel drops the lock with the process, however it
/// ends; the empty lock file that stays behind means nothing.
final class LedgerFile {
  private var lock: Int32
  private let path: String
  /// False if `make` found no ledger, or an empty file.
  private(set) var wasThere = true

  /// Only takes the lock.
  init(path: String) throws(LedgerError) {
    self.path = path
    lock = Glibc.open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw .cannotOpen(path: path, why: String(cString: strerror(errno))) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      let holder = Self.holder(lock)
      Glibc.close(lock)
      lock = -1
      if reason == EWOULDBLOCK { throw .inUse(path: path, process: holder) }
      throw .cannotOpen(path: path, why: String(cString: strerror(reason)))
    }
    let text = "\(getpid())\n"
    _ = ftruncate(lock, 0)
    _ = pwrite(lock, text, text.utf8.count, 0)
  }

  /// Keeps others from reading it. By name: a descriptor of it must not be closed any more.
  static func keepPrivate(_ path: String) { _ = chmod(path, 0o600) }

  deinit { close() }

  func close() {
    guard lock >= 0 else { return }
    // Said, not left to the closing: a child that another thread is just starting still has a copy
    // of the descriptor, and with it the lock, until its exec.
    flock(lock, LOCK_UN)
    Glibc.close(lock)
    lock = -1
  }

  /// Creates the file, durably, if it is not there.
  func make() throws(LedgerError) {
    var found = stat()
    let isThere = stat(path, &found) == 0
    wasThere = isThere && found.st_size > 0
    // SQLite would silently drop a log without its database, and with it what was durable.
    var log = stat()
    if !isThere || found.st_size == 0, stat(path + "-wal", &log) == 0, log.st_size > 0 {
      let state = isThere ? "empty" : "gone"
      throw .corrupt(path: path, why: "its log \(path)-wal is there, but the file is \(state)")
    }
    if isThere { return }
    let new = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard new >= 0 else { throw .cannotOpen(path: path, why: String(cString: strerror(errno))) }
    Glibc.close(new)
    do throws(Disk.Failure) {
      try Disk.sync(path)
      // The name must be as durable as the rows will be.
      try Disk.syncFolder(of: path)
    } catch {
      throw .cannotOpen(path: path, why: error.why)
    }
  }

  private static func holder(_ lock: Int32) -> Int32? {
    var buffer = [UInt8](repeating: 0, count: 16)
    let count = pread(lock, &buffer, buffer.count, 0)
    guard count > 1 else { return nil }
    return Int32(String(decoding: buffer[..<(count - 1)], as: UTF8.self))
  }
}

import CSQLite
import Glibc
import StationModel

extension Connection {
  func backUp(to path: String) throws(LedgerError) -> BackupFacts {
    // Its own, whoever makes the same backup at the same time.
    let part = "\(path).\(getpid())-\(String(UInt32.random(in: 0...(.max)), radix: 16)).part"
    guard Disk.size(path) == nil else { throw Self.isThere(path) }
    defer { for tail in ["", "-journal", "-wal", "-shm"] { Disk.remove(part + tail) } }
    try copy(to: part)
    do throws(Disk.Failure) { try Disk.sync(part) } catch { throw error.ledgerError }
    var facts = try Ledger.inspect(path: part)
    // A link, not a renaming: it never takes another file's place.
    guard link(part, path) == 0 else {
      throw errno == EEXIST ? Self.isThere(path) : Disk.Failure(path).ledgerError
    }
    do throws(Disk.Failure) { try Disk.syncFolder(of: path) } catch {
      Disk.remove(path)
      throw error.ledgerError
    }
    facts.path = path
    return facts
  }

  func rotateBackups(
    folder: String, keep: Int, at now: Timestamp?
  ) throws(LedgerError) -> BackupFacts {
    if mkdir(folder, 0o700) != 0, errno != EEXIST { throw Disk.Failure(folder).ledgerError }
    let now = now ?? .system
    var name = BackupName(at: now)
    let facts: BackupFacts
    while true {
      // Somebody else's backup of the same second stays what it is, and the older one.
      let others = Disk.names(in: folder).compactMap { BackupName($0) }
      let last = others.filter { $0.stamp == name.stamp }.map(\.count).max() ?? 0
      name.count = last == .max ? last : last + 1
      let path = folder + "/" + name.text
      do throws(LedgerError) {
        facts = try backUp(to: path)
        break
      } catch {
        guard error == Self.isThere(path) else { throw error }
      }
    }
    let all = Disk.names(in: folder)
    let own = all.compactMap { BackupName($0) }
    let kept = BackupName.kept(own, days: keep, at: now).union([name])
    for one in own where !kept.contains(one) { Disk.remove(folder + "/" + one.text) }
    for part in all where part.hasPrefix("ledger-") && part.contains(".part") {
      if Disk.isOlder(folder + "/" + part, than: .days(1)) { Disk.remove(folder + "/" + part) }
    }
    return facts
  }

  private static func isThere(_ path: String) -> LedgerError {
    .file(path: path, why: "it is there already")
  }

  /// Page by page in one step, so as of one moment. The copy is not synced.
  private func copy(to path: String) throws(LedgerError) {
    guard isOpen else { throw .closed }
    var target: OpaquePointer?
    defer { sqlite3_close_v2(target) }
    // Made here, so that nobody else can read it from the first moment.
    let file = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Disk.Failure(path).ledgerError }
    Glibc.close(file)
    let code = sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let target else {
      throw .file(path: path, why: String(cString: sqlite3_errstr(code)))
    }
    // It is checked when it is whole; a journal for an empty file would be of no use.
    var result = sqlite3_exec(
      target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", nil, nil, nil)
    if result == SQLITE_OK, let backup = sqlite3_backup_init(target, "main", handle, "main") {
      result = sqlite3_backup_step(backup, -1)
      let end = sqlite3_backup_finish(backup)
      if result == SQLITE_DONE { result = end }
    } else if result == SQLITE_OK {
      result = sqlite3_extended_errcode(target)
    }
    guard result == SQLITE_OK else {
      throw .file(path: path, why: String(cString: sqlite3_errstr(result)))
    }
  }
}

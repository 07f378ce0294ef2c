public import StationModel

extension Ledger {
  /// Copies the ledger as it is now, durably, and checks the copy. Never overwrites anything, and
  /// leaves nothing behind if it fails.
  @discardableResult
  func backup(to path: String) throws(LedgerError) -> BackupFacts {
    try connection.backUp(to: path)
  }

  @discardableResult
  func rotateBackups(
    folder: String, keep: Int = 7, at now: Timestamp? = nil
  ) throws(LedgerError) -> BackupFacts {
    try connection.rotateBackups(folder: folder, keep: keep, at: now)
  }

  /// Makes a backup named by the time, `ledger-20261126T101500Z.sqlite`. Of such names the newest of
  /// each of the last `keep` days and the three newest of today are kept, the others go.
  ///
  /// On a read-only connection of its own: from any thread while the agent goes on, and from several.
  @discardableResult
  public static func rotateBackups(
    of path: String, folder: String, keep: Int = 7, at now: Timestamp? = nil
  ) throws(LedgerError) -> BackupFacts {
    let connection = try Connection(reading: path, immutable: false)
    defer { connection.close() }
    return try connection.rotateBackups(folder: folder, keep: keep, at: now)
  }

  /// The names of the copies in a folder, whoever made them; the oldest first where the agent did.
  public static func backups(in folder: String) -> [String] {
    let names = Disk.names(in: folder).filter { $0.hasSuffix(".sqlite") }
    let own = names.compactMap { BackupName($0) }.sorted()
    return names.filter { BackupName($0) == nil } + own.map(\.text)
  }

  /// Looks into a backup, or another ledger that is not in use, without changing anything. Throws if
  /// it is damaged or not for this version; a broken chain is a fact, not an error.
  public static func inspect(path: String) throws(LedgerError) -> BackupFacts {
    for tail in ["-wal", "-journal"] {
      guard let size = Disk.size(path + tail), size > 0 else { continue }
      throw .file(path: path, why: "its log \(path)\(tail) is beside it; it is no finished backup")
    }
    let connection = try Connection(reading: path, immutable: true)
    defer { connection.close() }
    let schema = try connection.examine(readOnly: true)
    guard schema > 0 else { throw .notALedger(path: path, why: "it is empty") }
    if schema == Schema.version { try connection.readAll() }
    let head = try connection.single(.head, in: "head")
    let last = try connection.run(.loadLastHistory, [.integer(1)]).first
    return BackupFacts(
      path: path, schema: schema,
      rows: try connection.single(.countHistory, in: "history").integer(0),
      lastTime: try last.map { cells throws(LedgerError) in
        try Row(table: "history", cells: cells).time(1)
      },
      highWater: try connection.single(.loadState, in: "state").optionalTime(1),
      headID: try head.integer(0), headHash: try head.hex(1), chain: try connection.verifyChain())
  }

  /// Puts a backup in the ledger's place; the present file is kept as `….before-restore-<time>`. The
  /// agent must not be running. The next `open` merges the witness and adds a row `ledger-restored`.
  ///
  /// Returns the name of what was set aside; nil if there was no ledger.
  @discardableResult
  public static func restore(
    from backup: String, to path: String, now: Timestamp? = nil
  ) throws(LedgerError) -> String? {
    let file = try LedgerFile(path: path)
    defer { file.close() }
    _ = try Restoration.finish(path)
    let facts = try inspect(path: backup)
    let now = now ?? .system
    let former = try? inspect(path: path)
    let isThere = Disk.size(path) != nil
    let restoration = Restoration(
      why: .restore, at: now, from: Disk.name(of: facts.path),
      suffix: Restoration.suffix("before-restore", now, of: path), formerID: former?.headID,
      formerHash: former.flatMap { Witness.bytes(hex: $0.headHash[...]) })
    do throws(Disk.Failure) {
      try Disk.copy(backup, to: Restoration.newPath(path))
      try restoration.begin(path)
    } catch { throw error.ledgerError }
    return isThere ? path + restoration.suffix : nil
  }
}

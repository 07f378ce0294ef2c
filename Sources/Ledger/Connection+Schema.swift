import CSQLite

extension Connection {
  /// How many migrations the file has seen; 0 for a new one. Reads only. What this version must not
  /// touch is an error.
  func examine(readOnly: Bool = false) throws(LedgerError) -> Int {
    guard readOnly || sqlite3_db_readonly(handle, "main") == 0 else {
      throw .cannotOpen(path: path, why: "it is read-only")
    }
    let application = try pragma("application_id")
    let version = try pragma("user_version")
    if application == 0, version == 0 {
      // New, or made new and killed before its first transaction.
      let objects = try once("SELECT name FROM sqlite_schema LIMIT 1", name: "schema")
      if objects.isEmpty { return 0 }
    }
    guard application == Int64(Schema.applicationID), version > 0 else {
      throw .notALedger(
        path: path, why: "it is a database of another program (application id \(application))")
    }
    guard version <= Int64(Schema.version) else {
      throw .newerSchema(path: path, found: Int(version), known: Schema.version)
    }
    let faults = try once("PRAGMA quick_check(1)", name: "quick_check")
    guard case .text(let verdict)? = faults.first?.first, verdict == Array("ok".utf8) else {
      throw .corrupt(path: path, why: Self.text(faults.first?.first) ?? "it cannot be checked")
    }
    let names = try once("SELECT name FROM migrations ORDER BY number", name: "migrations")
    let known = Schema.migrations.prefix(Int(version)).map(\.name)
    guard names.map({ Self.text($0.first) }) == known else {
      throw .notALedger(path: path, why: "its list of migrations is not this program's")
    }
    return Int(version)
  }

  /// A transaction is on the disk when it is answered: a write-ahead log that is synced at every
  /// commit (sqlite.org/pragma.html#pragma_synchronous).
  func configure() throws(LedgerError) {
    let mode = try once("PRAGMA journal_mode = WAL", name: "journal_mode")
    guard Self.text(mode.first?.first) == "wal" else {
      throw .cannotOpen(path: path, why: "its file system does not support a write-ahead log")
    }
    try script(
      """
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -512;
      PRAGMA journal_size_limit = 4194304;
      """, name: "configure")
    // A pragma that SQLite does not know is not an error to it, so ask.
    guard try pragma("synchronous") == 2, try pragma("foreign_keys") == 1 else {
      throw .cannotOpen(path: path, why: "this SQLite cannot be made durable")
    }
  }

  /// All steps, with their names and numbers. To be called in a transaction.
  func migrate(from applied: Int) throws(LedgerError) {
    for (index, migration) in Schema.migrations.enumerated().dropFirst(applied) {
      try script(
        """
        CREATE TABLE IF NOT EXISTS migrations (
          number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, applied_at INTEGER NOT NULL
        ) STRICT;
        PRAGMA application_id = \(Schema.applicationID);
        PRAGMA user_version = \(index + 1);
        """, name: migration.name)
      try script(migration.statements, name: migration.name)
      try once(
        "INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, unixepoch() * 1000)",
        [.integer(Int64(index + 1)), .text(migration.name)], name: migration.name)
    }
  }

  private static func text(_ cell: Cell?) -> String? {
    guard case .text(let bytes)? = cell else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

import StationModel

/// The limit: a transaction of one row, in a table with nothing else to it.
struct BareRow {
  private let sqlite: HandSQLite
  private let begin: HandSQLite.Statement
  private let insert: HandSQLite.Statement
  private let commit: HandSQLite.Statement

  init(path: String) throws {
    sqlite = try HandSQLite(path: path)
    try sqlite.script(
      """
      CREATE TABLE leases (
        station TEXT PRIMARY KEY, pack TEXT NOT NULL, granted_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID
      """)
    try sqlite.useLog()
    begin = try sqlite.prepare("BEGIN IMMEDIATE")
    insert = try sqlite.prepare("INSERT INTO leases VALUES (?, ?, ?, ?)")
    commit = try sqlite.prepare("COMMIT")
  }

  func grant(_ lease: Lease) throws {
    try sqlite.run(begin)
    try sqlite.run(
      insert, .text(lease.holder.station?.text ?? ""), .text(lease.pack),
      .integer(lease.grantedAt.milliseconds), .integer(lease.expiresAt.milliseconds))
    try sqlite.run(commit)
  }
}

/// The fair comparison: all rows that the ledger writes for a lease, in its own schema, with its keys,
/// checks, index and triggers. What is left out is the ledger's work on them: it reads the head of
/// the chain, writes the detail as JSON and hashes it.
final class SameRows {
  private let sqlite: HandSQLite
  private let begin, lease, history, head, highWater, commit: HandSQLite.Statement
  private var lastID: Int64
  private let hash = [UInt8](repeating: 7, count: 32)

  /// - Parameter history: how many rows the history in that ledger's file has.
  init(ledger path: String, history lastID: Int64) throws {
    self.lastID = lastID
    sqlite = try HandSQLite(path: path)
    try sqlite.useLog()
    begin = try sqlite.prepare("BEGIN IMMEDIATE")
    lease = try sqlite.prepare(
      """
      INSERT INTO leases (holder, station, pack, granted_at, expires_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (holder) DO UPDATE SET pack = excluded.pack,
        granted_at = excluded.granted_at, expires_at = excluded.expires_at
      """)
    history = try sqlite.prepare("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)")
    head = try sqlite.prepare("UPDATE head SET last_id = ?, last_hash = ?")
    highWater = try sqlite.prepare(
      "UPDATE state SET high_water = ?1 WHERE high_water IS NULL OR high_water < ?1")
    commit = try sqlite.prepare("COMMIT")
  }

  func grant(_ lease: Lease, detail: String) throws {
    let now = lease.grantedAt.milliseconds
    let station = lease.holder.station?.text ?? ""
    lastID += 1
    try sqlite.run(begin)
    try sqlite.run(
      self.lease, .text(lease.holder.text), .text(station), .text(lease.pack), .integer(now),
      .integer(lease.expiresAt.milliseconds))
    try sqlite.run(
      history, .integer(lastID), .integer(now), .text("lease-granted"),
      .text(station), .text(detail), .blob(hash), .blob(hash))
    try sqlite.run(head, .integer(lastID), .blob(hash))
    try sqlite.run(highWater, .integer(now))
    try sqlite.run(commit)
  }
}

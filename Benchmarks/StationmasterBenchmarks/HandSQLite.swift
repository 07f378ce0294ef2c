import CSQLite

/// SQLite without anything of ours around it: prepared statements on one connection, as durable as
/// the ledger's.
final class HandSQLite {
  struct Failure: Error {
    var code: Int32
    var what: String
  }

  enum Cell {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
  }

  final class Statement {
    fileprivate let handle: OpaquePointer
    fileprivate init(_ handle: OpaquePointer) { self.handle = handle }
    deinit { sqlite3_finalize(handle) }
  }

  private let handle: OpaquePointer

  /// The pragmas are those of `Connection.configure` in the ledger.
  init(path: String) throws {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else { throw Failure(code: code, what: path) }
    handle = opened
    try script(
      """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -512;
      PRAGMA journal_size_limit = 4194304;
      """)
  }

  deinit { sqlite3_close_v2(handle) }

  func script(_ sql: String) throws {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw Failure(code: code, what: sql) }
  }

  /// Makes the log as long as it gets and begins it anew, as in a file that has been in use: to make
  /// a file longer costs more than to write into it.
  func useLog() throws {
    try script(
      """
      CREATE TABLE filler (bytes BLOB);
      WITH RECURSIVE numbers (number) AS (
        SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 1500
      ) INSERT INTO filler SELECT zeroblob(4000) FROM numbers;
      DROP TABLE filler;
      """)
  }

  func prepare(_ sql: String) throws -> Statement {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else { throw Failure(code: code, what: sql) }
    return Statement(statement)
  }

  /// Runs a statement that gives no rows.
  func run(_ statement: Statement, _ cells: Cell...) throws {
    defer { sqlite3_reset(statement.handle) }
    for (index, cell) in cells.enumerated() {
      let column = Int32(index + 1)
      switch cell {
      case .integer(let number): sqlite3_bind_int64(statement.handle, column, number)
      case .text(let text):
        _ = csqlite_bind_text_copy(statement.handle, column, text, Int32(text.utf8.count))
      case .blob(let bytes):
        _ = csqlite_bind_blob_copy(statement.handle, column, bytes, Int32(bytes.count))
      }
    }
    let code = sqlite3_step(statement.handle)
    guard code == SQLITE_DONE else {
      throw Failure(code: code, what: String(cString: sqlite3_errmsg(handle)))
    }
  }
}

import CSQLite

/// One connection to SQLite. It must be used from one place at a time.
final class Connection {
  let path: String
  let handle: OpaquePointer
  private var statements = [Statement?](repeating: nil, count: SQL.places)
  /// The last row of history and its hash, as of the last commit; nil if they must be read.
  var head: (id: Int64, hash: [UInt8])?
  private(set) var isOpen = true
  /// No row of history gets a number up to this one. 0, unless somebody added rows by hand: the agent
  /// must be able to go on all the same.
  var lastRow: Int64 = 0

  /// Opens a file that must exist, and changes nothing in it: until `checkpointOnClose` even a log
  /// that is left over stays as it is.
  init(path: String) throws(LedgerError) {
    self.path = path
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw .cannotOpen(path: path, why: String(cString: sqlite3_errstr(code)))
    }
    handle = opened
    sqlite3_busy_timeout(handle, 2000)
    _ = csqlite_no_checkpoint_on_close(handle, 1)
  }

  /// Reads only. `immutable` is for a file that nobody changes meanwhile: SQLite then makes no files
  /// beside it, and takes no locks.
  init(reading path: String, immutable: Bool) throws(LedgerError) {
    self.path = path
    var name: [UInt8] = []
    for byte in path.utf8 {
      if byte.isPlain {
        name.append(byte)
      } else {
        name += "\(byte < 16 ? "%0" : "%")\(String(byte, radix: 16))".utf8
      }
    }
    let uri = "file:" + String(decoding: name, as: UTF8.self) + (immutable ? "?immutable=1" : "")
    var opened: OpaquePointer?
    let flags =
      SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(uri, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw .cannotOpen(path: path, why: String(cString: sqlite3_errstr(code)))
    }
    handle = opened
    sqlite3_busy_timeout(handle, 2000)
  }

  deinit { close() }

  /// From now on, closing writes the log into the file.
  func checkpointOnClose() { _ = csqlite_no_checkpoint_on_close(handle, 0) }

  func close() {
    guard isOpen else { return }
    isOpen = false
    statements = []
    sqlite3_close_v2(handle)
  }

  /// Runs a statement that is prepared once and kept.
  @discardableResult
  func run(_ sql: SQL, _ arguments: [Cell] = []) throws(LedgerError) -> [[Cell]] {
    try statement(sql).run(arguments)
  }

  func single(_ sql: SQL, in table: String) throws(LedgerError) -> Row {
    guard let cells = try run(sql).first else {
      throw .unreadable(table: table, row: "its only row", why: "it is missing")
    }
    return Row(table: table, cells: cells)
  }

  func forEachRow(
    of sql: SQL, _ arguments: [Cell] = [], _ body: ([Cell]) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    try statement(sql).forEachRow(arguments, body)
  }

  /// Runs one statement that is not kept.
  @discardableResult
  func once(
    _ sql: String, _ arguments: [Cell] = [], name: String
  ) throws(LedgerError) -> [[Cell]] {
    try Statement(sql, name: name, on: self).run(arguments)
  }

  /// Runs a text of several statements without results.
  func script(_ sql: String, name: String) throws(LedgerError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code, at: name) }
  }

  /// All or nothing. A failure of `body` or of the commit leaves the file as it was.
  func transaction<Result>(
    _ begin: SQL = .begin, _ body: () throws(LedgerError) -> Result
  ) throws(LedgerError) -> Result {
    try run(begin)
    do throws(LedgerError) {
      let result = try body()
      try run(.commit)
      return result
    } catch {
      // After some failures SQLite has rolled back by itself; there is nothing left to undo then.
      if sqlite3_get_autocommit(handle) == 0 { _ = try? run(.rollback) }
      throw error
    }
  }

  /// The one integer that a pragma answers.
  func pragma(_ name: String) throws(LedgerError) -> Int64 {
    guard case .integer(let value)? = try once("PRAGMA \(name)", name: name).first?.first else {
      throw .failed(statement: name, code: SQLITE_MISMATCH, why: "the pragma gave no number")
    }
    return value
  }

  func error(_ code: Int32, at name: String) -> LedgerError {
    let why = String(cString: sqlite3_errmsg(handle))
    return switch code & 0xFF {
    case SQLITE_CONSTRAINT: .refused(statement: name, why: why)
    case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt(path: path, why: why)
    default: .failed(statement: name, code: code, why: why)
    }
  }

  private func statement(_ sql: SQL) throws(LedgerError) -> Statement {
    guard isOpen else { throw .closed }
    if let known = statements[sql.place] { return known }
    let new = try Statement(sql.rawValue, name: "\(sql)", on: self)
    statements[sql.place] = new
    return new
  }
}

extension UInt8 {
  /// Stands for itself in a URI's path.
  fileprivate var isPlain: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

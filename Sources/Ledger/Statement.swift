import CSQLite

/// What a column holds, as SQLite keeps it. Text is raw bytes: hashing must see what is there.
enum Cell: Equatable {
  case null
  case integer(Int64)
  case text([UInt8])
  case blob([UInt8])

  static func text(_ text: String) -> Cell { .text(Array(text.utf8)) }
  static func text(_ text: String?) -> Cell { text.map { .text($0) } ?? .null }
  static func integer(_ number: Int64?) -> Cell { number.map { .integer($0) } ?? .null }
}

/// A prepared statement. Its name is for errors.
final class Statement {
  let name: String
  private let handle: OpaquePointer
  private unowned let connection: Connection

  init(_ sql: String, name: String, on connection: Connection) throws(LedgerError) {
    self.name = name
    self.connection = connection
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else { throw connection.error(code, at: name) }
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  /// Runs it to its end, with the rows that it gives.
  @discardableResult
  func run(_ arguments: [Cell] = []) throws(LedgerError) -> [[Cell]] {
    var rows: [[Cell]] = []
    try forEachRow(arguments) { row in rows.append(row) }
    return rows
  }

  /// Runs it to its end, or until `body` throws. The statement is ready for its next use afterwards.
  func forEachRow(
    _ arguments: [Cell] = [], _ body: ([Cell]) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    for (index, argument) in arguments.enumerated() { try bind(argument, at: Int32(index + 1)) }
    while true {
      let code = sqlite3_step(handle)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw connection.error(code, at: name) }
      try body((0..<sqlite3_column_count(handle)).map(cell))
    }
  }

  private func bind(_ cell: Cell, at index: Int32) throws(LedgerError) {
    let code =
      switch cell {
      case .null: sqlite3_bind_null(handle, index)
      case .integer(let number): sqlite3_bind_int64(handle, index, number)
      case .text(let bytes):
        bytes.withUnsafeBytes { raw in
          csqlite_bind_text_copy(
            handle, index, raw.bindMemory(to: CChar.self).baseAddress, Int32(clamping: raw.count))
        }
      case .blob(let bytes):
        csqlite_bind_blob_copy(handle, index, bytes, Int32(clamping: bytes.count))
      }
    guard code == SQLITE_OK else { throw connection.error(code, at: name) }
  }

  private func cell(_ column: Int32) -> Cell {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(handle, column))
    case SQLITE_NULL: .null
    case SQLITE_TEXT:
      // The pointer before the length: SQLite's own advice, since asking may convert.
      .text(bytes(sqlite3_column_text(handle, column).map { UnsafeRawPointer($0) }, column))
    default: .blob(bytes(sqlite3_column_blob(handle, column), column))
    }
  }

  private func bytes(_ start: UnsafeRawPointer?, _ column: Int32) -> [UInt8] {
    guard let start else { return [] }
    return Array(
      UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }
}

extension Connection {
  /// A connection to a file that must exist, examined, brought up to date and read once. What is
  /// wrong with it is an error, and then its contents are as they were.
  static func ready(
    _ path: String
  ) throws(LedgerError) -> (connection: Connection, migratedFrom: Int) {
    let connection = try Connection(path: path)
    let applied = try connection.examine()
    LedgerFile.keepPrivate(path)
    try connection.configure()
    if applied == Schema.version {
      try connection.transaction(.beginRead) { () throws(LedgerError) in
        try connection.readAll()
      }
    } else {
      try connection.transaction { () throws(LedgerError) in
        try connection.migrate(from: applied)
        try connection.readAll()
      }
    }
    connection.checkpointOnClose()
    return (connection, applied)
  }

  /// Throws if there is anything that this version does not understand.
  func readAll() throws(LedgerError) {
    _ = try readState()
    let head = try single(.head, in: "head")
    _ = try head.integer(0)
    _ = try head.blob(1)
  }
}

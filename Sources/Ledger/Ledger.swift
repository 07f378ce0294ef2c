import CSQLite
public import StationModel

/// The agent's lasting memory: one SQLite file. What `commit` accepted survives power loss.
///
/// Use it from one place at a time. One process has it open; a second is refused.
public final class Ledger {
  public let path: String
  let connection: Connection
  private let file: LedgerFile
  /// When the first revocation is over; far away if there is none, nil if it must be asked.
  var revocationsEnd: Timestamp?
  /// What was written into the witness last.
  var witnessed: Witness?
  /// Why the witness could not be written, as the rest of a sentence; nil while it can. Commits do
  /// not fail for it, and each next one tries again.
  public internal(set) var witnessTrouble: String?

  /// As ``open(path:now:)``, but a damaged file is an error, and stays as it is.
  public convenience init(path: String) throws(LedgerError) {
    let file = try LedgerFile(path: path)
    let restoration = try Restoration.finish(path)
    try file.make()
    self.init(file, try Connection.ready(path).connection)
    _ = try reconcile(
      restoration, wasThere: file.wasThere, hadWitness: false, now: .system)
  }

  init(_ file: LedgerFile, _ connection: Connection) {
    path = connection.path
    self.connection = connection
    self.file = file
  }

  deinit { close() }

  /// Closes the file and lets another process open it. Every later call throws `closed`.
  public func close() {
    if connection.isOpen { witness() }
    connection.close()
    file.close()
  }

  public func load() throws(LedgerError) -> LedgerState {
    try connection.transaction(.beginRead) { () throws(LedgerError) in
      try connection.readState()
    }
  }

  /// The latest `last` rows, oldest first.
  public func history(last: Int) throws(LedgerError) -> [HistoryRow] {
    var rows: [HistoryRow] = []
    // To SQLite a negative limit is none.
    for cells in try connection.run(.loadLastHistory, [.integer(Int64(max(0, last)))]) {
      rows.append(try Row(table: "history", cells: cells).history())
    }
    return rows.reversed()
  }

  /// Hashes the whole history again; reads all of it, so it takes a while where there is much.
  public func verifyChain() throws(LedgerError) -> ChainVerdict {
    try connection.transaction(.beginRead) { () throws(LedgerError) in
      try connection.verifyChain()
    }
  }

  /// Remembers that it was at least this late, in the witness too. Writes nothing if a later time is
  /// already noted.
  public func noteTime(_ time: Timestamp) throws(LedgerError) {
    try connection.run(.raiseHighWater, [.integer(time.milliseconds)])
    witness()
  }
}

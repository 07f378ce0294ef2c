import CSQLite
public import StationModel

/// The agent's lasting memory: one SQLite file. What `commit` accepted survives power loss.
///
/// Use it from one place at a time. One process has it open; a second is refused.
public final class Ledger {
  let connection: Connection
  private let file: LedgerFile

  /// Opens the ledger, or makes a new one. A file that is damaged, of another program or of a newer
  /// version is an error, and stays as it is.
  public init(path: String) throws(LedgerError) {
    file = try LedgerFile(path: path)
    connection = try Connection(path: path)
    let applied = try connection.examine()
    LedgerFile.keepPrivate(path)
    try connection.configure()
    try connection.migrate(from: applied)
    connection.checkpointOnClose()
  }

  deinit { close() }

  /// Closes the file and lets another process open it. Every later call throws `closed`.
  public func close() {
    connection.close()
    file.close()
  }

  public func load() throws(LedgerError) -> LedgerState {
    try connection.transaction(.beginRead) { () throws(LedgerError) -> LedgerState in
      let state = try single(.loadState, in: "state")
      return LedgerState(
        enrolled: try stations(),
        packs: try all(.loadPacks, in: "packs") { row throws(LedgerError) in try row.pack() },
        leases: try all(.loadLeases, in: "leases") { row throws(LedgerError) in try row.lease() },
        graces: try all(.loadGraces, in: "graces") { row throws(LedgerError) in try row.grace() },
        notices: try all(.loadNotices, in: "notices") { row throws(LedgerError) in
          try row.notice()
        },
        ignored: try all(.loadIgnored, in: "ignored") { row throws(LedgerError) in
          try row.ignored()
        },
        shared: Set(
          try all(.loadShared, in: "shared_serials") { row throws(LedgerError) in
            try row.serialMark()
          }),
        mode: try state.word(0), highWater: try state.optionalTime(1))
    }
  }

  private func stations() throws(LedgerError) -> [Enrolled] {
    var parts: [StationKey: StationMarks] = [:]
    for (key, part, mark) in try all(
      .loadMarks, in: "marks", { row throws(LedgerError) in try row.mark() })
    {
      parts[key, default: StationMarks()][part] = mark
    }
    var labels: [StationKey: [String]] = [:]
    for (key, label) in try all(
      .loadLabels, in: "labels", { row throws(LedgerError) in try row.label() })
    {
      labels[key, default: []].append(label)
    }
    return try all(.loadStations, in: "stations") { row throws(LedgerError) in
      var record = try row.enrolled()
      record.marks = parts[record.key] ?? StationMarks()
      record.labels = labels[record.key] ?? []
      return record
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
    try connection.transaction(.beginRead) { () throws(LedgerError) -> ChainVerdict in
      var walk = Chain.Walk()
      try connection.forEachRow(of: .loadHistory) { row in walk.visit(row) }
      let head = try single(.head, in: "head")
      return walk.finish(headID: try head.integer(0), headHash: try head.blob(1))
    }
  }

  /// Remembers that it was at least this late. Writes nothing if a later time is already noted.
  public func noteTime(_ time: Timestamp) throws(LedgerError) {
    try connection.run(.raiseHighWater, [.integer(time.milliseconds)])
  }

  func single(_ sql: SQL, in table: String) throws(LedgerError) -> Row {
    guard let cells = try connection.run(sql).first else {
      throw .unreadable(table: table, row: "its only row", why: "it is missing")
    }
    return Row(table: table, cells: cells)
  }

  private func all<Value>(
    _ sql: SQL, in table: String, _ read: (Row) throws(LedgerError) -> Value
  ) throws(LedgerError) -> [Value] {
    var values: [Value] = []
    try connection.forEachRow(of: sql) { cells throws(LedgerError) in
      values.append(try read(Row(table: table, cells: cells)))
    }
    return values
  }
}

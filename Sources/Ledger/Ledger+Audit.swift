public import StationModel

extension Ledger {
  /// The chain, and all tables against what the history says, in one look.
  ///
  /// What the history cannot tell is not looked at: the text of notices that the first versions
  /// raised, and a mark of time that is later than the last row.
  public func audit() throws(LedgerError) -> LedgerAudit { try connection.audit() }

  /// As ``audit()`` on a read-only connection of its own: from any thread while the agent goes on.
  public static func audit(path: String) throws(LedgerError) -> LedgerAudit {
    let connection = try reading(path)
    defer { connection.close() }
    return try connection.audit()
  }

  /// All rows from number `from` on, oldest first, on a read-only connection of its own. What `body`
  /// throws ends it.
  public static func history(
    path: String, from: Int64 = 1, _ body: (HistoryRow) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    let connection = try reading(path)
    defer { connection.close() }
    try connection.forEachRow(of: .loadHistoryFrom, [.integer(from)]) { cells throws(LedgerError) in
      try body(try Row(table: "history", cells: cells).history())
    }
  }

  private static func reading(_ path: String) throws(LedgerError) -> Connection {
    let connection = try Connection(reading: path, immutable: false)
    let schema = try connection.examine(readOnly: true)
    guard schema == Schema.version else {
      throw .file(
        path: path,
        why: "it is of an older version (schema \(schema)); start the agent once to bring it up "
          + "to date")
    }
    return connection
  }
}

extension Connection {
  /// As of one moment.
  fileprivate func audit() throws(LedgerError) -> LedgerAudit {
    try transaction(.beginRead) { () throws(LedgerError) in
      var walk = Chain.Walk()
      var replay = Replay()
      var difference: LedgerAudit.Difference?
      try forEachRow(of: .loadHistory) { cells throws(LedgerError) in
        walk.visit(cells)
        guard walk.verdict == nil, difference == nil else { return }
        difference = replay.visit(try Row(table: "history", cells: cells).history())
      }
      let head = try single(.head, in: "head")
      let verdict = walk.finish(headID: try head.integer(0), headHash: try head.blob(1))
      guard case .intact = verdict else { return LedgerAudit(chain: verdict) }
      if difference == nil { difference = try compare(replay) }
      return LedgerAudit(chain: verdict, difference: difference)
    }
  }

  /// The first difference: by table, by key, by column.
  private func compare(_ replay: Replay) throws(LedgerError) -> LedgerAudit.Difference? {
    for table in AuditTable.allCases {
      let told = replay.rows(of: table)
      let found = try table.read(self)
      for key in Set(told.keys).union(found.keys).sorted(by: comesBefore) {
        if let difference = table.difference(key, told[key], found[key]) { return difference }
      }
    }
    let mark = try single(.loadState, in: "state").optionalTime(1)
    if let told = replay.highWater, mark.map({ $0 < told }) ?? true {
      return LedgerAudit.Difference(
        table: "state", key: "1", column: "high_water", history: String(told.milliseconds),
        found: mark.map { String($0.milliseconds) })
    }
    return nil
  }
}

extension AuditTable {
  fileprivate func difference(
    _ key: String, _ told: Replay.Columns?, _ found: Replay.Columns?
  ) -> LedgerAudit.Difference? {
    func difference(_ column: String, _ told: String?, _ found: String?) -> LedgerAudit.Difference {
      LedgerAudit.Difference(
        table: rawValue, key: key, column: column, history: told, found: found)
    }
    guard let told, let found else {
      let name = columns.names[0]
      return difference(name, told.map { _ in key }, found.map { _ in key })
    }
    for column in Set(told.keys).union(found.keys).sorted(by: comesBefore) {
      let (told, found) = (told[column], found[column])
      if told == AuditTable.unknown || told.map({ Array($0.utf8) }) == found.map({ Array($0.utf8) })
      {
        continue
      }
      return difference(column, told, found)
    }
    return nil
  }
}

extension Replay {
  /// The table as ``AuditTable/read(_:)`` would find it.
  fileprivate func rows(of table: AuditTable) -> [String: Columns] {
    switch table {
    case .revocations:
      var rows: [String: Columns] = [:]
      var counts: [String: Int] = [:]
      for one in revocations.sorted(by: Revocation.precedes) {
        let holder = one.holder.text
        counts[holder, default: 0] += 1
        rows["\(holder) \(counts[holder, default: 0])"] = [
          "pack": one.pack, "revoked_at": String(one.revokedAt.milliseconds),
          "until": String(one.until.milliseconds),
        ]
      }
      return rows
    case .extensions:
      var rows: [String: Columns] = [:]
      for (subject, all) in extensions {
        for (index, one) in all.enumerated() { rows["\(subject) \(index + 1)"] = one }
      }
      return rows
    default: return tables[table] ?? [:]
    }
  }
}

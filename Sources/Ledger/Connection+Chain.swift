extension Connection {
  /// To be called in a transaction.
  func verifyChain() throws(LedgerError) -> ChainVerdict {
    var walk = Chain.Walk()
    try forEachRow(of: .loadHistory) { row in walk.visit(row) }
    let head = try single(.head, in: "head")
    return walk.finish(headID: try head.integer(0), headHash: try head.blob(1))
  }

  /// The hash of one row; nil if there is no such row. Row 0 is what stands before the first.
  func hash(ofRow id: Int64) throws(LedgerError) -> [UInt8]? {
    if id == 0 { return Chain.root }
    guard let cells = try run(.historyHash, [.integer(id)]).first else { return nil }
    return try Row(table: "history", cells: cells).blob(0)
  }

  /// What one row says of the row before it; nil if there is no such row.
  func hash(beforeRow id: Int64) throws(LedgerError) -> [UInt8]? {
    guard let cells = try run(.historyPreviousHash, [.integer(id)]).first else { return nil }
    return try Row(table: "history", cells: cells).blob(0)
  }
}

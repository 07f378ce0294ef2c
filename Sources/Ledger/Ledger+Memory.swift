public import StationModel

// What only the history tells.

extension Ledger {
  /// The stations that an administrator ever gave a name, a priority, labels or a display.
  public func arranged() throws(LedgerError) -> Set<StationKey> {
    var keys: Set<StationKey> = []
    for cells in try connection.run(.loadArranged) {
      keys.insert(StationKey(try Row(table: "history", cells: cells).text(0)))
    }
    return keys
  }

  /// Where stations were, and where they are now, by their former keys. A place to which another
  /// station came since is not among them.
  public func moves() throws(LedgerError) -> [StationKey: StationKey] {
    var moves: [StationKey: StationKey] = [:]
    for cells in try connection.run(.loadMoves) {
      let row = Row(table: "history", cells: cells)
      let key = StationKey(try row.text(0))
      if let former = try row.optionalText(1).map(StationKey.init) {
        for (old, place) in moves where place == former { moves[old] = old == key ? nil : key }
        moves[former] = key
      }
      moves[key] = nil
    }
    return moves
  }
}

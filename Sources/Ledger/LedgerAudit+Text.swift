extension LedgerAudit {
  /// Rows of the history that were verified.
  public var rows: Int64 {
    switch chain {
    case .intact(let rows): rows
    case .broken(let row, _): row - 1
    }
  }

  /// What was found, as sentences.
  public var message: String {
    switch (chain, difference) {
    case (.broken(let row, let why), _):
      "The history is broken at row \(row): \(why). The \(row - 1) rows before it are as they were "
        + "written."
    case (.intact(let rows), let place?):
      "The history is as it was written, \(rows) rows, but the table \(place.table) is not what it "
        + "says: \(place.key), \(place.column) is \(place.found ?? "missing"), by the history it is "
        + "\(place.history ?? "missing")."
    case (.intact(let rows), nil):
      "The history is as it was written, \(rows) rows, and the ledger is what it says."
    }
  }
}

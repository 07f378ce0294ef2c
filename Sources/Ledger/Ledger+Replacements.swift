import StationModel

extension Ledger {
  /// So long is it said that the ledger was replaced.
  private static let saidFor = Span.days(30)
  /// A disk that dies may do it at every start.
  private static let saidAtMost: Int64 = 5

  /// Replacements that openings before this one recorded, the oldest first; not those that an
  /// administrator asked for. Measured by noted time: it stands still while nobody could read it.
  func earlierReplacements(
    upTo id: Int64, asOf time: Timestamp
  ) throws(LedgerError) -> [OpeningFinding] {
    var findings: [OpeningFinding] = []
    let since = time + Span(milliseconds: -Self.saidFor.milliseconds)
    try connection.forEachRow(
      of: .replacedSince,
      [.integer(id), .integer(since.milliseconds), .integer(Self.saidAtMost)]
    ) { cells throws(LedgerError) in
      let row = Row(table: "history", cells: cells)
      guard case .text(let why)? = FlatJSON.object(Array(try row.text(2).utf8))?["why"] else {
        return
      }
      findings.append(.replacedBefore(at: try row.time(1), why: why))
    }
    return findings.reversed()
  }
}

import Ledger
import Seal
import StationModel
import Testing

@Suite struct DetailTests {
  /// Whatever column a table has: what stands in it was told by a row of the history.
  @Test func everyColumnOfEveryTableIsInTheHistory() throws {
    let folder = try Everything.folder()
    let file = try Intruder(folder.ledger)
    let told = try file.texts(
      """
      SELECT value AS x FROM history, json_each(history.detail)
      UNION SELECT station FROM history WHERE station IS NOT NULL
      UNION SELECT at FROM history
      """)
    let tables = try file.texts(
      """
      SELECT name AS x FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'
        AND name NOT IN ('history', 'head', 'migrations')
      """)
    // How a column is told if it is not told as it is.
    func forms(_ table: String, _ column: String, _ value: String) -> [String] {
      switch (table, column) {
      // The only row's number, and what follows from the holder.
      case ("state", "one"): return [told[0]]
      case ("leases", "station"): return ["station/" + value]
      case ("packs", "token"): return [Seal.hex(Seal.sha256(Array(value.utf8)))]
      // Told as it counted before or after the clock was put right.
      case ("revocations", "revoked_at"), ("revocations", "until"), ("stations", "absent_since"),
        ("state", "maintenance_since"), ("state", "maintenance_until"), ("tellings", "deadline"),
        ("tellings", "at"), ("tellings", "again"), ("tellings", "kept_until"), ("mutes", "since"),
        ("mutes", "until"):
        return [String((Int64(value) ?? 0) - 77_000)]
      case ("graces", "ended_at"): return [String((Int64(value) ?? 0) + 77_000)]
      case ("labels", "label"): return told.filter { $0.split(separator: " ").contains(value[...]) }
      case ("marks", "model"), ("marks", "serial"), ("marks", "container"):
        return told.filter { $0.split(separator: " ").contains(value[...]) }
      case ("packs", "convertible"), ("packs", "removed"), ("packs", "converted"):
        // Not said where it is none.
        return value == "0" ? [told[0]] : [value]
      case ("packs", "features"), ("packs", "replaces"): return value == "" ? [told[0]] : [value]
      default: return [value]
      }
    }
    var columns = 0
    let names = try file.texts("SELECT key AS x FROM history, json_each(history.detail)")
    for table in tables {
      for column in try file.texts("SELECT name AS x FROM pragma_table_info('\(table)')") {
        let values = try file.texts(
          "SELECT \(column) AS x FROM \(table) WHERE \(column) IS NOT NULL")
        #expect(!values.isEmpty, "the sample has nothing in \(table).\(column)")
        for value in values {
          if table == "marks", column == "part" {
            #expect(names.contains(value))
          } else {
            #expect(
              forms(table, column, value).contains { told.contains($0) },
              "\(table).\(column) = \(value)")
          }
        }
        columns += 1
      }
    }
    print("\(columns) columns of \(tables.count) tables are told by the history")
    #expect(columns > 85)
  }

  @Test func everyRowSaysWhoAskedForIt() throws {
    let folder = try Everything.folder()
    let file = try Intruder(folder.ledger)
    #expect(
      try file.text("SELECT count(*) FROM history WHERE json_extract(detail, '$.by') = 1000")
        == "\(Everything.all.count)")
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit([.mode(.unset)], at: Sample.later)
    #expect(try ledger.history(last: 1).first?.detail == #"{"mode":"unset"}"#)
    try ledger.commit([.mode(.perUser)], at: Sample.later, by: 0)
    #expect(try ledger.history(last: 1).first?.detail == #"{"by":0,"mode":"per-user"}"#)
  }
}

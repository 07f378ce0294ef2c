import StationModel

/// The tables as the history tells them, row by row.
///
/// A table is its rows by key, and a row its columns as text; a column that is not there is NULL. So
/// what is in the file can be held against it whatever the column is.
struct Replay {
  typealias Columns = [String: String]

  var tables: [AuditTable: [String: Columns]] = [:]
  /// By holder, in the order of the table.
  var revocations: [Revocation] = []
  /// By subject, in the order in which they were given.
  var extensions: [String: [Columns]] = [:]
  /// At least so late must the mark of time be.
  var highWater: Timestamp?

  init() { tables[.state] = ["1": ["mode": LicenseMode.unset.rawValue]] }

  subscript(table: AuditTable, key: String) -> Columns? {
    get { tables[table]?[key] }
    set { tables[table, default: [:]][key] = newValue }
  }

  /// Nil if the row is understood; otherwise what is wrong with it.
  mutating func visit(_ row: HistoryRow) -> LedgerAudit.Difference? {
    guard let members = FlatJSON.object(Array(row.detail.utf8)) else {
      return Self.strange(row, "detail", row.detail)
    }
    let entry = Entry(row: row, members: members)
    do throws(Entry.Unclear) {
      guard try visit(entry) else { return Self.strange(row, "kind", row.kind) }
    } catch {
      return Self.strange(row, "detail", row.detail)
    }
    revocations.removeAll { !$0.stands(at: row.at) }
    highWater = max(highWater ?? row.at, row.at)
    return nil
  }

  private static func strange(
    _ row: HistoryRow, _ column: String, _ found: String
  ) -> LedgerAudit.Difference {
    LedgerAudit.Difference(
      table: "history", key: String(row.id), column: column, history: nil, found: found)
  }

  /// False for a kind that this version does not know.
  private mutating func visit(_ entry: Entry) throws(Entry.Unclear) -> Bool {
    switch entry.row.kind {
    case "station-power-cycled", "ledger-restored": break
    case "station-forgotten": try forget(try entry.station)
    case "stations-renumbered": try renumber(entry)
    case "candidate-ignored":
      self[.ignored, try entry.station.text] =
        entry.columns(["model": "model", "since": "since"])
    case "candidate-heeded": self[.ignored, try entry.station.text] = nil
    case "serial-distrusted":
      self[.sharedSerials, try entry.text("model") + " " + entry.text("serial")] = [:]
    case "mode-set": self[.state, "1"]?["mode"] = try entry.text("mode")
    case "maintenance-begun", "maintenance-ended": try setMaintenance(entry)
    case "state-changed":
      self[.standings, try entry.station.text] =
        entry.columns(["state": "state", "cause": "cause", "since": "since"])
    case "clock-moved": try clockMoved(by: Span(milliseconds: try entry.number("moved-by")))
    case let kind where kind.hasPrefix("station-"):
      guard Change.StationEvent(rawValue: String(kind.dropFirst(8))) != nil else { return false }
      try put(entry)
    case let kind where kind.hasPrefix("notice-") || kind == "tellings-forgotten":
      return try visitNotice(entry)
    case let kind where kind.hasPrefix("grace-"): return try visitGrace(entry)
    default: return try visitLicense(entry)
    }
    return true
  }

  private mutating func setMaintenance(_ entry: Entry) throws(Entry.Unclear) {
    let isOn = entry.row.kind == "maintenance-begun"
    self[.state, "1"]?["maintenance_since"] = isOn ? String(try entry.number("since")) : nil
    self[.state, "1"]?["maintenance_until"] =
      isOn ? try entry.optionalNumber("until").map { String($0) } : nil
  }

  private mutating func clockMoved(by span: Span) throws(Entry.Unclear) {
    for (subject, grace) in tables[.graces] ?? [:] {
      self[.graces, subject] = Self.moved(grace, "shifted", by: span)
    }
    for (key, station) in tables[.stations] ?? [:] {
      self[.stations, key] = Self.moved(station, "absent_since", by: span)
    }
    for column in ["maintenance_since", "maintenance_until"] {
      self[.state, "1"] = self[.state, "1"].map { Self.moved($0, column, by: span) }
    }
    revocations = revocations.map { $0.moved(by: span) }
    moveTellings(by: span)
    if span < .zero { highWater = highWater.map { $0 + span } }
  }

  static func moved(_ columns: Columns, _ column: String, by span: Span) -> Columns {
    guard let number = columns[column].flatMap({ Int64($0) }) else { return columns }
    var columns = columns
    columns[column] = String((Timestamp(milliseconds: number) + span).milliseconds)
    return columns
  }
}

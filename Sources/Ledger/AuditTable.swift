import Seal
import StationModel

/// The tables that the history tells, in the order in which they are looked through.
enum AuditTable: String, CaseIterable {
  case state, stations, labels, marks, packs, leases, revocations, reservations, graces, extensions,
    standings, notices, tellings, mutes, ignored
  case sharedSerials = "shared_serials"

  /// What the history does not tell.
  static let unknown = "\u{0}unknown"

  /// The key's columns first, then the others.
  var columns: (key: Int, names: [String]) {
    switch self {
    case .state: (1, ["one", "mode", "maintenance_since", "maintenance_until"])
    case .stations:
      (
        1,
        [
          "key", "number", "name", "kind", "enrolled_at", "binding", "absent_since", "priority",
          "disabled_since", "disabled_message",
        ]
      )
    case .labels: (1, ["station", "label"])
    case .marks: (2, ["station", "part", "model", "serial", "container"])
    case .packs:
      (
        1,
        [
          "id", "issuer", "key_id", "count", "coverage", "valid_from", "valid_until", "added_at",
          "token", "kind", "product", "features", "host", "site", "replaces", "convertible",
          "removed", "converted",
        ]
      )
    case .leases: (1, ["holder", "station", "pack", "granted_at", "expires_at"])
    case .revocations: (1, ["holder", "revoked_at", "pack", "until"])
    case .reservations: (1, ["label", "kind", "least", "most"])
    case .graces: (1, ["subject", "started_at", "ends_at", "ended_at", "shifted"])
    case .extensions: (1, ["subject", "until", "by_ms", "granted_at", "reason"])
    case .standings: (1, ["station", "state", "cause", "since"])
    case .notices:
      (
        1,
        [
          "id", "severity", "stage", "audience", "deadline", "station_number", "summary", "body",
          "next_step", "raised_at", "words",
        ]
      )
    case .tellings:
      (
        2,
        [
          "notice", "recipient", "stage", "deadline", "way", "state", "at", "again", "kept_until",
        ]
      )
    case .mutes: (2, ["cause", "audience", "since", "until", "user"])
    case .ignored: (1, ["key", "model", "since"])
    case .sharedSerials: (2, ["model", "serial"])
    }
  }

  private var order: String {
    switch self {
    case .extensions: "subject, rowid"
    default: columns.names.joined(separator: ", ")
    }
  }

  /// The table as ``Replay`` would tell it.
  func read(_ connection: Connection) throws(LedgerError) -> [String: Replay.Columns] {
    let (keys, names) = columns
    let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
    let statement = try Statement(
      "SELECT \(list) FROM \(rawValue) ORDER BY \(order)", name: "audit", on: connection)
    var rows: [String: Replay.Columns] = [:]
    var counts: [String: Int] = [:]
    try statement.forEachRow { cells throws(LedgerError) in
      var key = cells.prefix(keys).map(\.plain).joined(separator: " ")
      var row: Replay.Columns = [:]
      for (name, cell) in zip(names, cells).dropFirst(keys) where cell != .null {
        row[name] = cell.plain
      }
      switch self {
      case .packs: row["token"] = Seal.hex(Seal.sha256(cells[8].bytes))
      case .marks: row = ["mark": Self.mark(row)]
      case .labels:
        // All of a station's in one.
        if let before = rows[key]?["label"], let label = row["label"] {
          row["label"] = before + " " + label
        }
      case .revocations, .extensions:
        counts[key, default: 0] += 1
        key += " \(counts[key, default: 0])"
      default: break
      }
      rows[key] = row
    }
    return rows
  }

  private static func mark(_ row: Replay.Columns) -> String {
    DeviceMark(model: row["model"] ?? "", serial: row["serial"], container: row["container"]).text
  }
}

extension Cell {
  var bytes: [UInt8] {
    switch self {
    case .null: []
    case .integer(let number): Array(String(number).utf8)
    case .text(let bytes), .blob(let bytes): bytes
    }
  }

  /// For people, and to compare.
  fileprivate var plain: String { String(decoding: bytes, as: UTF8.self) }
}

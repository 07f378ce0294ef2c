public import StationModel

/// Counts what the ledger's history says about the use of licenses, row by row.
///
/// What it keeps grows with the stations, people, packs and labels, and with the rows of the report,
/// but not with the history.
public struct Usage: Sendable {
  let query: UsageQuery
  var pool = LicensePool()
  /// By key.
  var stations: [String: KnownStation] = [:]
  /// By group; only for reports by station.
  var formerStations: [Int: KnownStation] = [:]
  /// By holder; only those whose term still runs.
  var leases: [String: HeldLease] = [:]
  var expiries = ExpiryQueue()
  var groups = GroupNames()
  var tallies: [Int: Tally] = [:]

  /// How far the history was taken.
  var clock = Timestamp(milliseconds: .min)
  /// The one that the clock is in; nil before the query begins.
  var period: CalendarPeriod?
  var isFinished = false
  var finished: [FinishedRow] = []

  private var historyBegins: Timestamp?
  var statesKnownFrom: Timestamp?
  private var unreadable = 0
  private var outOfOrder = 0
  var omitted = 0

  /// One row of the report, whose group may still change its name.
  struct FinishedRow: Sendable {
    var group: Int
    var row: UsageRow
  }

  public init(_ query: UsageQuery) { self.query = query }

  /// Every row of the history, from its very first one and in its order. A row that cannot be
  /// understood is counted and passed over; one that is later than the query is ignored.
  public mutating func take(_ row: HistoryRow) {
    guard !isFinished else { return }
    if historyBegins == nil { historyBegins = row.at }
    if row.at < clock { outOfOrder += 1 }
    let time = max(row.at, clock)
    guard time < query.end else {
      advance(to: query.end)
      return
    }
    advance(to: time)
    if !apply(row) { unreadable += 1 }
  }

  /// The report of all rows that were taken. More may be taken afterwards.
  public func report() -> UsageReport {
    var rest = self
    rest.advance(to: query.end)
    return UsageReport(
      from: query.from, to: query.end, period: query.period, by: query.by, rows: rest.namedRows(),
      historyBegins: historyBegins, statesKnownFrom: statesKnownFrom, unreadable: unreadable,
      outOfOrder: outOfOrder, omitted: rest.omitted)
  }

  /// False if it cannot be understood.
  private mutating func apply(_ row: HistoryRow) -> Bool {
    switch row.kind {
    case "lease-renewed": return lease(row, isRenewal: true)
    case "lease-granted": return lease(row, isRenewal: false)
    case "lease-released": return release(row, isRevocation: false)
    case "lease-revoked": return release(row, isRevocation: true)
    case "state-changed": return state(row)
    case "station-forgotten": return forget(row)
    case "station-power-cycled": return true
    case "stations-renumbered": return renumber(row)
    case "pack-added": return addPack(row)
    case "pack-removed": return removePack(row)
    case "pack-converted": return convertPack(row)
    case "mode-set": return mode(row)
    default: return row.kind.hasPrefix("station-") ? record(row) : true
    }
  }
}

/// One thing that happened, as the ledger recorded it.
public struct HistoryRow: Sendable, Equatable {
  /// Counts from 1, without gaps.
  public var id: Int64
  public var at: Timestamp
  /// `lease-granted`, `grace-began` …: docs/history.md has the table.
  public var kind: String
  /// The station that it concerns, if it is one.
  public var station: StationKey?
  /// A JSON object with sorted members; which ones depends on the kind.
  public var detail: String

  public init(id: Int64, at: Timestamp, kind: String, station: StationKey?, detail: String) {
    self.id = id
    self.at = at
    self.kind = kind
    self.station = station
    self.detail = detail
  }
}

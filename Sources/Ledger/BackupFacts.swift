public import StationModel

/// What a backup holds.
public struct BackupFacts: Sendable, Equatable {
  public var path: String
  /// As in `user_version`: how many migrations it has seen.
  public var schema: Int
  /// Rows of history.
  public var rows: Int64
  /// Of the last row of history; nil if there is none.
  public var lastTime: Timestamp?
  public var highWater: Timestamp?
  /// The last row's number, and its hash as hexadecimal text.
  public var headID: Int64
  public var headHash: String
  public var chain: ChainVerdict
}

public import StationModel

/// One thing that opening the ledger found out and dealt with.
public enum OpeningFinding: Sendable, Equatable {
  /// The file was damaged. It is kept under that name, untouched.
  case damaged(why: String, setAside: String)
  /// The newest good backup took the damaged file's place; `rows` of history are in it.
  case replacedByBackup(String, rows: Int64)
  /// There was no good backup: a new ledger was begun.
  case begunAnew
  /// The ledger's file is gone, and its witness is still there: a new ledger was begun.
  case gone
  /// An older file was put in the ledger's place: so many rows that were written are not in it.
  case rolledBack(missing: Int64)
  /// The ledger's history is not the one that the witness knows: another row stands at this number.
  case otherHistory(row: Int64)
  /// The backup that an administrator restored is in use from now on.
  case restored(from: String, missing: Int64)
  /// Graces that the witness knew were put back.
  case gracesRestored([GraceClock.Subject])
  /// The time went on from the witness's high-water mark.
  case timeRestored(Timestamp)
  /// A start before this one found another ledger than the one that it had left, after that time.
  /// Said for 30 days, since nobody may have read it then. `why` as in the row `ledger-restored`.
  case replacedBefore(at: Timestamp, why: String)
  /// The witness could not be read. It is kept under that name, if it could be renamed.
  case witnessDamaged(why: String, setAside: String?)
  /// The ledger's witness is gone: somebody may have removed it. A new one was made.
  case witnessMissing
  /// The witness cannot be written: a lost ledger could not be told from a new one.
  case witnessNotWritten(why: String)
  /// The history was changed by hand, from this row on.
  case chainBroken(row: Int64, why: String)
  /// An older version's file was brought up to date.
  case migrated(from: Int, to: Int)
}

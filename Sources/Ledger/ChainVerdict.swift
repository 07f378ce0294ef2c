/// Is the history what was written, all of it and in its order?
public enum ChainVerdict: Sendable, Equatable {
  case intact(rows: Int64)
  /// The first row that is missing, changed or out of place.
  case broken(atRow: Int64, why: String)
}

/// Is everything as it was written? The chain, and the tables against what the history says.
public struct LedgerAudit: Sendable, Equatable {
  public var chain: ChainVerdict
  /// The first place where a table is not what the history says; nil if there is none. Not looked
  /// for if the chain is broken.
  public var difference: Difference?

  public struct Difference: Sendable, Equatable {
    public var table: String
    /// The row's key, as text.
    public var key: String
    public var column: String
    /// Nil if by the history there is no such row, or nothing in that column.
    public var history: String?
    /// Nil if there is no such row, or nothing in that column.
    public var found: String?

    public init(table: String, key: String, column: String, history: String?, found: String?) {
      self.table = table
      self.key = key
      self.column = column
      self.history = history
      self.found = found
    }
  }

  public init(chain: ChainVerdict, difference: Difference? = nil) {
    self.chain = chain
    self.difference = difference
  }

  public var isSound: Bool {
    guard case .intact = chain else { return false }
    return difference == nil
  }
}

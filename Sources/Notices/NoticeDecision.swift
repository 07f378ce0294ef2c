public import StationModel

/// What people must know now, and how that differs from what was on the board.
public struct NoticeDecision: Sendable, Equatable {
  /// All active notices, the most severe first, then by id.
  public var board: [Notice]
  /// Closed ones, then new, advanced and reworded ones; each by id.
  public var changes: [Change]
  /// The next step of a ladder, if nothing else happens before.
  public var nextChange: Timestamp?

  public init(board: [Notice], changes: [Change], nextChange: Timestamp?) {
    self.board = board
    self.changes = changes
    self.nextChange = nextChange
  }
}

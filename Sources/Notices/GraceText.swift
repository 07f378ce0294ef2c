public import StationModel

/// The three dates of a grace under their three names: it began, it ends (with what an administrator
/// added), and it ended, if that was early.
public struct GraceText: Sendable, Equatable {
  /// "began 2026-11-23 20:15 UTC".
  public var began: String
  /// "ends 2027-03-23 20:15 UTC", with extensions; still so named when that day is past.
  public var ends: String
  /// "ended 2026-12-01 09:00 UTC by the first license"; nil unless it was ended early.
  public var ended: String?
  /// How much an administrator added: "7 days were added"; nil if nobody did.
  public var extended: String?
  /// Its deadline is past, without having been ended before.
  public var isOver: Bool

  public init(_ grace: GraceClock, at now: Timestamp) {
    began = "began " + grace.startedAt.utcText
    ends = "ends " + grace.deadline.utcText
    ended = grace.endedAt.map { "ended \($0.utcText) by the first license" }
    let added = grace.deadline - grace.endsAt
    extended = added > .zero ? "\(added.words) \(added.isOne ? "was" : "were") added" : nil
    isOver = grace.endedAt == nil && grace.deadline <= now
  }

  /// For status lines: "began …, ends …", "began …, ended … by the first license".
  public var line: String {
    if let ended { return "\(began), \(ended)" }
    return "\(began), \(ends)" + (extended.map { " (\($0))" } ?? "")
      + (isOver ? ": it is over" : "")
  }
}

extension Span {
  fileprivate var isOne: Bool { words.hasPrefix("1 ") }
}

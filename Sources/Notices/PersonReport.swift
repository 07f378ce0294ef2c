public import StationModel

/// What a person's program says became of one stage of a notice.
public struct PersonReport: Sendable, Equatable {
  public var stage: Stage
  public var way: Telling.Way
  public var state: Telling.State

  /// Nil for words that are none, and for what only the agent itself can know.
  public init?(stage: String, way: String, state: String) {
    guard let stage = Stage(rawValue: stage), let way = Telling.Way(rawValue: way),
      way == .desktop || way == .command, let state = Telling.State(rawValue: state),
      state != .failed
    else { return nil }
    self.stage = stage
    self.way = way
    self.state = state
  }

  public static let acceptedStates = "shown, expired, dismissed, acted or later"

  /// What is remembered from now on; nil if that is nothing new. However often it is said, a person
  /// comes forward at most four times in each stage, and once more for each day of "later".
  ///
  /// - Parameter former: what is remembered of this notice and person.
  public func telling(
    of notice: Notice, to user: String, after former: Telling?, at now: Timestamp
  ) -> Telling? {
    // A word about a stage that is over comes late: the present one is news all the same.
    guard stage == notice.stage else { return nil }
    var telling = Telling(
      notice: notice.id, recipient: .user(user), stage: notice.stage, deadline: notice.deadline,
      way: way, state: state, at: now, keptUntil: now)
    if let former, former.covers(notice) {
      guard isNews(after: former, at: now) else { return nil }
      telling.at = former.at
      // By which way it was told, not by which it was answered.
      if state != .shown { telling.way = former.way }
    }
    if state == .later { telling.again = Self.again(before: notice.deadline, at: now) }
    telling.keptUntil = Telling.keptUntil(deadline: notice.deadline, at: now)
    return telling.after(former)
  }

  /// Only forward; what is due again can be shown again.
  private func isNews(after former: Telling, at now: Timestamp) -> Bool {
    former.isDue(at: now) || state.rank > former.state.rank
  }

  /// Tomorrow, but an hour before the deadline at the latest.
  private static func again(before deadline: Timestamp?, at now: Timestamp) -> Timestamp {
    let tomorrow = now + .days(1)
    guard let deadline else { return tomorrow }
    let last = deadline + Span(milliseconds: -Span.hours(1).milliseconds)
    return last > now ? min(tomorrow, last) : tomorrow
  }
}

extension Telling {
  /// The person wanted to be told again, and the time has come.
  public func isDue(at now: Timestamp) -> Bool {
    state == .later && (again.map { $0 <= now } ?? true)
  }

  /// As long as nobody shall be told the same again.
  public static func keptUntil(deadline: Timestamp?, at now: Timestamp) -> Timestamp {
    max(deadline ?? now, now) + .days(30)
  }
}

extension Telling.State {
  fileprivate var rank: Int {
    switch self {
    case .failed: 0
    case .shown: 1
    case .expired: 2
    case .later: 3
    case .dismissed: 4
    case .acted: 5
    }
  }
}

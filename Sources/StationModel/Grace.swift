/// A grace that began. It is kept for ever: a grace is given once.
public struct GraceClock: Sendable, Equatable {
  public var subject: Subject
  public var startedAt: Timestamp
  /// When it runs out unless something ends it earlier or an administrator extends it. Fixed at the
  /// start; it moves only together with `startedAt`, when the clock itself was put right.
  public var endsAt: Timestamp
  /// What an administrator made of `endsAt` (``GraceExtension``); nil if nobody did.
  public var extendedTo: Timestamp?
  /// The sum of all extensions, of which there is only so much.
  public var extendedBy: Span
  /// When it was ended early; only the host's ever is (by the first lease).
  public var endedAt: Timestamp?

  public enum Subject: Sendable, Hashable {
    /// The whole host: 120 days from the first station that counts.
    case host
    case station(StationKey)
  }

  public init(
    subject: Subject, startedAt: Timestamp, endsAt: Timestamp, extendedTo: Timestamp? = nil,
    extendedBy: Span = .zero, endedAt: Timestamp? = nil
  ) {
    self.subject = subject
    self.startedAt = startedAt
    self.endsAt = endsAt
    self.extendedTo = extendedTo
    self.extendedBy = extendedBy
    self.endedAt = endedAt
  }

  /// The date that counts: until then what it is for may go on, unless it was ended early.
  public var deadline: Timestamp { max(endsAt, extendedTo ?? endsAt) }

  public func isRunning(at time: Timestamp) -> Bool { endedAt == nil && time < deadline }
}

/// More time, by an administrator's word. Each is a row of the history.
public struct GraceExtension: Sendable, Equatable {
  public var subject: GraceClock.Subject
  /// The new end.
  public var until: Timestamp
  /// How much of what may be given in all this takes.
  public var by: Span
  public var grantedAt: Timestamp
  /// In the administrator's words.
  public var reason: String

  public init(
    subject: GraceClock.Subject, until: Timestamp, by: Span, grantedAt: Timestamp, reason: String
  ) {
    self.subject = subject
    self.until = until
    self.by = by
    self.grantedAt = grantedAt
    self.reason = reason
  }
}

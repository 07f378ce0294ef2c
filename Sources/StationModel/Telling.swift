/// Somebody was told one stage of one notice. Kept so that nobody is told a stage twice.
public struct Telling: Sendable, Hashable {
  public var notice: NoticeID
  public var recipient: Recipient
  public var stage: Stage
  /// The notice's deadline then: a notice that comes back with another one is news.
  public var deadline: Timestamp?
  public var way: Way
  public var state: State
  /// When that stage reached the recipient first.
  public var at: Timestamp
  /// When the recipient wants to be told again; nil unless the state is `later`.
  public var again: Timestamp?
  /// Until when it is remembered. After that a notice that comes back is news.
  public var keptUntil: Timestamp

  /// What told it.
  public enum Way: String, Sendable, CaseIterable {
    /// The desktop's notification server.
    case desktop
    /// A text terminal.
    case terminal
    /// The person asked for it on the command line.
    case command
    /// An administrator's program or mail.
    case hook
  }

  /// What came of it.
  public enum State: String, Sendable, CaseIterable {
    /// It is on the screen, as far as is known; or it was written.
    case shown
    /// The notification server took it away by itself.
    case expired
    /// The person took it away.
    case dismissed
    /// The person pressed a button of it.
    case acted
    /// The person wants to be told again.
    case later
    /// It could not be told, and is not tried again.
    case failed
  }

  public init(
    notice: NoticeID, recipient: Recipient, stage: Stage, deadline: Timestamp?, way: Way,
    state: State, at: Timestamp, again: Timestamp? = nil, keptUntil: Timestamp
  ) {
    self.notice = notice
    self.recipient = recipient
    self.stage = stage
    self.deadline = deadline
    self.way = way
    self.state = state
    self.at = at
    self.again = again
    self.keptUntil = keptUntil
  }
}

/// Who is told.
public enum Recipient: Sendable, Hashable, Comparable {
  /// By name.
  case user(String)
  /// The program that the configuration names.
  case program
  /// The mail address that the configuration names.
  case mail

  /// `user/ada`, `program`, `mail`.
  public var text: String {
    switch self {
    case .user(let name): "user/" + name
    case .program: "program"
    case .mail: "mail"
    }
  }

  /// Nil for anything that ``text`` does not give.
  public init?(text: String) {
    switch text {
    case "program": self = .program
    case "mail": self = .mail
    default:
      guard text.hasPrefix("user/"), text.utf8.count > 5 else { return nil }
      self = .user(String(text.dropFirst(5)))
    }
  }

  public static func < (left: Recipient, right: Recipient) -> Bool { left.text < right.text }
}

/// Notices of one cause are told to nobody of one audience for a time. They stay on the board, in the
/// journal and in the history.
public struct Mute: Sendable, Hashable {
  /// A cause, `exhausted`.
  public var cause: String
  public var audience: Audience
  public var since: Timestamp
  public var until: Timestamp
  /// Who asked for it: the number of the Unix user.
  public var user: Int

  public enum Audience: String, Sendable, CaseIterable {
    case administrators
    /// All but administrators.
    case people
    case everyone
  }

  public init(
    cause: String, audience: Audience, since: Timestamp, until: Timestamp, user: Int
  ) {
    self.cause = cause
    self.audience = audience
    self.since = since
    self.until = until
    self.user = user
  }

  /// From when it begins to its end at most.
  public static let longest = Span.days(366)
}

public import StationModel

/// All that decides who is told what, at one moment. The order of the arrays does not matter.
public struct DeliveryInput: Sendable {
  /// What is on the board.
  public var notices: [Notice]
  /// Who is signed in; nobody while that is not known.
  public var people: [SignedIn]
  public var tellings: [Telling]
  /// Also those that ended within the last minute.
  public var mutes: [Mute]
  public var quiet: QuietTime?
  /// When the agent began: session agents need a moment to come back to it.
  public var startedAt: Timestamp
  public var now: Timestamp

  public init(
    notices: [Notice], people: [SignedIn], tellings: [Telling], mutes: [Mute] = [],
    quiet: QuietTime? = nil, startedAt: Timestamp, now: Timestamp
  ) {
    self.notices = notices
    self.people = people
    self.tellings = tellings
    self.mutes = mutes
    self.quiet = quiet
    self.startedAt = startedAt
    self.now = now
  }
}

/// What is to be done so that people know.
public struct DeliveryPlan: Sendable, Equatable {
  /// At most one for each person, in the order of their names.
  public var messages: [TerminalMessage] = []
  /// Whom a notice did not reach. By name.
  public var undelivered: [NoticeID: [Undelivered]] = [:]
  /// For the line at login; nil if there is nothing to say.
  public var login: LoginLine?
  /// What is remembered longer, or no longer.
  public var changes: [Change] = []
  /// When something is due although nothing happens.
  public var nextChange: Timestamp?

  public init() {}
}

/// What is written on all terminals of one person.
public struct TerminalMessage: Sendable, Equatable {
  public var user: String
  public var uid: UInt32
  public var isAdministrator: Bool
  public var places: [SignedIn.Place]
  /// The gravest first.
  public var notices: [Notice]
}

/// A person who should have been told and was not.
public struct Undelivered: Sendable, Equatable {
  public var user: String
  /// In English, as the rest of a sentence.
  public var why: String
}

/// What everybody reads who signs in on a text terminal.
public struct LoginLine: Sendable, Equatable {
  /// How many notices there are.
  public var count: Int
  public var gravest: Notice

  public init(count: Int, gravest: Notice) {
    self.count = count
    self.gravest = gravest
  }
}

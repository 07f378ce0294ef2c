public import StationModel

/// Somebody who is signed in, and by which ways notices can reach them.
public struct SignedIn: Sendable, Equatable {
  public var person: Person
  public var uid: UInt32
  /// Why it is not known whether this is an administrator; nil if it is.
  public var rightsUnknown: String?
  public var sessions: [Place]
  /// What their session agents say.
  public var notifier: Showing
  /// When their terminals were written to last, or it was tried.
  public var writtenAt: Timestamp?
  /// Why that did not reach any; nil if it did.
  public var writingTrouble: WritingTrouble?

  /// One session.
  public struct Place: Sendable, Equatable {
    /// logind's id.
    public var session: String
    public var isGraphical: Bool
    /// By the agent's clock, as far as that can be said: one that lies ahead counts as long ago.
    public var since: Timestamp

    public init(session: String, isGraphical: Bool, since: Timestamp) {
      self.session = session
      self.isGraphical = isGraphical
      self.since = since
    }
  }

  /// A message that reached no terminal.
  public struct WritingTrouble: Error, Equatable {
    /// As the rest of a sentence.
    public var why: String
    /// Empty where it was refused: closed to messages, or of somebody else.
    public var mayPass: Set<Passing>

    public init(why: String, mayPass: Set<Passing>) {
      self.why = why
      self.mayPass = mayPass
    }
  }

  /// Why another try is worth it before long.
  public enum Passing: Sendable {
    /// A text session has no terminal, or logind does not know it yet.
    case noTerminal
    /// The login service did not answer.
    case noAnswer
  }

  /// Whether notices are shown on a desktop of theirs.
  public enum Showing: Sendable, Equatable {
    case shows
    /// A session agent is there and can show nothing.
    case trouble(String)
    case nobody
  }

  public init(
    person: Person, uid: UInt32, rightsUnknown: String? = nil, sessions: [Place],
    notifier: Showing = .nobody, writtenAt: Timestamp? = nil,
    writingTrouble: WritingTrouble? = nil
  ) {
    self.person = person
    self.uid = uid
    self.rightsUnknown = rightsUnknown
    self.sessions = sessions
    self.notifier = notifier
    self.writtenAt = writtenAt
    self.writingTrouble = writingTrouble
  }

  /// The text sessions. Which terminals they have, logind itself may learn only later.
  var terminals: [Place] { sessions.filter { !$0.isGraphical } }
}

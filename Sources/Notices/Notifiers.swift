/// A session agent: a program in a person's session that shows notices there.
public struct Notifier: Sendable, Equatable {
  /// Its unique name on the bus, which no other program ever gets.
  public var name: String
  public var uid: UInt32
  /// The name of the account.
  public var user: String
  /// logind's id as the program says it; empty if it does not know its own.
  public var session: String
  /// Why it can show nothing now; empty if it can.
  public var trouble: String

  public init(name: String, uid: UInt32, user: String, session: String, trouble: String) {
    self.name = name
    self.uid = uid
    self.user = user
    self.session = session
    self.trouble = trouble
  }
}

/// A session by which it is chosen who shows notices.
public struct NotifierSession: Sendable, Equatable {
  public var uid: UInt32
  /// In the foreground of its seat, or remote and open.
  public var isActive: Bool

  public init(uid: UInt32, isActive: Bool) {
    self.uid = uid
    self.isActive = isActive
  }
}

/// The session agents that are there, in the order in which they came.
public struct Notifiers: Sendable, Equatable {
  public private(set) var all: [Notifier] = []

  /// Of one person; a desktop has one.
  public static let mostOfOne = 8
  /// Of all people.
  public static let most = 2000

  public init() {}

  public subscript(name: String) -> Notifier? { all.first { $0.name == name } }

  /// Is there place for one more of this person?
  public func takes(_ uid: UInt32) -> Bool {
    all.count < Self.most && all.count { $0.uid == uid } < Self.mostOfOne
  }

  /// It came, or says something else of itself. True if that changes anything; false also where there are
  /// too many.
  public mutating func attend(_ notifier: Notifier) -> Bool {
    if let index = all.firstIndex(where: { $0.name == notifier.name }) {
      if all[index] == notifier { return false }
      all[index] = notifier
      return true
    }
    guard takes(notifier.uid) else { return false }
    all.append(notifier)
    return true
  }

  /// It left the bus. False if it was not there.
  public mutating func leave(_ name: String) -> Bool {
    let count = all.count
    all.removeAll { $0.name == name }
    return all.count < count
  }

  /// The session that it is in: what it says of itself, unless that is another person's or nobody's.
  ///
  /// - Parameter sessions: by logind's id; nil while they are not known.
  public func session(of notifier: Notifier, _ sessions: [String: NotifierSession]?) -> String {
    guard let sessions else { return notifier.session }
    return sessions[notifier.session]?.uid == notifier.uid ? notifier.session : ""
  }

  /// Who shows notices, one for each person: one that can, then one whose session is in front, then
  /// who came first. By unique name.
  public func shows(_ sessions: [String: NotifierSession]?) -> Set<String> {
    var best: [UInt32: (rank: Int, name: String)] = [:]
    for notifier in all {
      let isInFront = sessions?[session(of: notifier, sessions)]?.isActive ?? false
      let rank = (notifier.trouble.isEmpty ? 0 : 2) + (isInFront ? 0 : 1)
      if let other = best[notifier.uid], other.rank <= rank { continue }
      best[notifier.uid] = (rank, notifier.name)
    }
    return Set(best.values.map(\.name))
  }
}

import StationModel

/// What the server and the person at the screen say.
extension Screen {
  /// A stage of a notice, and what came of it.
  struct Outcome: Equatable, Sendable {
    var notice: String
    var stage: String
    /// As the agent is told: shown, expired, dismissed, acted or later.
    var state: String
  }

  /// The notices that this notification stands for, if it offers that.
  func notices(offering action: Content.Action, as serverID: UInt32) -> [String] {
    func offers(_ content: Content?) -> Bool {
      content?.buttons.contains { $0.action == action } ?? false
    }
    if let digest, digest.serverID == serverID {
      guard offers(digest.content) else { return [] }
      return members
    }
    return entries.filter { $0.value.place == .alone(serverID) && offers($0.value.content) }
      .keys.sorted()
  }

  /// The person pressed something of it: it is read, and leaves the screen where the server leaves it.
  mutating func wasActed(on serverID: UInt32, state: String) -> [Outcome] {
    let outcomes = end(serverID, state)
    if !outcomes.isEmpty { leaving.insert(serverID) }
    return outcomes
  }

  /// It is off the screen: it was solved, the person dismissed it, or it ran out of the server's
  /// time.
  ///
  /// - Parameter reason: as the specification numbers them; 4, and anything unknown, is taken for the
  ///   server's own doing.
  mutating func wasClosed(_ serverID: UInt32, _ reason: Int) -> [Outcome] {
    if details.removeValue(forKey: serverID) != nil { return [] }
    if leaving.remove(serverID) != nil { return [] }
    return end(serverID, reason == 2 || reason == 3 ? "dismissed" : "expired")
  }

  private mutating func end(_ serverID: UInt32, _ state: String) -> [Outcome] {
    var ids: [String] = []
    if digest?.serverID == serverID {
      ids = members
      digest = nil
    } else {
      ids = entries.filter { $0.value.place == .alone(serverID) }.keys.sorted()
    }
    return ids.compactMap { id in
      entries[id]?.place = .done
      entries[id]?.state = state
      return entries[id].map { Outcome(notice: id, stage: $0.stage, state: state) }
    }
  }

  /// What stands in the digest.
  private var members: [String] {
    entries.filter { $0.value.place == .inDigest }.keys.sorted()
  }

  /// The notification server went, and its ids with it: all is to be shown again.
  mutating func serverWentAway() {
    for (id, entry) in entries where entry.place != .done { entries[id]?.place = .lost }
    digest = nil
    leaving = []
    details = [:]
  }
}

extension Screen {
  /// Whether the agent is to be told that this stage is on the screen now.
  func isNews(_ wanted: Wanted) -> Bool {
    if wanted.told == .due { return true }
    guard let entry = entries[wanted.id], entry.stage == wanted.stage else {
      return wanted.told == .no
    }
    // It may never have been reported, and then it was not told, as far as the agent knows.
    return wanted.told == .no && entry.place == .lost
  }

  /// What the agent does not know of this screen: it could not write it down, has lost it, or took the
  /// notice for another one. It is told again; the person is not.
  func forgotten(of notices: [Wanted]) -> [Outcome] {
    notices.compactMap { wanted in
      guard wanted.told == .no, let entry = entries[wanted.id], entry.stage == wanted.stage,
        entry.place != .lost
      else { return nil }
      return Outcome(notice: wanted.id, stage: wanted.stage, state: entry.state)
    }
  }
}

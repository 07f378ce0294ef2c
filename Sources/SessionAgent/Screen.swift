import Words

/// What is on this person's screen, and what has to be done so that it says what the agent says.
///
/// Pure: the effects are in ``NoticePresenter``. One notification per notice, replaced from stage to
/// stage, closed when solved. Many at once are one, the digest. What a person dismissed stays away
/// until there is something new.
struct Screen: Equatable {
  /// By notice id.
  var entries: [String: Entry] = [:]
  var digest: Digest?
  /// The server's ids of what is solved and, as far as is known, still on the screen.
  var leaving: Set<UInt32> = []
  /// By server id: the notices whose details are on the screen.
  var details: [UInt32: [String]] = [:]

  /// Notices whose details the person asked for.
  var detailsWanted: [[String]] = []

  struct Entry: Equatable {
    var stage: String
    /// Nil if an earlier life of this program showed it.
    var content: Content?
    var place: Place
    /// When this stage was shown, in milliseconds of a clock that is never set.
    var since: Int64 = 0
    /// What came of it, as the agent is told.
    var state = "shown"
  }

  enum Place: Equatable {
    /// As a notification with this id of the server.
    case alone(UInt32)
    case inDigest
    /// Nowhere: the server went away before anybody read it, as far as is known.
    case lost
    /// Nowhere, and that is well: it was read.
    case done

    var isOnScreen: Bool {
      switch self {
      case .alone, .inDigest: true
      case .lost, .done: false
      }
    }
  }

  /// The notification that stands for several notices.
  struct Digest: Equatable {
    var serverID: UInt32
    var content: Content?
    var since: Int64
  }

  enum Step: Equatable, Sendable {
    /// One notice, or those of a digest; `replacing` is 0 for a new notification.
    case show(notices: [Wanted], replacing: UInt32, content: Content)
    case close(serverID: UInt32)
  }

  /// So many may appear by themselves within ``moment``.
  static let crowd = 3
  static let moment: Int64 = 10_000

  /// What to do so that the screen shows these notices, in their order. A closing is asked for
  /// again until ``wasClosed(_:_:)`` says that it is done.
  mutating func steps(for notices: [Wanted], at now: Int64, for reader: Reader) -> [Step] {
    dropAllBut(notices)
    var steps: [Step] = []
    var fresh: [Wanted] = []
    for wanted in notices {
      guard let entry = entries[wanted.id] else {
        if wanted.isNews { fresh.append(wanted) }
        continue
      }
      switch entry.place {
      case .alone(let id):
        if entry.content == nil, entry.stage == wanted.stage {
          entries[wanted.id]?.content = wanted.content
        } else if entry.content != wanted.content, !wanted.isHeld {
          steps.append(.show(notices: [wanted], replacing: id, content: wanted.content))
        }
      case .inDigest: continue
      case .lost: if wanted.isNews { fresh.append(wanted) }
      case .done:
        if wanted.isNews, entry.stage != wanted.stage || wanted.told == .due {
          fresh.append(wanted)
        }
      }
    }
    let joining = isCrowded(by: fresh, at: now) ? fresh : []
    if joining.isEmpty {
      steps += fresh.map { .show(notices: [$0], replacing: 0, content: $0.content) }
    }
    if let step = digestStep(notices, joining, at: now, for: reader) { steps.append(step) }
    return leaving.sorted().map { .close(serverID: $0) } + steps
  }

  /// What is solved, no longer for this person, or read elsewhere goes.
  private mutating func dropAllBut(_ notices: [Wanted]) {
    let wanted = Set(notices.map(\.id))
    let stays = Set(notices.filter { !isReadElsewhere($0) }.map(\.id))
    for (id, entry) in entries where !stays.contains(id) {
      if case .alone(let serverID) = entry.place { leaving.insert(serverID) }
      entries[id] = nil
    }
    for (serverID, notices) in details where wanted.isDisjoint(with: notices) {
      leaving.insert(serverID)
      details[serverID] = nil
    }
    if let digest, !entries.values.contains(where: { $0.place == .inDigest }) {
      leaving.insert(digest.serverID)
      self.digest = nil
    }
  }

  /// It is on the screen, and the person dismissed it by a command, or was told what is new of it on a
  /// terminal while the server did not answer.
  private func isReadElsewhere(_ wanted: Wanted) -> Bool {
    guard let entry = entries[wanted.id], entry.place.isOnScreen else { return false }
    return wanted.told == .dismissed || wanted.told == .done && entry.stage != wanted.stage
  }

  mutating func wasShown(
    _ notices: [Wanted], as serverID: UInt32, _ content: Content, at now: Int64
  ) {
    // The notice that is left of a digest has its place.
    if digest?.serverID == serverID { digest = nil }
    let isDigest = notices.count > 1
    if isDigest { digest = Digest(serverID: serverID, content: content, since: now) }
    for wanted in notices {
      let former = entries[wanted.id]
      if case .alone(let id) = former?.place, id != serverID { leaving.insert(id) }
      let isSameStage = former?.stage == wanted.stage && former?.place != .done
      entries[wanted.id] = Entry(
        stage: wanted.stage, content: wanted.content,
        place: isDigest ? .inDigest : .alone(serverID),
        since: isSameStage ? former?.since ?? now : now)
    }
  }
}

extension Wanted {
  /// It is to be shown if it is not on the screen.
  var isNews: Bool { !told.isOver && !isHeld }
}

import AgentInterface

/// What is on this person's screen, and what has to be done so that it says what the agent says.
///
/// Pure: the effects are in ``NoticePresenter``. One notification per notice, replaced from stage
/// to stage, closed when solved; what a person dismissed stays away until there is something new.
struct Screen: Equatable {
  /// By notice id.
  private(set) var shown: [String: Entry] = [:]
  /// The server's ids of what is solved and, as far as is known, still on the screen.
  private(set) var leaving: Set<UInt32> = []

  struct Entry: Equatable {
    /// The notification server's id; nil if that server is gone, or the person dismissed it.
    var serverID: UInt32?
    var isDismissed = false
    var content: Content
  }

  /// What a notification says. Equal content is not shown twice.
  struct Content: Equatable, Sendable {
    var stage: String
    var severity: String
    var summary: String
    var body: String
    /// Buttons, where the server has them: enroll and ignore.
    var actions: [String]

    init(_ notice: NoticeView) {
      stage = notice.stage
      severity = notice.severity
      summary = notice.summary
      body = notice.nextStep.isEmpty ? notice.body : notice.body + "\n" + notice.nextStep
      actions = notice.actions
    }

    /// A word of this program's own, which no notice of the agent stands for.
    init(summary: String, body: String) {
      (stage, severity, actions) = ("", "warning", [])
      (self.summary, self.body) = (summary, body)
    }
  }

  enum Step: Equatable, Sendable {
    /// `replacing` is 0 for a new notification.
    case show(notice: String, replacing: UInt32, content: Content)
    case close(serverID: UInt32)
  }

  /// What to do so that the screen shows these notices, in their order. A closing is asked for
  /// again until ``wasClosed(_:)`` says that it is done.
  mutating func steps(for notices: [NoticeView]) -> [Step] {
    let wanted = Set(notices.map(\.id))
    var steps: [Step] = []
    for (id, entry) in shown where !wanted.contains(id) {
      if let serverID = entry.serverID { leaving.insert(serverID) }
      shown[id] = nil
    }
    for serverID in leaving.sorted() { steps.append(.close(serverID: serverID)) }
    for notice in notices {
      let content = Content(notice)
      let entry = shown[notice.id]
      if let entry, entry.content == content, entry.serverID != nil || entry.isDismissed {
        continue
      }
      // A dismissed notice comes back with its next stage, not with a new wording of this one.
      if let entry, entry.isDismissed, entry.content.stage == content.stage { continue }
      steps.append(
        .show(notice: notice.id, replacing: entry?.serverID ?? 0, content: content))
    }
    return steps
  }

  mutating func wasShown(_ notice: String, as serverID: UInt32, _ content: Content) {
    shown[notice] = Entry(serverID: serverID, content: content)
  }

  /// The notice that this notification stands for, if its button may be pressed.
  func notice(offering action: String, as serverID: UInt32) -> String? {
    shown.first { $0.value.serverID == serverID && $0.value.content.actions.contains(action) }?.key
  }

  /// It is off the screen: it was solved, the person dismissed it, or it ran out of the server's
  /// time.
  mutating func wasClosed(_ serverID: UInt32) {
    if leaving.remove(serverID) != nil { return }
    for (id, entry) in shown where entry.serverID == serverID {
      shown[id]?.serverID = nil
      shown[id]?.isDismissed = true
    }
  }

  /// The notification server went, and its ids with it: all is to be shown again.
  mutating func serverWentAway() {
    for id in shown.keys { shown[id]?.serverID = nil }
    leaving = []
  }
}

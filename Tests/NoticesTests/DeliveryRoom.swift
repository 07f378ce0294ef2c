import Dice
import StationModel

@testable import Notices

/// A computer with people, their desktops and terminals, an agent that forgets all but its ledger, and a
/// clock that the test drives. What is not real here: the notifier, which does what the shipped one is
/// designed to, and notification servers and terminals, which are sets.
struct DeliveryRoom {
  static let start = Timestamp(seconds: 1_790_000_000)

  var dice: SplitMix
  var now = start
  var startedAt = start
  var people: [String: Someone] = [:]
  /// The ends of graces by station; nil where it has a license.
  var deadlines: [Int: Timestamp] = [:]
  /// The same for stations that are short because of the whole host.
  var hostDeadlines: [Int: Timestamp] = [:]
  var licensed: Set<Int> = []
  var unplugged: Set<Int> = []
  /// Plugins that are given up.
  var failed: Set<String> = []
  var mutes: [Mute] = []
  var hasQuietHours = false
  var board: [Notice] = []
  var tellings: [Telling] = []
  var writtenAt: [String: Timestamp] = [:]
  var troubles: [String: SignedIn.WritingTrouble] = [:]
  /// Everything that anybody saw.
  var seen: [Sight] = []
  var story: [String] = []

  struct Someone {
    var uid: UInt32
    var isAdministrator: Bool
    var station: Int?
    var desktop: Desktop?
    var terminal: Text?
    var since = DeliveryRoom.start
  }

  /// A graphical session with a session agent, while that runs.
  struct Desktop {
    var isRunning = true
    var hasServer = true
    /// What is on the screen, and in which stage.
    var screen: [NoticeID: Stage] = [:]
    /// The next word to the agent is lost, with the session agent that said it.
    var losesReport = false
  }

  struct Text { var takesMessages = true }

  struct Sight: Equatable {
    var user: String
    var notice: NoticeID
    var stage: Stage
    var deadline: Timestamp?
    var raisedAt: Timestamp
    var way: Telling.Way
    var at: Timestamp
    var why: Why
    /// The agent never heard of it: its session agent ended first.
    var isUnheard = false

    enum Why: Equatable {
      case news
      /// It was on the screen, and that went away with it.
      case lost
      /// The person asked for it.
      case later
    }
  }

  var quiet: QuietTime? {
    hasQuietHours ? QuietTime(from: 22 * 60, to: 7 * 60) { _ in 7200 } : nil
  }

  func person(_ name: String, _ one: Someone) -> Person {
    Person(
      name: name, isAdministrator: one.isAdministrator,
      stations: Set([one.station].compactMap { $0 }))
  }

  func input() -> DeliveryInput {
    let signedIn = people.compactMap { name, one -> SignedIn? in
      var places: [SignedIn.Place] = []
      if one.desktop != nil {
        places.append(SignedIn.Place(session: "c\(one.uid)", isGraphical: true, since: one.since))
      }
      if one.terminal != nil {
        places.append(SignedIn.Place(session: "\(one.uid)", isGraphical: false, since: one.since))
      }
      if places.isEmpty { return nil }
      let notifier: SignedIn.Showing =
        switch one.desktop {
        case let desktop? where desktop.isRunning:
          desktop.hasServer ? .shows : .trouble("there is no notification server")
        default: .nobody
        }
      return SignedIn(
        person: person(name, one), uid: one.uid, sessions: places, notifier: notifier,
        writtenAt: writtenAt[name], writingTrouble: troubles[name])
    }
    return DeliveryInput(
      notices: board, people: signedIn, tellings: tellings, mutes: mutes, quiet: quiet,
      startedAt: startedAt, now: now)
  }

  // MARK: One moment

  /// Until nothing happens any more. Returns the last decision.
  mutating func settle() -> DeliveryPlan {
    decideBoard()
    for _ in 0..<20 {
      let plan = decideDelivery(input())
      for change in plan.changes { apply(change) }
      for message in plan.messages { write(message) }
      let count = seen.count
      for name in people.keys.sorted() { notify(name) }
      if plan.messages.isEmpty, plan.changes.isEmpty, seen.count == count {
        return decideDelivery(input())
      }
    }
    return decideDelivery(input())
  }

  mutating func decideBoard() {
    var states: [StationKey: LicenseState] = [:]
    var stations: [Station] = []
    let all =
      deadlines.map { ($0.key, $0.value, LicenseCause.exhausted) }
      + hostDeadlines.map { ($0.key, $0.value, LicenseCause.unreachable) }
    for (number, deadline, cause) in all {
      let key = StationKey("place/\(number)")
      let isThere = !unplugged.contains(number)
      stations.append(
        Station(
          record: Enrolled(
            key: key, number: number, name: "Desk \(number)", kind: .physical,
            enrolledAt: Self.start), presence: isThere ? .complete : .absent(since: now),
          need: isThere ? .needed : .notNeeded(why: "it is not there")))
      states[key] =
        !isThere
        ? .notNeeded(why: "it is not there")
        : licensed.contains(number)
          ? .licensed(
            Lease(station: key, pack: "a", grantedAt: now, expiresAt: now + .days(60)))
          : deadline <= now
            ? .unlicensed(since: deadline, cause: cause)
            : .grace(until: deadline, cause: cause)
    }
    let decision = decideNotices(
      NoticeInput(
        stations: stations, states: states, pool: PoolPicture(total: 1, used: 1, short: 1),
        plugins: failed.map { PluginTrouble(name: $0, why: "it exited") }, active: board, now: now))
    board = decision.board
  }

  private mutating func apply(_ change: Change) {
    switch change {
    case .told(let telling):
      tellings.removeAll {
        $0.notice == telling.notice && $0.recipient == telling.recipient
      }
      tellings.append(telling)
    case .forgetTellings(let time): tellings.removeAll { $0.keptUntil < time }
    default: break
    }
  }

  private mutating func write(_ message: TerminalMessage) {
    writtenAt[message.user] = now
    guard people[message.user]?.terminal?.takesMessages == true else {
      troubles[message.user] = SignedIn.WritingTrouble(
        why: "the terminal takes no messages",
        mayPass: dice.one(of: [[], [.noTerminal], [.noAnswer], [.noTerminal, .noAnswer]]))
      return
    }
    troubles[message.user] = nil
    for notice in message.notices {
      see(message.user, notice, .terminal)
      let former = tellings.first {
        $0.notice == notice.id && $0.recipient == .user(message.user)
      }
      apply(
        .told(
          Telling(
            notice: notice.id, recipient: .user(message.user), stage: notice.stage,
            deadline: notice.deadline, way: .terminal, state: .shown, at: now,
            keptUntil: Telling.keptUntil(deadline: notice.deadline, at: now)
          ).after(former)))
    }
  }

  func telling(_ notice: Notice, _ user: String) -> Telling? {
    tellings.first {
      $0.notice == notice.id && $0.recipient == .user(user) && $0.covers(notice)
    }
  }

  mutating func report(_ state: String, _ notice: Notice, by user: String, way: String = "desktop")
  {
    let former = tellings.first {
      $0.notice == notice.id && $0.recipient == .user(user)
    }
    let told = PersonReport(stage: notice.stage.rawValue, way: way, state: state)?
      .telling(of: notice, to: user, after: former, at: now)
    if let told { apply(.told(told)) }
  }

  // MARK: The session agent

  private mutating func notify(_ name: String) {
    guard var one = people[name], let desktop = one.desktop, desktop.isRunning, desktop.hasServer
    else { return }
    let me = person(name, one)
    // What is solved goes from the screen.
    let ids = Set(board.map(\.id))
    one.desktop?.screen = desktop.screen.filter { ids.contains($0.key) }
    people[name] = one
    for notice in board where isDue(notice, for: me, on: one.desktop?.screen ?? [:]) {
      see(name, notice, .desktop)
      people[name]?.desktop?.screen[notice.id] = notice.stage
      if people[name]?.desktop?.losesReport == true {
        // It ended before its word arrived; the screen went with it.
        seen[seen.count - 1].isUnheard = true
        people[name]?.desktop = Desktop(isRunning: false)
        return
      }
      report("shown", notice, by: name)
    }
  }

  private func isDue(_ notice: Notice, for me: Person, on screen: [NoticeID: Stage]) -> Bool {
    guard notice.isFor(me), notice.waits(for: quiet, at: now) == nil,
      !mutes.contains(where: { $0.silences(notice, for: me, at: now) })
    else { return false }
    guard let told = telling(notice, me.name) else { return true }
    return told.isDue(at: now)
      || told.state == .shown && told.way == .desktop && screen[notice.id] == nil
  }

  private mutating func see(_ user: String, _ notice: Notice, _ way: Telling.Way) {
    let former = telling(notice, user)
    let isLater = former?.isDue(at: now) ?? false
    let isLost = former.map { $0.state == .shown && $0.way == .desktop && !isLater } ?? false
    seen.append(
      Sight(
        user: user, notice: notice.id, stage: notice.stage, deadline: notice.deadline,
        raisedAt: notice.raisedAt, way: way, at: now,
        why: isLater ? .later : isLost ? .lost : .news))
  }
}

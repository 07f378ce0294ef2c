public import StationModel

/// Who is told what now: people × notices × what they know already. Pure: once its changes and messages
/// are done and remembered, the next decision at the same time has none.
public func decideDelivery(_ input: DeliveryInput) -> DeliveryPlan {
  Delivering(input).plan()
}

/// How long notices are gathered, so that several of one moment are one message.
public let gatheringTime = Span.seconds(5)
/// Between two messages to one person's terminals.
public let terminalPause = Span.minutes(5)
/// Before terminals that took no message are tried again.
public let terminalRetry = Span.minutes(15)
/// After that, whom nothing reached is said; and who has a desktop is told on terminals as well.
public let deliveryPatience = Span.minutes(1)
/// After a start of the agent, until devices and plugins have come.
private let comingUp = Span.minutes(10)

struct Delivering {
  let input: DeliveryInput
  private let known: [Key: Telling]
  private let mutes: [String: [Mute]]
  /// Those that are over, by cause.
  private let ended: [String: [Mute]]
  /// The end of quiet hours, if it was a moment ago.
  private let quietEnd: Timestamp?

  private struct Key: Hashable {
    var notice: NoticeID
    var user: String
  }

  init(_ input: DeliveryInput) {
    self.input = input
    var known: [Key: Telling] = [:]
    for telling in input.tellings {
      guard case .user(let name) = telling.recipient else { continue }
      known[Key(notice: telling.notice, user: name)] = telling
    }
    self.known = known
    mutes = Dictionary(grouping: input.mutes.filter { input.now < $0.until }, by: \.cause)
    ended = Dictionary(
      grouping: input.mutes.filter {
        $0.until <= input.now && input.now < $0.until + deliveryPatience
      }, by: \.cause)
    quietEnd = input.quiet?.justEnded(at: input.now)
  }

  func plan() -> DeliveryPlan {
    var plan = DeliveryPlan()
    var dates: [Timestamp] = []
    let notices = input.notices.sorted {
      $0.severity != $1.severity ? $0.severity > $1.severity : $0.id < $1.id
    }
    for one in input.people.sorted(by: { $0.person.name < $1.person.name }) {
      let news = notices.filter { isNews($0, for: one.person) }
      write(news, to: one, &plan, &dates)
      for notice in news where !isKnown(notice, one.person.name) {
        let late = seen(notice, by: one) + deliveryPatience
        if late > input.now {
          dates.append(late)
        } else {
          plan.undelivered[notice.id, default: []].append(
            Undelivered(user: one.person.name, why: why(one)))
        }
      }
    }
    plan.login = login(notices)
    plan.changes = remembering()
    dates += ends(notices)
    plan.nextChange = dates.filter { $0 > input.now }.min()
    return plan
  }

  // MARK: One person

  /// For this person, not muted, not waiting for the morning, and not known or wanted again.
  private func isNews(_ notice: Notice, for person: Person) -> Bool {
    guard notice.isFor(person), !isMuted(notice, for: person),
      notice.waits(for: input.quiet, at: input.now) == nil
    else { return false }
    return !isKnown(notice, person.name) || isDue(notice, person.name)
  }

  private func telling(_ notice: Notice, _ user: String) -> Telling? {
    known[Key(notice: notice.id, user: user)].flatMap { $0.covers(notice) ? $0 : nil }
  }

  private func isKnown(_ notice: Notice, _ user: String) -> Bool { telling(notice, user) != nil }

  private func isDue(_ notice: Notice, _ user: String) -> Bool {
    telling(notice, user)?.isDue(at: input.now) ?? false
  }

  private func isMuted(_ notice: Notice, for person: Person) -> Bool {
    mutes[notice.id.cause]?.contains { $0.silences(notice, for: person, at: input.now) } ?? false
  }

  /// Since when the notice could have reached this person: there it was, so was the person, and neither
  /// quiet hours nor a mute held it back.
  private func seen(_ notice: Notice, by one: SignedIn) -> Timestamp {
    var moments = [notice.raisedAt, input.startedAt]
    if let since = one.sessions.map(\.since).min() { moments.append(since) }
    if let quietEnd { moments.append(quietEnd) }
    for mute in ended[notice.id.cause] ?? [] {
      let before = mute.until + Span(milliseconds: -1)
      if mute.silences(notice, for: one.person, at: before) { moments.append(mute.until) }
    }
    return moments.map(past).max() ?? longAgo
  }

  /// What lies ahead is of a clock that was set meanwhile, and nothing waits for it: it would as long as
  /// that clock is ahead.
  private func past(_ time: Timestamp) -> Timestamp { time <= input.now ? time : longAgo }

  private var longAgo: Timestamp { input.now + .days(-1) }

  private func write(
    _ news: [Notice], to one: SignedIn, _ plan: inout DeliveryPlan, _ dates: inout [Timestamp]
  ) {
    guard one.notifier != .shows, !news.isEmpty, !one.terminals.isEmpty else { return }
    let wait = one.sessions.contains(where: \.isGraphical) ? deliveryPatience : gatheringTime
    var from = news.map { seen($0, by: one) + wait }.min() ?? input.now
    // Of a text session that has just begun, logind does not know the terminal yet.
    from = max(from, one.terminals.map { past($0.since) + gatheringTime }.min() ?? from)
    if let last = one.writtenAt, last <= input.now {
      from = max(from, last + rest(one, after: last))
    }
    guard from <= input.now else { return dates.append(from) }
    plan.messages.append(
      TerminalMessage(
        user: one.person.name, uid: one.uid, isAdministrator: one.person.isAdministrator,
        places: one.terminals, notices: news))
  }

  /// What did not reach anybody is tried again soon where a terminal may have come meanwhile.
  private func rest(_ one: SignedIn, after last: Timestamp) -> Span {
    guard let trouble = one.writingTrouble else { return terminalPause }
    let newest = one.terminals.map { past($0.since) }.max() ?? longAgo
    let isNew = trouble.mayPass.contains(.noTerminal) && last < newest + deliveryPatience
    if newest > last || isNew { return gatheringTime }
    return trouble.mayPass.contains(.noAnswer) ? deliveryPatience : terminalRetry
  }

  /// As the rest of a sentence.
  private func why(_ one: SignedIn) -> String {
    var reasons: [String] = []
    let desktops = one.sessions.filter(\.isGraphical).map(\.session).sorted()
    switch one.notifier {
    case .shows: reasons.append("station-notifier has not reported that it was shown")
    case .trouble(let trouble): reasons.append(trouble)
    case .nobody where !desktops.isEmpty:
      reasons.append(
        "no station-notifier has reported from the graphical session"
          + "\(desktops.count == 1 ? "" : "s") \(desktops.joined(separator: ", "))")
    case .nobody: break
    }
    if let trouble = one.writingTrouble {
      reasons.append(trouble.why)
    } else if !one.terminals.isEmpty, one.notifier != .shows {
      reasons.append("the terminals were written to a moment ago, and the next message waits")
    }
    return reasons.joined(separator: "; ")
  }

  // MARK: All

  /// Everybody reads the same line: what is muted for anybody is not in it.
  private func login(_ notices: [Notice]) -> LoginLine? {
    let shown = notices.filter { mutes[$0.id.cause] == nil }
    return shown.first.map { LoginLine(count: shown.count, gravest: $0) }
  }

  /// What is on the board and told is remembered as long as it stays there; the rest until its time is
  /// over. A computer that was off for long forgets nothing before all that it has can be there.
  private func remembering() -> [Change] {
    let board = Dictionary(
      input.notices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var changes: [Change] = []
    var isOver = false
    for telling in input.tellings where telling.keptUntil <= input.now + .days(15) {
      if let notice = board[telling.notice], telling.covers(notice) {
        var longer = telling
        longer.keptUntil = Telling.keptUntil(deadline: telling.deadline, at: input.now)
        changes.append(.told(longer))
      } else if telling.keptUntil < input.now, input.startedAt + comingUp <= input.now {
        isOver = true
      }
    }
    return isOver ? changes + [.forgetTellings(before: input.now)] : changes
  }

  /// When quiet hours begin or end, mutes end, and what was put off is due.
  private func ends(_ notices: [Notice]) -> [Timestamp] {
    var dates: [Timestamp] = []
    if !notices.isEmpty, let quiet = input.quiet {
      dates += [quiet.end(at: input.now), quiet.begin(after: input.now)].compactMap { $0 }
    }
    let causes = Set(notices.map(\.id.cause))
    dates += mutes.values.joined().filter { causes.contains($0.cause) }.map(\.until)
    dates += known.values.compactMap { $0.state == .later ? $0.again : nil }
    return dates
  }
}

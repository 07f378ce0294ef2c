public import StationModel

/// For which notices an administrator wants a program or mail.
public struct HookRules: Sendable, Equatable {
  /// `program`, `mail`, both or none.
  public var recipients: Set<Recipient>
  /// Empty for all.
  public var causes: Set<String>
  /// And what is worse.
  public var severity: Notice.Severity

  public init(recipients: Set<Recipient>, causes: Set<String>, severity: Notice.Severity) {
    self.recipients = recipients
    self.causes = causes
    self.severity = severity
  }

  func include(_ notice: Notice) -> Bool {
    notice.severity >= severity && (causes.isEmpty || causes.contains(notice.id.cause))
  }
}

/// What the program and the mail address must be told now: each new stage once, and that it is solved
/// if they were told that it is not. Mutes and quiet hours are for people and hold nothing back here.
///
/// - Parameters:
///   - gone: notices that are not on the board any more, as they stood last, as far as that is known.
///   - tellings: of everybody; only theirs count.
/// - Returns: The worst first, then by when they were raised; what is solved comes last.
public func hooksDue(
  board: [Notice], gone: [NoticeID: Notice], tellings: [Telling], rules: HookRules, now: Timestamp
) -> [HookRun] {
  if rules.recipients.isEmpty { return [] }
  var told: [Recipient: [NoticeID: Telling]] = [:]
  for telling in tellings where rules.recipients.contains(telling.recipient) {
    told[telling.recipient, default: [:]][telling.notice] = telling
  }
  let open = Set(board.map(\.id))
  return rules.recipients.sorted().flatMap { recipient -> [HookRun] in
    let known = told[recipient] ?? [:]
    let news = board.filter(rules.include)
      .sorted {
        ($1.severity, $0.raisedAt, $0.id) < ($0.severity, $1.raisedAt, $1.id)
      }
      .compactMap { notice in
        event(notice, known[notice.id]).map { HookRun(recipient, $0, notice) }
      }
    let solved = known.values.filter {
      $0.state == .shown && !open.contains($0.notice) && now < $0.keptUntil
    }.sorted { ($0.at, $0.notice) < ($1.at, $1.notice) }
      .map { telling in
        HookRun(
          recipient, .solved, gone[telling.notice] ?? Notice(unknown: telling),
          toldAt: telling.at)
      }
    return news + solved
  }
}

/// Nil if it was told already.
private func event(_ notice: Notice, _ telling: Telling?) -> HookRun.Event? {
  // Who was told that it is solved does not know that it is back.
  guard let telling, telling.state != .dismissed else { return .raised }
  if telling.covers(notice) { return nil }
  // What did not reach anybody begins with what does.
  let isSame = telling.deadline == notice.deadline && telling.stage < notice.stage
  return (isSame || telling.isEarlier(than: notice)) && telling.state == .shown
    ? .advanced : .raised
}

extension Notice {
  /// Of one that was told, by an agent of before, and of which nothing else is known.
  fileprivate init(unknown telling: Telling) {
    self.init(
      id: telling.notice, severity: .info, stage: telling.stage, audience: .administrators,
      deadline: telling.deadline, stationNumber: nil, summary: "\(telling.notice) is solved",
      body: "The notice \(telling.notice) is solved.", nextStep: "Nothing needs to be done.",
      raisedAt: telling.at)
  }
}

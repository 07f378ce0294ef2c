public import StationModel

/// Decides what is on the board: one notice per cause and subject, in the stage that its deadline
/// says. Pure: once its changes are applied, the next decision at the same time has none.
///
/// `unconfigured` and `unreachable` concern the host and name the stations; `exhausted` and
/// `expired` concern one station each. Notices of causes that are not decided here stay untouched.
public func decideNotices(_ input: NoticeInput) -> NoticeDecision {
  var stations: [StationKey: Station] = [:]
  for station in input.stations {
    if let other = stations[station.key], !station.comes(before: other) { continue }
    stations[station.key] = station
  }
  var active: [NoticeID: Notice] = [:]
  for notice in input.active {
    if let other = active[notice.id], !notice.comes(before: other) { continue }
    active[notice.id] = notice
  }
  let board = Board(input: input, stations: stations, active: active)
  let due = board.due()
  let closing = Closing(input: input, stations: stations)
  var kept: [NoticeID: Notice] = due
  var closed: [(id: NoticeID, why: String)] = []
  for notice in active.values where due[notice.id] == nil {
    if notice.isDecidedHere, let why = closing.reason(for: notice) {
      closed.append((notice.id, why))
    } else {
      kept[notice.id] = notice
    }
  }
  closed.sort { $0.id < $1.id }
  let told = due.values.filter { active[$0.id] != $0 }.sorted { $0.id < $1.id }
  return NoticeDecision(
    board: kept.values.sorted {
      $0.severity != $1.severity ? $0.severity > $1.severity : $0.id < $1.id
    },
    changes: closed.map { .closeNotice($0.id, why: $0.why) } + told.map { .notice($0) },
    nextChange: due.values.compactMap { notice in
      notice.deadline.flatMap { notice.stage.nextStep(after: input.now, before: $0) }
    }.min())
}

/// What should be on the board, given what is on it.
private struct Board {
  let input: NoticeInput
  let stations: [StationKey: Station]
  let active: [NoticeID: Notice]

  func due() -> [NoticeID: Notice] {
    let uncovered = self.uncovered()
    var notices: [NoticeID: Notice] = [:]
    for cause in [LicenseCause.unconfigured, .unreachable] {
      let group = uncovered.filter { $0.cause == cause }
      // The first deadline, past or not: while one station is stopped, nothing looks less severe.
      guard let deadline = group.map(\.deadline).min() else { continue }
      let id = NoticeID(cause: cause.rawValue, subject: StationKey.host.text)
      let isOver = group.contains { !$0.isInGrace }
      notices[id] = notice(id, deadline: deadline, isOver: isOver, stationNumber: nil) { raisedAt in
        .host(cause, group, source: input.source, raisedAt: raisedAt)
      }
    }
    for station in uncovered where station.cause == .exhausted || station.cause == .expired {
      let id = NoticeID(cause: station.cause.rawValue, subject: station.key.text)
      let number = station.name.number
      notices[id] = notice(
        id, deadline: station.deadline, isOver: !station.isInGrace, stationNumber: number
      ) { raisedAt in
        .station(station, pool: input.pool, raisedAt: raisedAt)
      }
    }
    // Of two troubles of one plugin, always the same is told.
    for trouble in input.plugins.sorted(by: { ($0.name, $0.why) > ($1.name, $1.why) }) {
      tell(
        NoticeID(cause: NoticeID.pluginFailed, subject: trouble.name), .warning,
        .plugin(trouble), in: &notices)
    }
    for question in input.questions {
      tell(
        NoticeID(cause: NoticeID.candidate, subject: question.key.text), .info,
        .candidate(question), in: &notices)
    }
    for flapping in input.flapping {
      let record = stations[flapping.key]?.record
      tell(
        NoticeID(cause: NoticeID.flapping, subject: flapping.key.text), .warning,
        .flapping(flapping, station: record.map { StationName($0) }),
        stationNumber: record?.number, in: &notices)
    }
    return notices
  }

  /// A notice without a deadline, for administrators.
  private func tell(
    _ id: NoticeID, _ severity: Notice.Severity, _ wording: Wording, stationNumber: Int? = nil,
    in notices: inout [NoticeID: Notice]
  ) {
    notices[id] = Notice(
      id: id, severity: severity, stage: .begun, audience: .administrators, deadline: nil,
      stationNumber: stationNumber, summary: wording.summary, body: wording.body,
      nextStep: wording.nextStep, raisedAt: active[id]?.raisedAt ?? input.now)
  }

  /// By number, then key.
  private func uncovered() -> [Uncovered] {
    stations.values.compactMap { station -> Uncovered? in
      let (deadline, cause, isInGrace): (Timestamp, LicenseCause, Bool)
      switch input.states[station.key] {
      case .grace(let until, let why): (deadline, cause, isInGrace) = (until, why, true)
      case .unlicensed(let since, let why): (deadline, cause, isInGrace) = (since, why, false)
      case .licensed, .notNeeded, nil: return nil
      }
      return Uncovered(
        name: StationName(station.record), key: station.key, kind: station.record.kind,
        cause: cause, deadline: deadline, isInGrace: isInGrace)
    }
    .sorted { ($0.name.number, $0.key) < ($1.name.number, $1.key) }
  }

  private func notice(
    _ id: NoticeID, deadline: Timestamp, isOver: Bool, stationNumber: Int?,
    wording: (Timestamp) -> Wording
  ) -> Notice {
    var stage = isOver ? Stage.ended : Stage(at: input.now, before: deadline)
    var raisedAt = input.now
    if let former = active[id] {
      // A clock that was set back takes nothing back that people were told.
      if former.deadline == deadline { stage = max(stage, former.stage) }
      if former.stage == stage { raisedAt = former.raisedAt }
    }
    let wording = wording(raisedAt)
    return Notice(
      id: id, severity: stage.severity, stage: stage, audience: stage.audience,
      deadline: deadline, stationNumber: stationNumber, summary: wording.summary,
      body: wording.body, nextStep: wording.nextStep, raisedAt: raisedAt)
  }
}

extension NoticeID {
  /// The cause of a notice about a plugin that was given up.
  static let pluginFailed = "plugin-failed"
  /// … about something that could become a station.
  public static let candidate = "candidate"
  /// … about something that keeps coming and going.
  static let flapping = "flapping"
}

extension Notice {
  fileprivate var isDecidedHere: Bool {
    [NoticeID.pluginFailed, NoticeID.candidate, NoticeID.flapping].contains(id.cause)
      || LicenseCause(rawValue: id.cause) != nil
  }

  /// Which of two with one id is taken; the ledger never has two.
  fileprivate func comes(before other: Notice) -> Bool {
    if stage != other.stage { return stage > other.stage }
    return (raisedAt, summary, body) < (other.raisedAt, other.summary, other.body)
  }
}

extension Station {
  /// Which of two with one key is taken; the roster never has two.
  fileprivate func comes(before other: Station) -> Bool {
    (record.enrolledAt, record.number, record.name, record.kind.rawValue)
      < (
        other.record.enrolledAt, other.record.number, other.record.name, other.record.kind.rawValue
      )
  }
}

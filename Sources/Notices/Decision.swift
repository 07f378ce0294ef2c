import StationModel

/// Decides what is on the board: one notice per cause and subject, in the stage that its deadline
/// says. Pure: once its changes are applied, the next decision at the same time has none.
///
/// `unconfigured` and `unreachable` concern the host and name the stations; `exhausted` and
/// `expired` concern one station each; packs, the clock, the ledger, plugins and hardware have causes
/// of their own. Notices of causes that are not decided here stay untouched.
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
  var due = board.due()
  // What is held as it is has no next step either.
  var held: [NoticeID: Notice] = [:]
  if input.isMaintenance {
    due = due.filter { !$0.key.isAboutLicenses }
    held = active.filter { $0.key.isAboutLicenses }
  }
  let closing = Closing(input: input, stations: stations)
  var kept = due.merging(held) { $1 }
  var closed: [(id: NoticeID, why: String)] = []
  for notice in active.values where kept[notice.id] == nil {
    if let why = closing.reason(for: notice) {
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
    nextChange: (due.values.compactMap { notice in
      notice.deadline.flatMap { notice.stage.nextStep(after: input.now, before: $0) }
    } + board.firstTellings()).min())
}

extension Notice {
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

import StationModel
import Words

/// What should be on the board, given what is on it.
struct Board {
  let input: NoticeInput
  let stations: [StationKey: Station]
  let active: [NoticeID: Notice]

  func due() -> [NoticeID: Notice] {
    var notices: [NoticeID: Notice] = [:]
    addUncovered(to: &notices)
    for pack in packs where isTold(pack) {
      let notice = notice(
        NoticeID(.packEnding, pack.id), deadline: pack.end, audience: .administrators
      ) { stage, raisedAt in
        .pack(pack, hasEnded: stage == .ended, raisedAt: raisedAt)
      }
      notices[notice.id] = notice
    }
    // Of two about one subject, always the same is told.
    for pack in input.untrusted.sorted(by: { ($0.pack, $0.why) > ($1.pack, $1.why) }) {
      tell(.untrusted, pack.pack, .untrusted, .untrusted(pack), in: &notices)
    }
    if let clock = input.clock {
      var raisedAt: Timestamp?
      // Each jump is news, and its date says whether it is another one.
      if case .jumped(_, let at) = clock { raisedAt = at }
      tell(
        .clock, StationKey.host.text, Circumstance(clock), .clock(clock), raisedAt: raisedAt,
        in: &notices)
    }
    addLedger(to: &notices)
    for trouble in input.plugins.sorted(by: { ($0.name, $0.why) > ($1.name, $1.why) }) {
      tell(.pluginFailed, trouble.name, .pluginFailed, .plugin(trouble), in: &notices)
    }
    for ailment in unwell where ailment.since + PluginAilment.patience <= input.now {
      // As it was told first: a plugin's words may change each second, and each notice is history.
      let id = NoticeID(.pluginUnwell, ailment.name)
      if let told = active[id] {
        notices[id] = withWords(told, .unwell(ailment))
      } else {
        tell(.pluginUnwell, ailment.name, .pluginUnwell, .unwell(ailment), in: &notices)
      }
    }
    for question in input.questions {
      tell(.candidate, question.key.text, .candidate, .candidate(question), in: &notices)
    }
    for flapping in input.flapping {
      let record = stations[flapping.key]?.record
      tell(
        .flapping, flapping.key.text, .flapping,
        .flapping(flapping, station: record.map { StationName($0) }),
        stationNumber: record?.number, in: &notices)
    }
    addRefusals(to: &notices)
    return notices
  }

  /// Of two about one plugin, always the same.
  private var unwell: [PluginAilment] {
    input.ailments.sorted { ($0.name, $0.since, $0.why) > ($1.name, $1.since, $1.why) }
  }

  /// When packs that are not told yet come into the last 30 days, plugins have been unwell for long
  /// enough, and who was refused has been told for long enough.
  func firstTellings() -> [Timestamp] {
    endsOfRefusals
      + input.ailments.map { $0.since + PluginAilment.patience }.filter { $0 > input.now }
      + (input.isMaintenance ? [] : packs).filter { !isTold($0) }.compactMap { pack in
        Stage.begun.nextStep(after: input.now, before: pack.end)
      }
  }

  private func addUncovered(to notices: inout [NoticeID: Notice]) {
    let uncovered = self.uncovered()
    let sources = input.sources.inOrder
    for cause in [LicenseCause.unconfigured, .unreachable] {
      let group = uncovered.filter { $0.cause == cause }
      // The first deadline, past or not: while one station is stopped, nothing looks less severe.
      guard let deadline = group.map(\.deadline).min() else { continue }
      let id = NoticeID(NoticeCause(cause), StationKey.host.text)
      let isOver = group.contains { !$0.isInGrace }
      notices[id] = notice(id, deadline: deadline, isOver: isOver) { _, raisedAt in
        .host(
          cause, group, sources: sources, refuses: input.refusesUnlicensed, raisedAt: raisedAt)
      }
    }
    for station in uncovered where station.cause == .exhausted || station.cause == .expired {
      let id = NoticeID(NoticeCause(station.cause), station.key.text)
      var audience: Notice.Audience?
      // Who sits there can do nothing about it, and is not refused.
      if case .over = station.standing { audience = .administrators }
      notices[id] = notice(
        id, deadline: station.deadline, isOver: !station.isInGrace,
        stationNumber: station.name.number, audience: audience
      ) { _, raisedAt in
        .station(
          station, pool: input.pool, mode: input.mode, refuses: input.refusesUnlicensed,
          raisedAt: raisedAt)
      }
    }
  }

  private func addLedger(to notices: inout [NoticeID: Notice]) {
    let troubles = input.ledger.inOrder
    guard let worst = troubles.first else { return }
    tell(
      .ledger, StationKey.host.text, Circumstance(worst.kind), .ledger(troubles),
      severity: worst.gravity, in: &notices)
  }

  /// By number, then key.
  private func uncovered() -> [Uncovered] {
    stations.values.compactMap { station in
      Uncovered(station, input.states[station.key], note: input.notes[station.key])
    }
    .sorted { ($0.name.number, $0.key) < ($1.name.number, $1.key) }
  }

  /// Those that leave somebody short, one for each id.
  private var packs: [EndingPack] {
    var packs: [String: EndingPack] = [:]
    for pack in input.endingPacks where pack.held > 0 && pack.short > 0 {
      if let other = packs[pack.id],
        (other.end, other.issuer, other.held, other.short)
          <= (pack.end, pack.issuer, pack.held, pack.short)
      {
        continue
      }
      packs[pack.id] = pack
    }
    return Array(packs.values)
  }

  /// In its last 30 days, or told before: a clock that was set back takes nothing back.
  private func isTold(_ pack: EndingPack) -> Bool {
    Stage(at: input.now, before: pack.end) > .begun
      || active[NoticeID(.packEnding, pack.id)]?.deadline == pack.end
  }

  /// A notice without a deadline, for administrators. It is as old as its circumstance.
  private func tell(
    _ cause: NoticeCause, _ subject: String, _ circumstance: Circumstance, _ wording: Wording,
    severity: Notice.Severity? = nil, stationNumber: Int? = nil, raisedAt: Timestamp? = nil,
    in notices: inout [NoticeID: Notice]
  ) {
    let id = NoticeID(cause, subject)
    var since = active[id]?.raisedAt ?? input.now
    // Two ways of one cause with one subject: the second is news.
    if cause == .clock || cause == .ledger, active[id]?.summary != wording.summary {
      since = input.now
    }
    notices[id] = Notice(
      id: id, severity: severity ?? circumstance.templates.severity ?? .warning, stage: .begun,
      audience: .administrators, deadline: nil, stationNumber: stationNumber,
      summary: wording.summary, body: wording.body, nextStep: wording.nextStep,
      words: words(of: wording, for: id), raisedAt: raisedAt ?? since)
  }

  private func notice(
    _ id: NoticeID, deadline: Timestamp, isOver: Bool = false, stationNumber: Int? = nil,
    audience: Notice.Audience? = nil, wording: (Stage, Timestamp) -> Wording
  ) -> Notice {
    var stage = isOver ? Stage.ended : Stage(at: input.now, before: deadline)
    var raisedAt = input.now
    if let former = active[id] {
      // A clock that was set back takes nothing back that people were told.
      if former.deadline == deadline { stage = max(stage, former.stage) }
      if former.stage == stage {
        // Where all dates moved along with the clock, it may have been told in days to come.
        raisedAt =
          former.deadline == deadline ? former.raisedAt : min(former.raisedAt, input.now)
      }
    }
    let wording = wording(stage, raisedAt)
    return Notice(
      id: id, severity: stage.severity, stage: stage,
      audience: audience ?? stage.audience(station: stationNumber),
      deadline: deadline, stationNumber: stationNumber, summary: wording.summary,
      body: wording.body, nextStep: wording.nextStep, words: words(of: wording, for: id),
      raisedAt: raisedAt)
  }
}

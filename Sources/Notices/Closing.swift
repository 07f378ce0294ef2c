import StationModel
import Words

/// Why a notice is closed, in one sentence.
struct Closing {
  let input: NoticeInput
  let stations: [StationKey: Station]

  /// Nil if the notice must stay, because what it is about is not known now, or if it is not one of
  /// those that are decided here.
  func reason(for notice: Notice) -> String? {
    guard let cause = NoticeCause(rawValue: notice.id.cause) else { return nil }
    let subject = String(notice.id.text.dropFirst(notice.id.cause.count + 1))
    let key = StationKey(subject)
    switch cause {
    case .unconfigured:
      return isAnyoneLicensedOrShortOtherwise(than: .unconfigured)
        ? solved(.unconfigured) : "No station needs a license now."
    case .unreachable:
      return input.sources.inOrder.isEmpty
        ? solved(.sourceUnreachable, [.source: Saying.source(nil).text(for: .plain)])
        : "No station is short because of it now."
    case .exhausted: return stationReason(key, notice, .exhausted)
    case .expired: return stationReason(key, notice, .expired)
    case .packEnding:
      let isOver = notice.deadline.map { $0 <= input.now } ?? false
      return solved(isOver ? .packEnded : .packEnding, [.pack: oneLine(subject)])
    case .untrusted: return solved(.untrusted, [.pack: oneLine(subject)])
    case .clock: return solved(circumstance(of: notice, .clock) ?? .clockJumped)
    case .ledger: return solved(circumstance(of: notice, .ledger) ?? .ledgerRestored)
    case .candidate:
      if let station = stations[key] { return "It is \(StationName(station.record).text) now." }
      // It may be back in a moment, and then it is the same question.
      return input.unsettled.contains(key) ? nil : solved(.candidate)
    case .flapping:
      let name = stations[key].map { StationName($0.record).text } ?? "it"
      return solved(.flapping, [.thing: name])
    case .pluginUnwell:
      let isUnwell = input.ailments.contains { $0.name == subject }
      return isUnwell || input.unsettledPlugins.contains(subject)
        ? nil : solved(.pluginUnwell, [.plugin: oneLine(subject)])
    case .signInRefused: return refusalReason(key, notice)
    case .pluginFailed: return solved(.pluginFailed, [.plugin: oneLine(subject)])
    }
  }

  private func solved(_ circumstance: Circumstance, _ words: [Slot: String] = [:]) -> String {
    circumstance.templates.solved.filled(words)
  }

  /// Which of several ways the notice was about: their titles have no slots.
  private func circumstance(of notice: Notice, _ cause: NoticeCause) -> Circumstance? {
    Circumstance.allCases.first {
      $0.text.cause == cause && $0.terms.title.english == notice.summary
    }
  }

  private func stationReason(
    _ key: StationKey, _ notice: Notice, _ circumstance: Circumstance
  ) -> String? {
    guard let station = stations[key] else {
      if let number = notice.stationNumber,
        let moved = stations.values.first(where: { $0.record.number == number })
      {
        return "\(StationName(moved.record).text.sentenceStart) is known in another place now."
      }
      return (notice.stationNumber.map { "Station \($0)" } ?? "The station") + " was forgotten."
    }
    let name = StationName(station.record).text
    switch input.states[key] {
    case .licensed: return solved(circumstance, [.station: name])
    // Its plugin has not spoken (yet): what is not known closes nothing.
    case .notNeeded where station.isStale: return nil
    case .notNeeded(let why):
      return "\(name.sentenceStart) needs no license now: \(oneLine(why))."
    case .grace(_, let cause), .unlicensed(_, let cause):
      return otherCause(name, cause)
    case .over: return otherCause(name, .exhausted)
    case nil: return nil
    }
  }

  private func refusalReason(_ key: StationKey, _ notice: Notice) -> String? {
    guard let station = stations[key] else { return stationReason(key, notice, .refusedDisabled) }
    let name = StationName(station.record).text
    let reason: RefusedSignIn.Reason =
      notice.nextStep.contains("station enable") ? .disabled : .unlicensed
    guard input.stillRefuses(station, reason) else {
      return solved(Circumstance(reason), [.station: name])
    }
    // The agent may have been started anew since: what was told stays for its day.
    let refusal = RefusedSignIn(station: key, user: "", at: notice.raisedAt, reason: reason)
    return refusal.isTold(at: input.now)
      ? nil : "Nobody was refused at \(name) for a day."
  }

  private func otherCause(_ name: String, _ cause: LicenseCause) -> String {
    "\(name.sentenceStart) still has no license, now for another reason: \(cause.rawValue)."
  }

  private func isAnyoneLicensedOrShortOtherwise(than cause: LicenseCause) -> Bool {
    input.states.values.contains { state in
      switch state {
      case .licensed: true
      case .grace, .unlicensed, .over: state.cause != cause
      case .notNeeded: false
      }
    }
  }
}

import StationModel

/// Why a notice is closed, in one sentence.
struct Closing {
  let input: NoticeInput
  let stations: [StationKey: Station]

  /// Nil if the notice must stay, because what it is about is not known now.
  func reason(for notice: Notice) -> String? {
    let subject = StationKey(String(notice.id.text.dropFirst(notice.id.cause.count + 1)))
    switch LicenseCause(rawValue: notice.id.cause) {
    case .unconfigured:
      return isAnyoneLicensedOrShortOtherwise(than: .unconfigured)
        ? "A license mode is set now." : "No station needs a license now."
    case .unreachable:
      return input.source == .reachable
        ? "The license source answers again." : "No station is short because of it now."
    case .exhausted, .expired:
      return stationReason(subject, notice)
    case nil: return otherReason(subject, notice)
    }
  }

  private func otherReason(_ subject: StationKey, _ notice: Notice) -> String? {
    switch notice.id.cause {
    case NoticeID.candidate:
      if let station = stations[subject] {
        return "It is \(StationName(station.record).text) now."
      }
      // It may be back in a moment, and then it is the same question.
      return input.unsettled.contains(subject) ? nil : "There is nothing to decide there any more."
    case NoticeID.flapping:
      let name = stations[subject].map { StationName($0.record).text.sentenceStart } ?? "It"
      return "\(name) was steady for a while."
    default: return "Plugin \(oneLine(subject.text)) is no longer failed."
    }
  }

  private func stationReason(_ key: StationKey, _ notice: Notice) -> String? {
    guard let station = stations[key] else {
      if let number = notice.stationNumber,
        let moved = stations.values.first(where: { $0.record.number == number })
      {
        return "\(StationName(moved.record).text.sentenceStart) is known in another place now."
      }
      return (notice.stationNumber.map { "Station \($0)" } ?? "The station") + " was forgotten."
    }
    let name = StationName(station.record).text.sentenceStart
    switch input.states[key] {
    case .licensed: return "\(name) is licensed now."
    // Its plugin has not spoken (yet): what is not known closes nothing.
    case .notNeeded where station.isStale: return nil
    case .notNeeded(let why): return "\(name) needs no license now: \(oneLine(why))."
    case .grace(_, let cause), .unlicensed(_, let cause):
      return "\(name) still has no license, now for another reason: \(cause.rawValue)."
    case nil: return nil
    }
  }

  private func isAnyoneLicensedOrShortOtherwise(than cause: LicenseCause) -> Bool {
    input.states.values.contains { state in
      switch state {
      case .licensed: true
      case .grace(_, let other), .unlicensed(_, let other): other != cause
      case .notNeeded: false
      }
    }
  }
}

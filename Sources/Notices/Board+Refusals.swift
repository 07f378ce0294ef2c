import StationModel
import Words

/// Who was refused where.
extension Board {
  func addRefusals(to notices: inout [NoticeID: Notice]) {
    for refusal in refusals where refusal.isTold(at: input.now) {
      guard let station = stations[refusal.station], input.stillRefuses(station, refusal.reason)
      else { continue }
      let notice = notice(of: refusal, at: station)
      notices[notice.id] = notice
    }
  }

  /// When the first of them has been told for long enough.
  var endsOfRefusals: [Timestamp] {
    let told = active.values.filter { $0.id.cause == NoticeCause.signInRefused.rawValue }
    return (refusals.map(\.at) + told.map(\.raisedAt)).map { $0 + RefusedSignIn.told }
      .filter { $0 > input.now }
  }

  /// Of two at one station, the later is told.
  private var refusals: [RefusedSignIn] {
    input.refusals.sorted {
      ($0.station, $0.at, $0.reason, $0.user) < ($1.station, $1.at, $1.reason, $1.user)
    }
  }

  private func notice(of refusal: RefusedSignIn, at station: Station) -> Notice {
    let wording = Wording(
      Circumstance(refusal.reason),
      [
        .station: .station(StationName(station.record)), .person: .oneLine(refusal.user),
        .date: .date(refusal.at), .number: .number(station.record.number),
      ])
    let id = NoticeID(.signInRefused, station.key.text)
    return Notice(
      id: id, severity: .warning, stage: .begun,
      audience: .administrators, deadline: nil, stationNumber: station.record.number,
      summary: wording.summary, body: wording.body, nextStep: wording.nextStep,
      words: words(of: wording, for: id), raisedAt: refusal.at)
  }
}

extension NoticeInput {
  /// As far as that is known: of a remote desktop that does not run, licensing says nothing.
  func stillRefuses(_ station: Station, _ reason: RefusedSignIn.Reason) -> Bool {
    if station.record.disabled != nil { return true }
    guard reason == .unlicensed, refusesUnlicensed else { return false }
    switch states[station.key] {
    case nil, .unlicensed: return true
    case .notNeeded: return station.record.kind == .network
    case .licensed, .grace, .over: return false
    }
  }
}

import StationModel

/// Decides about one sign-in. Whoever is not surely to be refused is let in.
///
/// Of several stations at one place none is certain: somebody is refused only if all refuse.
public func admit(_ arrival: Arrival, at house: House) -> Verdict {
  if arrival.uid == 0 { return .allowed(.root) }
  if !house.administrators.isDisjoint(with: arrival.groups) { return .allowed(.administrator) }
  switch arrival.place {
  case .console: return .allowed(.hostConsole)
  case .nowhere: return .allowed(.noSeat)
  case .unresolved: return .allowed(.seatUnknown)
  case .seat, .network: break
  }
  guard let isBack = arrival.isBack else { return .allowed(.sessionsUnknown) }
  if isBack { return .allowed(.isBack) }
  var refusal: Refusal?
  for post in house.stations {
    switch admit(to: post, at: house) {
    case .allowed(let why): return .allowed(why)
    case .refused(let found): refusal = refusal ?? found
    }
  }
  return refusal.map { .refused($0) } ?? .allowed(.noStation)
}

private func admit(to post: Post, at house: House) -> Verdict {
  // The host's console is never closed, by whatever seat it is reached.
  if post.record.kind == .host { return .allowed(.hostConsole) }
  if let disabled = post.record.disabled { return refused(post.record, .disabled(disabled)) }
  switch post.license {
  case nil: return .allowed(.unknown)
  case .licensed: return .allowed(.licensed)
  case .grace: return .allowed(.grace)
  case .over: return .allowed(.over)
  case .notNeeded: return .allowed(.notNeeded)
  case .unlicensed(let since, let cause):
    if !post.isSettled { return .allowed(.unsettled) }
    if house.isInMaintenance { return .allowed(.maintenance) }
    if !house.refusesUnlicensed { return .allowed(.notEnforced) }
    return refused(post.record, .unlicensed(since: since, cause: cause))
  }
}

private func refused(_ station: Enrolled, _ reason: Refusal.Reason) -> Verdict {
  .refused(Refusal(station: station, reason: reason))
}

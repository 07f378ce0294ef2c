public import StationModel

/// The names of those who are signed in at each station, sorted and each once.
///
/// A station is missing from the answer if it cannot be said who is there: nothing is known of the
/// sessions, or the station has no seat of its own. `seat0` is the host's alone, and the host's seat
/// is `seat0` unless `seats` says otherwise. Remote sessions are at no station.
///
/// - Parameter seats: the stations in question, each with logind's seat.
public func people(
  _ picture: SessionPicture, seats: [StationKey: String?]
) -> [StationKey: [String]] {
  guard case .known(let signIns) = picture else { return [:] }
  var names: [String: Set<String>] = [:]
  for signIn in signIns where !signIn.isRemote {
    if let seat = signIn.seat { names[seat, default: []].insert(signIn.user) }
  }
  var result: [StationKey: [String]] = [:]
  for (station, given) in seats {
    let seat = station == .host ? given ?? hostSeat : given
    guard let seat, station == .host || seat != hostSeat else { continue }
    result[station] = names[seat, default: []].sorted()
  }
  return result
}

/// logind's seat of all that is assigned to no other; it is always there (sd-login(3)).
private let hostSeat = "seat0"

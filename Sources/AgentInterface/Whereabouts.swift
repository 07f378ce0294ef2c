/// At which station a program's person is.
public enum Whereabouts: Sendable, Equatable {
  /// The number of the station.
  case station(Int)
  /// At none that is known.
  case nowhere
  /// The same person sits at several, and nothing says which one is meant. By number.
  case several([Int])
  /// The sentence why it is not known who is signed in.
  case unknown(String)
}

extension AgentSnapshot {
  /// The station of a session: by its id, else by its seat, else by its user if that is at one station
  /// only.
  ///
  /// - Parameters:
  ///   - session: `XDG_SESSION_ID` of the program that asks; may be that of a session that is over.
  ///   - seat: `XDG_SEAT`.
  public func whereabouts(session: String?, seat: String?, uid: Int) -> Whereabouts {
    if let own = sessions.first(where: { $0.id == session }) {
      if let station = own.station { return .station(station) }
      // It is a session without a place; the seat is that of the same session.
      return .nowhere
    }
    if let seat, !seat.isEmpty {
      let there = stations.filter { station in
        station.seat == seat && (station.kind == "host" || seat != "seat0")
      }
      if there.count == 1 { return .station(there[0].number) }
      if there.count > 1 { return .several(there.map(\.number)) }
    }
    let mine = Set(sessions.filter { $0.uid == uid }.compactMap(\.station)).sorted()
    if mine.count == 1 { return .station(mine[0]) }
    if mine.count > 1 { return .several(mine) }
    return host.sessionsUnknown.map { .unknown($0) } ?? .nowhere
  }
}

import AgentInterface
import Words

/// "This is station 3": what of it is on this person's screen, and what is to be done.
///
/// Pure, and apart from the notices: it is shown also to people who muted them, and for ten seconds.
struct StationSign: Equatable {
  /// What is on the screen, or was dismissed there.
  private(set) var shown: Entry?

  struct Entry: Equatable {
    var number: Int
    /// Each asking has another end.
    var until: WireTime
    /// The server's id; nil once it is off the screen.
    var serverID: UInt32?
  }

  enum Step: Equatable {
    /// `replacing` is 0 for a new notification.
    case show(Entry, replacing: UInt32, content: Content)
    case close(serverID: UInt32)
  }

  /// - Parameter station: this person's station; nil if it is not known.
  func step(at station: StationView?, for reader: Reader) -> Step? {
    guard let station, let until = station.identifyUntil else {
      return shown?.serverID.map { .close(serverID: $0) }
    }
    if let shown, shown.number == station.number, shown.until == until { return nil }
    let content = Content.passing(
      reader.text(
        .signTitle, ["number": String(station.number), "name": station.name]),
      reader.text(.signBody))
    return .show(
      Entry(number: station.number, until: until), replacing: shown?.serverID ?? 0,
      content: content)
  }

  mutating func wasShown(_ entry: Entry, as serverID: UInt32) {
    shown = entry
    shown?.serverID = serverID
  }

  /// By us, by the person or by the server.
  mutating func wasClosed(_ serverID: UInt32) {
    if shown?.serverID == serverID { shown?.serverID = nil }
  }

  mutating func serverWentAway() { shown = nil }
}

extension Viewer {
  /// The station at which this person sits; nil if none or several could be meant.
  func station(in snapshot: AgentSnapshot) -> StationView? {
    guard
      case .station(let number) = snapshot.whereabouts(session: session, seat: nil, uid: uid)
    else { return nil }
    return snapshot.stations.first { $0.number == number }
  }
}

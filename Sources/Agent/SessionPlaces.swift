import Seats
import StationModel

/// At which station each session is. Pure.
struct SessionPlaces {
  /// By logind's seat. A seat that two stations share is at neither: which of the two it is, nobody
  /// knows.
  private let bySeat: [String: StationKey]
  /// Remote sessions that a plugin lists as network stations.
  private let remote: [(user: String, client: String?, key: StationKey)]

  init(stations: [Station], desktops: [DesktopPicture]) {
    var found: [String: StationKey] = [:]
    var shared: Set<String> = []
    for station in stations where !station.key.isDesktop && station.isThere {
      // `seat0` is the host's alone, as in `people(_:seats:)`.
      let isHost = station.key == .host
      guard let seat = isHost ? station.seat ?? hostSeat : station.seat,
        isHost || seat != hostSeat
      else { continue }
      if found.updateValue(station.key, forKey: seat) != nil { shared.insert(seat) }
    }
    bySeat = found.filter { !shared.contains($0.key) }
    remote = desktops.filter { $0.freshness != .lost }.flatMap { picture in
      picture.desktops.compactMap { desktop in
        guard desktop.isNetwork, let user = desktop.user else { return nil }
        return (
          user, clientName(desktop.client),
          .desktop(plugin: picture.plugin, id: desktop.id)
        )
      }
    }
  }

  /// Nil if it is at no station, or not known at which.
  func station(of signIn: SignIn) -> StationKey? {
    if let seat = signIn.seat { return signIn.isRemote ? nil : bySeat[seat] }
    // Text over the network (ssh) is no station.
    guard signIn.type == .graphical else { return nil }
    let mine = remote.filter { $0.user == signIn.user }
    let client = clientName(signIn.remoteHost)
    // A plugin that does not know the computer names none.
    return
      (mine.first { $0.client != nil && $0.client == client }
      ?? mine.first { $0.client == nil })?.key
  }
}

private let hostSeat = "seat0"

extension Station {
  /// False while it is gone, or nothing is known of it.
  fileprivate var isThere: Bool {
    switch presence {
    case .complete, .incomplete, .conflict, .probing: true
    case .absent, .away, .unknown: false
    }
  }
}

import Admission
import Enrollment
import Glibc
import Licensing
import Seats
import StationModel

/// The stations at the place of a sign-in, and whether who comes is there already.
struct SignInHouse: Equatable {
  var stations: [Post] = []
  /// Nil if it is not known: who locked their screen must never be kept out of it.
  var isBack: Bool? = false

  /// - Parameters:
  ///   - plan: what follows from the world.
  ///   - uncertain: where somebody may sit who is not in the world's sessions.
  init(
    _ place: SignInPlace, _ facts: SignInFacts, in world: World, plan: Plan,
    uncertain: UncertainSeats = .nowhere
  ) {
    switch place {
    case .console, .unresolved, .nowhere: return
    case .seat(let seat):
      stations = plan.roster.stations.filter { $0.record.kind != .host && $0.seat == seat }
        .map { Post($0, plan.licensing) }
      isBack = world.hasSession(at: seat, uncertain) { $0.uid == facts.uid && $0.seat == seat }
    case .network(let id):
      let own = world.enrolled.filter { $0.kind == .network && $0.key.desktop?.id == id }
      if own.isEmpty { return }
      isBack = world.hasSession(at: nil, uncertain) {
        $0.uid == facts.uid && $0.seat == nil && $0.type == .graphical
          && stationID(user: $0.user, client: clientName($0.remoteHost)) == id
      }
      // While their desktop does not run it needs no license, and it is not even listed.
      let then = decide(world.pretending(own.map(\.key), user: facts.user))
      stations = own.map { record in
        then.roster.stations.first { $0.key == record.key }.map { Post($0, then.licensing) }
          ?? Post(record: record, license: nil, isSettled: false)
      }
    }
  }
}

extension World {
  /// Is there such a session? Nil if it is not known.
  fileprivate func hasSession(
    at seat: String?, _ uncertain: UncertainSeats, _ isMeant: (SignIn) -> Bool
  ) -> Bool? {
    guard case .known(let signIns) = sessions else { return nil }
    if signIns.contains(where: isMeant) { return true }
    return uncertain.contains(seat) ? nil : false
  }

  /// As if these network desktops ran, whatever their plugins say now.
  fileprivate func pretending(_ keys: [StationKey], user: String) -> World {
    var world = self
    for key in keys {
      guard let (plugin, id) = key.desktop else { continue }
      let desktop = Desktop(
        id: id, name: id, kind: "session", state: .running, isNetwork: true, user: user)
      world.vanished[key] = nil
      world.lostSince[plugin] = nil
      if let index = world.desktops.firstIndex(where: { $0.plugin == plugin }) {
        world.desktops[index].desktops.removeAll { $0.id == id }
        world.desktops[index].desktops.append(desktop)
        world.desktops[index].freshness = .fresh
      } else {
        world.desktops.append(DesktopPicture(plugin: plugin, desktops: [desktop]))
      }
    }
    return world
  }
}

extension Post {
  fileprivate init(_ station: Station, _ licensing: LicensingDecision) {
    let isSettled =
      switch station.presence {
      case .complete, .incomplete, .absent: true
      case .unknown, .probing, .away, .conflict: false
      }
    self.init(
      record: station.record, license: licensing.states[station.key],
      isSettled: isSettled && !station.isStale)
  }
}

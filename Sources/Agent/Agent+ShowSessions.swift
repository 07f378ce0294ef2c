import AgentInterface
import Enrollment
import Seats
import StationModel

/// People's sessions as they are shown on the bus, and what is shown at stations.
extension Agent {
  func sessionViews(_ plan: Plan) -> [SessionView] {
    guard case .known(let signIns) = sessionPicture, !signIns.isEmpty else { return [] }
    let places = SessionPlaces(
      stations: plan.roster.stations, desktops: Array(pluginDesk.pictures.values))
    let numbers = Dictionary(
      plan.roster.stations.map { ($0.key, $0.record.number) },
      uniquingKeysWith: { first, _ in first })
    let assigned = pluginDesk.assigned
    return signIns.map { signIn in
      let key = places.station(of: signIn)
      return SessionView(
        signIn, station: key.flatMap { numbers[$0] },
        desktop: key.flatMap { key in key.isDesktop ? key.desktopWord : assigned[key.text] })
    }
  }

  /// Why nobody's sign-in is known, as a sentence; nil while it is.
  var sessionsUnknown: String? {
    guard case .unknown(let why) = sessionPicture else { return nil }
    return why.hasSuffix(".") ? why : "Who is signed in is not known: \(why)."
  }

  /// Stations with the desktops that are assigned to them, and until when they show which one they are.
  func withDesktops(_ views: [StationView]) -> [StationView] {
    let assigned = pluginDesk.assigned
    let runs = identifying.untilByKey
    if assigned.isEmpty && runs.isEmpty { return views }
    return views.map { view in
      var view = view
      view.desktop = assigned[view.key]
      view.identifyUntil = WireTime(runs[view.key])
      return view
    }
  }
}

extension PluginDesk {
  /// The desktop that is assigned to each station, as `plugin/id`, by the station's key in words. Of
  /// several that a plugin names for one station, always the same.
  var assigned: [String: String] {
    var result: [String: String] = [:]
    for picture in pictures.values {
      for desktop in picture.desktops where !desktop.isTemplate {
        guard let place = desktop.station else { continue }
        let word = picture.plugin + "/" + desktop.id
        result[place.text] = min(result[place.text] ?? word, word)
      }
    }
    return result
  }
}

extension StationKey {
  /// As commands name a desktop: `plugin/id`.
  var desktopWord: String? { desktop.map { $0.plugin + "/" + $0.id } }
}

extension SessionView {
  init(_ signIn: SignIn, station: Int?, desktop: String?) {
    self.init(
      id: signIn.session, user: signIn.user, uid: Int(signIn.uid), station: station,
      desktop: desktop, seat: signIn.seat, remote: signIn.isRemote,
      remoteHost: signIn.remoteHost, active: signIn.isActive,
      type: signIn.type == .graphical ? "graphical" : "text", service: signIn.service,
      since: WireTime(signIn.since))
  }
}

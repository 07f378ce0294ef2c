import AgentInterface
import StationModel

/// Where a desktop can be seen; throws what to do if it cannot be now. Pure.
func sight(of desktop: DesktopView) throws(Failure) -> DesktopAddress {
  let title = "Desktop \(clean(desktop.word)) (\(clean(desktop.name)))"
  func refuse(_ what: String, _ step: String) -> Failure {
    Failure(.refused, "\(title) \(what).", nextStep: step)
  }
  if desktop.template {
    throw refuse("is a template, which nobody uses", "Assign it: a new desktop is made of it.")
  }
  switch desktop.state {
  case "running": break
  case "stopped":
    throw refuse("is stopped", "Start it with: stationctl desktop start \(clean(desktop.word))")
  case "starting": throw refuse("is just starting", "Try again in a moment.")
  case "failed":
    throw refuse(
      "has failed" + (desktop.healthReason.map { ": " + clean($0) } ?? ""),
      "Start it anew with: stationctl desktop start \(clean(desktop.word))")
  default:
    throw refuse(
      "is not known to run now, since its plugin is away",
      "See how the plugin is: stationctl plugin show \(clean(desktop.plugin))")
  }
  guard let url = desktop.address else {
    throw refuse(
      "has no address now: its plugin does not say where a viewer reaches it",
      "See what is known: stationctl desktop show \(clean(desktop.word))")
  }
  guard let address = DesktopAddress(url: url) else {
    throw refuse(
      "has an address that is not given to any viewer: \(clean(url))",
      "Names and addresses are taken, and sockets with plain letters in their path.")
  }
  return address
}

/// The station of the session in which this program runs. Pure.
func ownStation(
  in snapshot: AgentSnapshot, session: String?, seat: String?, uid: Int
) throws(Failure) -> StationView {
  let step = "Say which desktop: stationctl desktop view NAME"
  switch snapshot.whereabouts(session: session, seat: seat, uid: uid) {
  case .station(let number):
    guard let station = snapshot.stations.first(where: { $0.number == number }) else {
      throw Failure(.refused, "Station \(number) has just gone.", nextStep: "Try again.")
    }
    return station
  case .nowhere: throw Failure(.refused, "This session is at no station.", nextStep: step)
  case .several(let numbers):
    throw Failure(
      .refused,
      "You are at more than one station: \(numbers.map(String.init).joined(separator: ", ")).",
      nextStep: step)
  case .unknown(let why):
    throw Failure(
      .refused, "At which station this is cannot be told. \(clean(why))", nextStep: step)
  }
}

/// The desktop that is assigned to a station. Pure.
func assignedDesktop(
  at station: StationView, in snapshot: AgentSnapshot
) throws(Failure) -> DesktopView {
  let title = "station \(station.number) (\(clean(station.name)))"
  // A remote session or a desktop is itself what is seen there.
  guard let word = station.desktop else {
    throw Failure(
      .refused, "No desktop is assigned to \(title).",
      nextStep: "Assign one: stationctl desktop assign NAME \(station.number)")
  }
  guard let desktop = snapshot.desktops.first(where: { $0.word == word }) else {
    throw Failure(
      .refused, "The desktop \(clean(word)) of \(title) is not listed now.",
      nextStep: "See how the plugins are: stationctl plugin list")
  }
  return desktop
}

import AgentInterface
import Ledger
import StationModel
import Topology

/// Which display a caller means, and whether it may be given away.
extension Agent {
  /// Takes a display by the kernel's name of a card or of one of its sockets, or by its place.
  func place(of name: String, for key: StationKey) throws(AgentError) -> DisplayPlace {
    let displays = plan?.sorting.displays ?? []
    let matches = displays.filter {
      $0.kernelName == name || $0.place.description == name || $0.card.name == name
        || $0.place.card == name
    }
    guard let first = matches.first else {
      throw AgentError(
        .noSuchDisplay, "There is no display '\(Label.clean(name, limit: 60))'.",
        nextStep: "See the displays there are with: stationctl station bind \(key)")
    }
    let isWholeCard = first.card.name == name || first.place.card == name
    let place = isWholeCard ? DisplayPlace(card: first.place.card) : first.place
    try checkFree(place, for: key, displays)
    return place
  }

  /// A display is never taken from another station, nor the last one from the host.
  private func checkFree(
    _ place: DisplayPlace, for key: StationKey, _ displays: [FoundDisplay]
  ) throws(AgentError) {
    if let other = book.enrolled.first(where: {
      $0.key != key && $0.binding?.overlaps(place) ?? false
    }) {
      throw AgentError(
        .displayInUse, "\(place) is bound to station \(other.number) (\(other.name)).",
        nextStep: "Bind another display to that station first, or forget it.")
    }
    for display in displays where display.place.overlaps(place) {
      if let owner = display.station, owner != key, owner != .host {
        throw AgentError(
          .displayInUse, "\(place) belongs to \(owner).",
          nextStep: "Why it does: stationctl station explain \(owner)")
      }
    }
    // A socket with nothing in it shows the host nothing. What this station gives back for the new
    // display is the host's again.
    let givenBack = book.enrolled.first { $0.key == key }?.binding
    let hosts = displays.filter { display in
      let isHosts = display.station == .host || givenBack?.overlaps(display.place) ?? false
      return isHosts && display.status != .disconnected
    }
    if !hosts.isEmpty, hosts.allSatisfy({ $0.place.overlaps(place) }) {
      throw AgentError(
        .displayInUse, "\(place) is the host's only display.",
        nextStep: "The host must keep one: add another graphics card.")
    }
  }
}

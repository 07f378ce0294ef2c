import Enrollment
import Licensing
import StationModel

/// A desktop that may not be started: its grace is over, or that of the station which counts for it.
struct StartRefusal: Equatable {
  var station: Enrolled
  var state: LicenseState
  var note: String?

  /// Nil if the desktop may be started. Decided by what would be so if it ran, since a desktop that
  /// does not run needs no license.
  ///
  /// Who has a grace before them, needs none, or is only over by people may start; so may who is not
  /// known yet.
  init?(toStart key: StationKey, in world: World) {
    // Nobody is refused for want of a license while none are given.
    if world.maintenance?.isOn(at: world.now) == true { return nil }
    var world = world
    var place: StationKey?
    for index in world.desktops.indices {
      let plugin = world.desktops[index].plugin
      guard
        let desktop = world.desktops[index].desktops.firstIndex(where: {
          StationKey.desktop(plugin: plugin, id: $0.id) == key
        })
      else { continue }
      world.desktops[index].desktops[desktop].state = .running
      place = world.desktops[index].desktops[desktop].station
      // What would be so if it were still as it was seen last.
      if world.desktops[index].freshness == .lost { world.desktops[index].freshness = .stale }
      break
    }
    let plan = decide(world)
    guard let own = plan.roster.stations.first(where: { $0.key == key }) else { return nil }
    if case .licensed? = plan.licensing.states[key] { return nil }
    let counting =
      own.need == .needed ? own : plan.roster.stations.first { $0.key == place } ?? own
    guard let state = plan.licensing.states[counting.key], case .unlicensed = state else {
      return nil
    }
    station = counting.record
    self.state = state
    note = plan.licensing.notes[counting.key]
  }
}

import StationModel

/// Rule 3: which hubs are one box, like the two chips of a hub with seven ports.
///
/// A chip joins the one that it hangs on if it is soldered to it, if both have the same good
/// ContainerID, or if an administrator made a station of the outer one and the keyboard is on this
/// one. Never if both have a plain keyboard directly: that is a chain of two people's hubs.
struct Boxes {
  enum Evidence: Equatable {
    case soldered
    case container(ContainerID)
    case administrator
  }

  /// By hub of USB 2: the outermost chip of its box, itself if it is alone.
  private(set) var outer: [Int: Int] = [:]
  /// By outermost chip: the others of its box, in tree order.
  private(set) var chips: [Int: [Int]] = [:]
  /// By chip: what told that it belongs to the chip above.
  private(set) var evidence: [Int: Evidence] = [:]
  /// By chip: it is soldered or has one ContainerID, and still stays apart, with the reason.
  private(set) var apart: [Int: (evidence: Evidence, why: String)] = [:]
  /// Hubs with a plain keyboard directly.
  private(set) var seated: Set<Int> = []

  /// What rule 3 must know of keyboards and of people's words.
  struct Given {
    /// Hubs with a plain keyboard directly.
    var seated: Set<Int>
    /// Hubs inside keyboards: a keyboard is a thing of its own.
    var keyboardHubs: Set<Int>
    /// Hubs that somebody above topology calls a station's.
    var spokenFor: Set<Int>
    /// Hubs that an administrator bound to a display.
    var bound: Set<Int>
  }

  /// No boxes yet.
  init() {}

  init(tree: Tree, places: HubPlaces, halves: Halves, containers: Containers, given: Given) {
    seated = given.seated
    // Children with a keyboard that nothing but an administrator's word could join.
    var open: [Int: [Int]] = [:]
    for hub in tree.hubs where !tree.isRootHub(hub) && !halves.isFast[hub] {
      outer[hub] = hub
      guard let above = tree.hubAbove[hub], !tree.isRootHub(above), !halves.isFast[above],
        places.place[above] != .inside,
        !given.keyboardHubs.contains(hub), !given.keyboardHubs.contains(above)
      else { continue }
      guard let found = Self.evidence(hub, above, tree: tree, containers: containers) else {
        if given.bound.contains(above), !given.seated.contains(above), given.seated.contains(hub),
          !given.spokenFor.contains(hub)
        {
          open[above, default: []].append(hub)
        }
        continue
      }
      if given.spokenFor.contains(hub) {
        apart[hub] = (found, "it is known as a station's hub of its own")
      } else if given.seated.contains(hub), given.seated.contains(above) {
        apart[hub] = (found, "each of the two has a keyboard of its own")
      } else {
        evidence[hub] = found
      }
    }
    // Which of two would be meant nobody said.
    for hubs in open.values where hubs.count == 1 { evidence[hubs[0]] = .administrator }
    for hub in tree.hubs where evidence[hub] != nil {
      guard let above = tree.hubAbove[hub] else { continue }
      let outermost = outer[above] ?? above
      outer[hub] = outermost
      chips[outermost, default: []].append(hub)
    }
  }

  private static func evidence(
    _ hub: Int, _ above: Int, tree: Tree, containers: Containers
  ) -> Evidence? {
    if HubPlaces.isFixed(hub, tree: tree) { return .soldered }
    if let id = containers.good(hub), containers.good(above) == id { return .container(id) }
    return nil
  }
}

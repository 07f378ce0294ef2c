import StationModel

/// Which ContainerIDs of hubs can be trusted (rules 1 and 3).
///
/// A maker should write another number into each thing, and many write one into all. Zero is no
/// number. One that is on two USB 2 hubs at once is no good either, unless one of them hangs
/// directly on the other: the chips of one box share theirs. The same holds on the faster side.
struct Containers {
  private var goodOf: [Int: ContainerID] = [:]
  private var slowIDs: Set<ContainerID> = []

  init(_ tree: Tree) {
    var hubsOf: [ContainerID: [Int]] = [:]
    for hub in tree.hubs where !tree.isRootHub(hub) {
      guard let id = tree.usbFacts(hub)?.containerID, !id.isZero else { continue }
      hubsOf[id, default: []].append(hub)
    }
    for (id, hubs) in hubsOf {
      var tops = (slow: 0, fast: 0)
      for hub in hubs {
        let isNested =
          tree.hubAbove[hub].map { tree.usbFacts($0)?.containerID == id } ?? false
        if isNested { continue }
        if Self.isFast(hub, tree: tree) { tops.fast += 1 } else { tops.slow += 1 }
      }
      guard tops.slow <= 1, tops.fast <= 1 else { continue }
      if tops.slow == 1 { slowIDs.insert(id) }
      for hub in hubs { goodOf[hub] = id }
    }
  }

  private static func isFast(_ hub: Int, tree: Tree) -> Bool {
    (tree.usbFacts(hub)?.megabits ?? 0) >= 5000
  }

  /// The hub's ContainerID, if it has a good one.
  func good(_ hub: Int) -> ContainerID? { goodOf[hub] }

  /// Does a USB 2 hub have this good one?
  func hasSlow(_ id: ContainerID) -> Bool { slowIDs.contains(id) }

  /// False if both have good ones that differ.
  func agree(_ left: Int, _ right: Int) -> Bool {
    guard let mine = goodOf[left], let theirs = goodOf[right] else { return true }
    return mine == theirs
  }
}

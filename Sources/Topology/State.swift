import StationModel

/// Rule 7: is everything there?
enum State {
  /// A physical station needs a hub, a keyboard, a pointer and a display; the host, which is also
  /// usable without a mouse, a keyboard and a display. A connector with nothing plugged in counts:
  /// a monitor that is switched off must not cost a station.
  static func presence(isHost: Bool, parts: [Part], conflict: String?) -> Presence {
    if let conflict { return .conflict(why: conflict) }
    let needed: [PartKind] =
      isHost ? [.display, .keyboard] : [.hub, .display, .keyboard, .pointer]
    let present = Set(parts.map(\.kind))
    let missing = needed.filter { !present.contains($0) }
    return missing.isEmpty ? .complete : .incomplete(missing: missing)
  }
}

/// The candidates, put together from what each rule found.
struct Findings {
  var tree: Tree
  var halves: Halves
  var containers: Containers
  var anchors: Anchors
  var stations: Stations
  var parts: Parts
  var displays: Displays

  /// - Parameter counts: by slot: how many devices it has.
  func candidates(counts: [Int], bindings: [StationKey: DisplayPlace]) -> [Candidate] {
    let remarks = Remarks(
      tree: tree, stations: stations, parts: parts, displays: displays, bindings: bindings)
    return stations.slots.enumerated().map { slot, station in
      let anchor = station.anchor.map { tree.devices[$0] }
      return Candidate(
        key: station.key, kind: anchor == nil ? .host : .physical, anchor: anchor?.path,
        label: anchor?.label ?? "Host", standing: station.standing,
        presence: State.presence(
          isHost: anchor == nil, parts: parts.lists[slot],
          conflict: station.clash ?? displays.conflicts[slot]),
        parts: parts.lists[slot], seat: anchor?.ownSeat, marks: marks(slot),
        deviceCount: counts[slot], remarks: remarks.sentences(slot),
        isHosts: station.isHosts, isPart: station.isPart)
    }
  }
}

public import StationModel
public import Topology

/// An expectation that was not met.
public struct RigFailure: Sendable, Equatable, CustomStringConvertible {
  public var line: Int
  public var message: String
  public var description: String { "line \(line): \(message)" }
}

extension RigStage {
  /// What is known beyond the hardware at this moment.
  public func guidance(in picture: DevicePicture) throws(RigError) -> Guidance {
    var guidance = Guidance(enrolled: Set(known.map { Self.key($0, in: picture) }))
    for (line, place, display) in bindings {
      guard let shown = Self.display(display, in: picture) else {
        throw RigError(line: line, "there is no display \(Label.clean(display, limit: 60))")
      }
      guidance.bindings[Self.key(place, in: picture)] = shown
    }
    return guidance
  }

  /// `host`, `usb1/2.3` by the number of a bus, or a whole key.
  static func key(_ place: String, in picture: DevicePicture) -> StationKey {
    guard let slash = place.firstIndex(of: "/") else { return StationKey(place) }
    let bus = String(place[..<slash])
    guard bus.number(after: "usb") != nil,
      let root = picture.devices.values.filter({ $0.path.name == bus }).min(by: {
        $0.path < $1.path
      })
    else { return StationKey(place) }
    return StationKey((root.idPath ?? root.path.text) + place[slash...])
  }

  /// `card1-HDMI-A-1` or `card1` by the kernel's name, or a lasting name with `pci-`.
  private static func display(_ name: String, in picture: DevicePicture) -> DisplayPlace? {
    if name.contains("/") { return DisplayPlace(name) }
    for display in sort(picture, guidance: Guidance()).displays {
      if display.kernelName == name { return display.place }
      if display.card.name == name { return DisplayPlace(card: display.place.card) }
    }
    return nil
  }

  /// Sorts the devices of this moment and compares.
  public func check(_ devices: [Device]) throws(RigError) -> [RigFailure] {
    let picture = picture(of: devices)
    return failures(of: sort(picture, guidance: try guidance(in: picture)), picture: picture)
  }

  public func failures(of sorting: Sorting, picture: DevicePicture) -> [RigFailure] {
    let check = RigCheck(sorting: sorting, picture: picture)
    return expectations.flatMap { expectation in
      check.complaints(about: expectation.what).map {
        RigFailure(line: expectation.line, message: $0)
      }
    }
  }
}

private struct RigCheck {
  var sorting: Sorting
  var picture: DevicePicture

  func complaints(about what: Expectation.What) -> [String] {
    switch what {
    case .stations(let count): return self.count("stations", count, isStation: true)
    case .proposals(let count): return self.count("proposals", count, isStation: false)
    case .nothing(let place):
      let key = RigStage.key(place, in: picture)
      return sorting.candidates.contains { $0.key == key } ? ["\(key) is there"] : []
    case .device(let name, let place, let rule): return device(name, place, rule)
    case .candidate(let place, let wanted):
      let key = RigStage.key(place, in: picture)
      guard let candidate = sorting.candidates.first(where: { $0.key == key }) else {
        let keys = sorting.candidates.map(\.key.text).joined(separator: ", ")
        return ["there is nothing at \(key); there is: \(keys)"]
      }
      return compare(candidate, with: wanted)
    }
  }

  private func count(_ name: String, _ count: Int, isStation: Bool) -> [String] {
    let found = sorting.candidates.filter {
      $0.kind != .host && Self.isDecided($0) == isStation
    }
    if found.count == count { return [] }
    let keys = found.map(\.key.text).joined(separator: ", ")
    return ["\(count) \(name) expected, \(found.count) found: \(keys)"]
  }

  private static func isDecided(_ candidate: Candidate) -> Bool {
    if case .decided = candidate.standing { return true }
    return false
  }

  private func device(_ name: String, _ place: String, _ rule: Int?) -> [String] {
    let found = sorting.assignments.values.filter { $0.device.name == name }
      .sorted { $0.device < $1.device }
    if found.isEmpty { return ["there is no device \(name)"] }
    let key = RigStage.key(place, in: picture)
    return found.compactMap { assignment in
      if assignment.station == key, rule == nil || rule == assignment.rule.rawValue { return nil }
      return "\(name) is on \(assignment.station) by rule \(assignment.rule.rawValue): "
        + assignment.why
    }
  }

  private func compare(_ candidate: Candidate, with wanted: Expectation.Wanted) -> [String] {
    var complaints: [String] = []
    switch (candidate.standing, wanted.isStation) {
    case (.undecided(let why), true):
      complaints.append("\(candidate.key) is only proposed, since \(why)")
    case (.decided(let authority), false):
      complaints.append("\(candidate.key) is a station, by \(authority)")
    default: break
    }
    if let state = wanted.state, state != Self.name(of: candidate.presence) {
      complaints.append("\(candidate.key) is \(candidate.presence), not \(state)")
    }
    guard let parts = wanted.parts else { return complaints }
    let always: Set<PartKind> = [.keyboard, .pointer, .display]
    for kind in always.union(parts.map(\.kind)).sorted() {
      let wanted = parts.filter { $0.kind == kind }
      let found = candidate.parts.filter { $0.kind == kind }
      let names = Set(found.map(\.device.name))
      let isRight =
        wanted.count == found.count && wanted.compactMap(\.name).allSatisfy(names.contains)
      if isRight { continue }
      let labels = found.map { "\($0.label) (\($0.device.name))" }.joined(separator: ", ")
      complaints.append(
        "\(candidate.key) has for \(kind.rawValue): \(found.isEmpty ? "nothing" : labels)")
    }
    return complaints
  }

  private static func name(of presence: Presence) -> String {
    switch presence {
    case .complete: "complete"
    case .incomplete: "incomplete"
    case .conflict: "conflict"
    case .absent: "absent"
    case .probing: "probing"
    case .away: "away"
    case .unknown: "unknown"
    }
  }
}

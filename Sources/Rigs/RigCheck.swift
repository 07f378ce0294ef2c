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
    let needsDisplays = bindings.contains { !RigPlaces.isLasting($0.display) }
    let places = RigPlaces(picture, needsDisplays: needsDisplays)
    var guidance = Guidance(enrolled: Set(known.map { places.key($0) }))
    for (line, place, display) in bindings {
      guard let shown = places.display(display) else {
        throw RigError(line: line, "there is no display \(Label.clean(display, limit: 60))")
      }
      guidance.bindings[places.key(place)] = shown
    }
    return guidance
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
  private let sorting: Sorting
  private let places: RigPlaces
  private let candidates: [StationKey: Candidate]
  /// By the device's name; two buses can have one name, so there may be several.
  private let assignments: [String: [Assignment]]

  init(sorting: Sorting, picture: DevicePicture) {
    self.sorting = sorting
    places = RigPlaces(picture)
    candidates = Dictionary(sorting.candidates.map { ($0.key, $0) }) { first, _ in first }
    assignments = Dictionary(grouping: sorting.assignments.values) { $0.device.name }
  }

  func complaints(about what: Expectation.What) -> [String] {
    switch what {
    case .stations(let count): return self.count("stations", count, isStation: true)
    case .proposals(let count): return self.count("proposals", count, isStation: false)
    case .nothing(let place):
      let key = places.key(place)
      return candidates[key] != nil ? ["\(key) is there"] : []
    case .device(let name, let place, let rule): return device(name, place, rule)
    case .candidate(let place, let wanted):
      let key = places.key(place)
      guard let candidate = candidates[key] else {
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
    let found = (assignments[name] ?? []).sorted { $0.device < $1.device }
    if found.isEmpty { return ["there is no device \(name)"] }
    let key = places.key(place)
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

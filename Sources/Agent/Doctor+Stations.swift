import AgentInterface
import StationModel

/// Stations in trouble, candidates that wait for a word, and what topology remarks of either.
func stationFindings(_ facts: DoctorFacts) -> [FindingView] {
  var found: [FindingView] = []
  for station in facts.stations {
    let name = "Station \(station.record.number) (\(station.record.name))"
    if let finding = finding(station.presence, name, station.record) { found.append(finding) }
    found += remarks(station.remarks, of: name)
  }
  for candidate in facts.candidates {
    let name = "\(candidate.key) (\(candidate.label))"
    if let finding = finding(candidate, name) { found.append(finding) }
    found += remarks(candidate.remarks, of: name)
  }
  let whole = facts.stations.count { $0.presence == .complete }
  found.append(
    facts.stations.isEmpty
      ? FindingView(
        "stations", .note, "There is no station yet.",
        nextStep: "See what could become one: stationctl stations")
      : FindingView(
        "stations", .ok,
        "\(whole) of \(count(facts.stations.count, "station")) \(whole == 1 ? "is" : "are") complete."
      ))
  return found
}

private func finding(
  _ presence: Presence, _ name: String, _ record: Enrolled
) -> FindingView? {
  switch presence {
  case .complete: nil
  case .incomplete(let missing): incomplete(missing, name, bindTo: String(record.number))
  case .absent(let since):
    FindingView(
      "stations", .note, "\(name) is not there since \(since.utcText).",
      nextStep: "If it does not come back: stationctl station forget \(record.number)")
  case .conflict(let why):
    FindingView(
      "stations", .problem, "\(name) is in conflict: \(why).",
      nextStep: "See who wants what: stationctl station explain \(record.number)")
  case .probing(let missing, let until):
    FindingView(
      "stations", .note,
      "\(name) is looking for \(words(missing)) until \(until.utcText).")
  case .away(let since, let until):
    FindingView(
      "stations", .note,
      "\(name) is gone since \(since.utcText) and counts as absent from \(until.utcText).")
  case .unknown(let why):
    FindingView("stations", .note, "Whether \(name) is there is not known: \(why).")
  }
}

private func finding(_ candidate: Candidate, _ name: String) -> FindingView? {
  switch (candidate.presence, candidate.standing) {
  case (.conflict(let why), _):
    FindingView(
      "stations", .problem, "\(name) is in conflict: \(why).",
      nextStep: "See who wants what: stationctl station explain \(candidate.key)")
  case (_, .undecided(let why)):
    FindingView(
      "stations", .note, "\(name) is no station, since nothing decides: \(why).",
      nextStep: "If it is one: stationctl station enroll \(candidate.key)")
  case (.incomplete(let missing), .decided):
    incomplete(missing, name, bindTo: candidate.key.text)
  case (_, .decided): nil
  }
}

private func incomplete(_ missing: [PartKind], _ name: String, bindTo target: String) -> FindingView
{
  let next =
    missing.contains(.display)
    ? "Give it a display: stationctl station bind \(target)"
    : "Plug in what is missing, and see: stationctl station show \(target)"
  return FindingView(
    "stations", .warning, "\(name) is incomplete: no \(words(missing)).", nextStep: next)
}

private func remarks(_ remarks: [String], of name: String) -> [FindingView] {
  remarks.map { FindingView("stations", .note, "\(name): \($0)") }
}

private func words(_ kinds: [PartKind]) -> String {
  kinds.map(\.rawValue).joined(separator: ", ")
}

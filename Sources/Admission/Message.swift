import StationModel

/// What a greeter shows: which station, why and since when, and what to do.
func message(_ station: Enrolled, _ reason: Refusal.Reason) -> String {
  let name = name(of: station)
  let lines: [String]
  switch reason {
  case .disabled(let disabled):
    let words = Label.clean(disabled.message ?? "", limit: Disabled.longestMessage)
    lines = [
      "\(name) is closed since \(disabled.since.utcText).",
      words.isEmpty ? "An administrator closed it." : words,
    ]
  case .unlicensed(let since, let cause):
    lines = [
      "Nobody new can sign in at \(name.lowercasedStart): no license since \(since.utcText).",
      sentence(cause),
    ]
  }
  return (lines + [nextStep(station)]).joined(separator: "\n")
}

private func nextStep(_ station: Enrolled) -> String {
  station.kind == .network
    ? "Please ask an administrator."
    : "Please use another station, or tell an administrator."
}

/// A name that only repeats the number is left out.
private func name(of station: Enrolled) -> String {
  let name = Label.clean(station.name, limit: 40)
  return name.isEmpty || name == "Station \(station.number)"
    ? "Station \(station.number)" : "Station \(station.number) (\(name))"
}

private func sentence(_ cause: LicenseCause) -> String {
  switch cause {
  case .unconfigured: "It is not set up yet how licenses are counted."
  case .unreachable: "Its license could not be asked for, and its grace is over."
  case .exhausted: "All licenses are in use, and its grace is over."
  case .expired: "Its license has run out, and its grace is over."
  }
}

extension String {
  fileprivate var lowercasedStart: String { prefix(1).lowercased() + dropFirst() }
}

import AgentInterface
import Seats

/// What is managed, which stations have seats, and what keeps the others from it.
func seatFindings(_ facts: DoctorFacts.SeatFacts) -> [FindingView] {
  var found: [FindingView] = []
  let lines = facts.lines.filter { $0.number != 0 }
  let ready = lines.count { $0.state == .ready }
  found.append(
    FindingView(
      "seats", lines.contains { $0.state == .failed } ? .note : .ok,
      "\(ready) of \(count(lines.count, "physical station")) "
        + "\(lines.count == 1 ? "has a seat" : "have seats"); the agent "
        + (facts.isManaging ? "makes seats by itself (manage)." : "makes none by itself (observe).")
    ))
  if let why = facts.rulesUnknown {
    found.append(
      FindingView(
        "seats", .warning, "logind's rules for seats cannot be read: \(why).",
        nextStep: "Nothing is attached before that. Let the agent's user read that folder."))
  }
  let mayHaveSeats = lines.contains {
    switch $0.state {
    case .ready, .attach, .working, .waiting: true
    case .failed, .impossible, .release, .none: false
    }
  }
  if facts.hostX.isInstalled, !facts.hostX.leavesCards, mayHaveSeats {
    found.append(
      FindingView(
        "seats", facts.isManaging ? .warning : .note,
        "The host's X server takes the cards of stations that are plugged in while it runs: their seats "
          + "get no sign-in screen then, and it can crash when they are unplugged.",
        nextStep:
          "Set AutoAddGPU to off for Xorg (/usr/share/doc/stationmaster/seats.md), and start the display manager anew "
          + "while nobody is signed in."))
  }
  for line in lines {
    let name = "Station \(line.number)" + (line.name.isEmpty ? "" : " (\(line.name))")
    let level: FindingView.Level
    switch line.state {
    case .failed: level = .problem
    case .impossible, .release: level = .note
    case .waiting where facts.isManaging: level = .note
    case .waiting, .ready, .attach, .working, .none: continue
    }
    found.append(
      FindingView("seats", level, "\(name) has no seat: \(line.why)", nextStep: line.nextStep))
  }
  return found
}

import AgentInterface
import StationModel

/// Which parts of the sign-in check are in effect, and what follows.
func signInFindings(_ facts: DoctorFacts) -> [FindingView] {
  let check = facts.signIn
  var found: [FindingView] = []
  func find(_ level: FindingView.Level, _ what: String, nextStep: String? = nil) {
    found.append(FindingView("sign-in", level, what, nextStep: nextStep))
  }
  let closed = facts.stations.filter { $0.record.disabled != nil }.map { $0.record.number }
  let rules =
    check.refusesUnlicensed
    ? "stations without license and grace, and disabled ones" : "disabled stations"
  switch check.parts.isProfileOn {
  case nil:
    find(
      .note,
      "Whether the sign-in check is on is not known: \(SignInParts.account) cannot be read.",
      nextStep: "Look for \(SignInParts.module) in it, as root.")
  case false?:
    if check.refusesUnlicensed {
      find(
        .warning,
        "The configuration says block-new-sessions, and nobody is refused: the sign-in check is off.",
        nextStep: "Turn it on with: pam-auth-update --enable stationmaster")
    }
    if !closed.isEmpty {
      find(
        .warning,
        "\(names(closed)) and people can still sign in there: the sign-in check is off.",
        nextStep: "Turn it on with: pam-auth-update --enable stationmaster")
    }
    if found.isEmpty {
      find(.ok, "The sign-in check is off, and no station would refuse anybody.")
    }
  case true?:
    var missing: [String] = []
    if !check.parts.hasModule { missing.append(SignInParts.module) }
    if !check.parts.hasProgram { missing.append(SignInParts.program) }
    if !missing.isEmpty {
      find(
        .problem,
        "The sign-in check is on and lets everybody in: \(missing.joined(separator: " and ")) "
          + "\(missing.count == 1 ? "is" : "are") missing.",
        nextStep: "Install the package again.")
    } else {
      find(
        .ok,
        "The sign-in check is on: \(rules) refuse who is no administrator"
          + (check.isInMaintenance && check.refusesUnlicensed
            ? ". During maintenance only disabled ones do." : "."))
    }
    if !check.knowsDisplays {
      find(
        .note,
        "logind names the X display of no session, so a seat is known only where the display "
          + "manager names it (gdm does, lightdm does not).",
        nextStep: "See: loginctl show-session ID -p Display")
    }
  }
  return found
}

private func names(_ numbers: [Int]) -> String {
  let shown = numbers.sorted().prefix(8).map(String.init).joined(separator: ", ")
  let more = numbers.count > 8 ? " and \(numbers.count - 8) more" : ""
  return numbers.count == 1
    ? "Station \(shown) is disabled" : "Stations \(shown)\(more) are disabled"
}

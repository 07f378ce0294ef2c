import AgentInterface

/// The program and the mail for notices.
func hookFindings(_ facts: DoctorFacts.Hooks) -> [FindingView] {
  var found: [FindingView] = []
  func find(_ level: FindingView.Level, _ what: String, nextStep: String? = nil) {
    found.append(FindingView("notices", level, what, nextStep: nextStep))
  }
  if facts.program.isEmpty, facts.mail.isEmpty { return [] }
  if !facts.unknownCauses.isEmpty {
    find(
      .warning,
      "hook-causes names what is no cause of notices: \(facts.unknownCauses.joined(separator: ", ")).",
      nextStep: "The causes are: \(facts.causes.joined(separator: ", ")).")
  }
  if let unable = facts.unable {
    find(
      .warning,
      "No program is run and no mail is sent for notices, although the configuration says so: \(unable).",
      nextStep: "Start it with: systemctl start stationmaster")
    return found
  }
  if !facts.program.isEmpty {
    if let refused = facts.refused {
      find(
        .problem, "The program for notices is not run: \(refused).",
        nextStep: "Correct its owner and mode (root, 755), then: systemctl reload stationmaster")
    } else if let trouble = facts.programTrouble {
      find(
        .warning, "The program for notices failed when it was run last: \(trouble).",
        nextStep: "See: journalctl -u 'stationmaster-hook@*'")
    } else {
      find(.ok, "\(facts.program) is run for new notices.")
    }
  }
  if !facts.mail.isEmpty {
    if let trouble = facts.mailTrouble {
      find(
        .warning, "The last mail about a notice could not be sent: \(trouble).",
        nextStep: "See: journalctl -u 'stationmaster-mail@*'")
    } else if !facts.hasSendmail {
      find(
        .problem, "No mail can be sent to \(facts.mail): there is no sendmail program.",
        nextStep: "Install a package that provides mail-transport-agent.")
    } else {
      find(.ok, "Mail about new notices goes to \(facts.mail).")
    }
  }
  return found
}

extension DoctorFacts {
  struct Hooks: Equatable {
    /// Empty for none.
    var program = ""
    var mail = ""
    /// Why nothing can be run here.
    var unable: String?
    /// Why the program may not be run.
    var refused: String?
    /// Why the last attempt failed.
    var programTrouble: String?
    var mailTrouble: String?
    var hasSendmail = true
    /// Words in the list of causes that are none.
    var unknownCauses: [String] = []
    /// Those that there are.
    var causes: [String] = []
  }
}

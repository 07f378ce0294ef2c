import AgentInterface

/// Whether the files of the configuration are in force.
func configurationFindings(_ facts: DoctorFacts.Configured) -> [FindingView] {
  var found: [FindingView] = []
  func find(_ level: FindingView.Level, _ what: String, nextStep: String? = nil) {
    found.append(FindingView("configuration", level, what, nextStep: nextStep))
  }
  if let view = facts.view {
    if let sentence = view.troubleSentence {
      find(.problem, sentence, nextStep: ConfigurationView.remedy)
    } else {
      find(.ok, "The files of the configuration are good, and were read at \(view.readAtText).")
    }
    if let sentence = view.waitingSentence {
      find(.note, sentence, nextStep: ConfigurationView.restart)
    }
  }
  if let trouble = facts.copyTrouble {
    find(
      .warning,
      "The configuration could not be copied for a start with a bad file: "
        + trouble.asSentence,
      nextStep: "Check the free space and the rights of the agent's state folder, then: "
        + "systemctl reload stationmaster")
  }
  return found
}

extension DoctorFacts {
  struct Configured: Equatable {
    var view: ConfigurationView?
    /// Why there is no copy for a start with bad files; nil if there is one.
    var copyTrouble: String?
  }
}

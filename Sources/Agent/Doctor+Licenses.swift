import AgentInterface
import Notices
import StationModel

func licenseFindings(_ facts: DoctorFacts.Licenses) -> [FindingView] {
  var found: [FindingView] = []
  func find(_ level: FindingView.Level, _ what: String, nextStep: String? = nil) {
    found.append(FindingView("licenses", level, what, nextStep: nextStep))
  }
  if facts.mode == .unset {
    find(
      .warning, "No license mode is set, so no pack can license a station.",
      nextStep: "Set it with: stationctl license mode per-device")
  }
  if let trouble = facts.keysTrouble {
    find(
      .warning, "The trusted keys are those of before: \(trouble)",
      nextStep: "Mend that file, then: systemctl reload stationmaster")
  }
  for source in facts.sources {
    if let why = source.state.why {
      find(
        .problem, "The license source \(source.name) is \(source.state.name): \(why).",
        nextStep: "Licenses that it gave count to the end of their term. See: stationctl status")
    }
    for (pack, why) in source.untrusted.sorted(by: { $0.key < $1.key }) {
      find(
        .warning, "Pack \(pack) gives no more licenses: \(why)",
        nextStep: facts.remedies[pack] ?? "Ask its issuer for a pack that replaces it.")
    }
    for (pack, why) in source.refused.sorted(by: { $0.key < $1.key }) {
      find(
        .problem, "Pack \(pack) does not count: \(why)",
        nextStep: facts.remedies[pack] ?? "Ask its issuer for a new one.")
    }
  }
  if let why = facts.peopleUnknown {
    find(
      facts.mode == .perUser ? .problem : .note, "Who is signed in is not known: \(why).",
      nextStep: "Is logind running? systemctl status systemd-logind")
  }
  for remark in facts.peopleRemarks {
    find(
      facts.mode == .perUser ? .warning : .note, remark,
      nextStep: "See: loginctl list-sessions")
  }
  for (name, state) in facts.uncovered { found.append(finding(of: state, name)) }
  for pack in facts.ending {
    find(
      .warning,
      "Pack \(pack.id) of \(pack.issuer) ends at \(pack.end.utcText); \(pack.short) of its "
        + "\(count(pack.held, "license")) in use cannot be replaced then.",
      nextStep: "Ask the issuer for a pack that renews it; it can be added now.")
  }
  if facts.unkept > 0 {
    find(
      .warning, "\(count(facts.unkept, "license")) that should be kept for labels cannot be.",
      nextStep: "Add a pack, or reserve fewer. What is kept: stationctl license reserve")
  }
  if found.allSatisfy({ $0.level == .note }) {
    find(.ok, "The license mode is \(facts.mode.rawValue); every station in need is covered.")
  }
  return found
}

private func finding(of state: LicenseState, _ name: String) -> FindingView {
  let sentence = LicenseSentence(state)
  let isOver =
    switch state {
    case .unlicensed: true
    case .grace, .over, .licensed, .notNeeded: false
    }
  return FindingView(
    "licenses", isOver ? .problem : .warning, "\(name): \(sentence.reason).",
    nextStep: sentence.nextStep)
}

func ledgerFindings(_ facts: DoctorFacts.Books) -> [FindingView] {
  var found = facts.troubles.map { trouble in
    FindingView(
      "ledger", trouble.gravity == .critical ? .problem : .warning, trouble.message,
      nextStep: trouble.advice)
  }
  if found.isEmpty { found.append(FindingView("ledger", .ok, "The ledger can be written.")) }
  switch facts.audit {
  case nil:
    found.append(
      FindingView(
        "ledger", .note,
        "Whether the ledger is what its history says is not known: its tables were not compared since "
          + "the start.",
        nextStep: "Verify it with: stationctl license audit"))
  case (let time, let problem?)?:
    found.append(
      FindingView(
        "ledger", .problem, "At \(time.utcText) the history was not as it was written: \(problem)",
        nextStep: "Keep the file for those who audit it: stationctl license backup FILE"))
  case (let time, nil)?:
    found.append(
      FindingView("ledger", .ok, "At \(time.utcText) the whole history was as it was written."))
  }
  if let problem = facts.backupProblem {
    found.append(
      FindingView(
        "ledger", .warning, "The daily copy of the ledger could not be made: \(problem)",
        nextStep: "Check the free space of the state folder, then: stationctl license backup"))
  }
  if let time = facts.backup {
    let isOld = facts.now - time > .days(2)
    found.append(
      FindingView(
        "ledger", isOld ? .warning : .ok, "The latest copy was made at \(time.utcText).",
        nextStep: isOld ? "Make one now: stationctl license backup" : nil))
  } else {
    found.append(
      FindingView(
        "ledger", .note,
        "There is no copy of the ledger yet; one is made each day, the first minutes after the start.",
        nextStep: "Make one with: stationctl license backup"))
  }
  return found
}

func clockFindings(_ trouble: ClockTrouble?) -> [FindingView] {
  guard let trouble else {
    return [
      FindingView("clock", .ok, "The clock agrees with the time by which deadlines are kept.")
    ]
  }
  return [FindingView("clock", .warning, trouble.message, nextStep: trouble.nextStep)]
}

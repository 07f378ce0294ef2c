import AgentInterface
import Notices
import StationModel

extension DoctorFacts {
  /// Whom notices reach.
  struct Delivery: Equatable {
    /// How many notices did not reach each person, by name, and why.
    var unreached: [Unreached] = []
    /// Session agents that can show nothing now.
    var troubles: [Trouble] = []
    /// People of whom it is not known whether they are administrators.
    var rightsUnknown: [Trouble] = []
    /// Why nobody's sign-in is known, as a sentence; nil while it is.
    var sessionsUnknown: String?

    struct Unreached: Equatable {
      var user: String
      var count: Int
      var why: String
    }

    struct Trouble: Equatable {
      var user: String
      var why: String
    }
  }
}

extension DoctorFacts.Delivery {
  init(
    _ plan: DeliveryPlan, notifiers: [NotifierView], rightsUnknown: [Trouble],
    sessionsUnknown: String?
  ) {
    var counts: [String: Int] = [:]
    var reasons: [String: String] = [:]
    for (_, people) in plan.undelivered.sorted(by: { $0.key < $1.key }) {
      for one in people {
        counts[one.user, default: 0] += 1
        reasons[one.user] = one.why
      }
    }
    unreached = counts.sorted { $0.key < $1.key }.map {
      Unreached(user: $0.key, count: $0.value, why: reasons[$0.key] ?? "")
    }
    troubles = notifiers.filter { !$0.trouble.isEmpty }.map {
      Trouble(user: $0.user, why: $0.trouble)
    }
    self.rightsUnknown = rightsUnknown
    self.sessionsUnknown = sessionsUnknown
  }
}

/// Whether people learn what they must know.
func deliveryFindings(_ facts: DoctorFacts.Delivery) -> [FindingView] {
  var found: [FindingView] = []
  func find(_ level: FindingView.Level, _ what: String, nextStep: String? = nil) {
    found.append(FindingView("notices", level, what, nextStep: nextStep))
  }
  if let why = facts.sessionsUnknown {
    find(
      .note, "Whom notices do not reach is not known. \(why)",
      nextStep: "See: systemctl status systemd-logind")
  }
  for one in facts.unreached {
    find(
      .warning,
      "\(one.count) notice\(one.count == 1 ? " has" : "s have") not reached \(one.user): "
        + "\(one.why).",
      nextStep: "See them with: stationctl notice list. On a desktop, as \(one.user): "
        + "systemctl --user status station-notifier")
  }
  for trouble in facts.troubles {
    find(
      .warning, "The session agent of \(trouble.user) can show nothing: \(trouble.why).",
      nextStep: "Start a notification server in that session, or see: "
        + "systemctl --user status station-notifier")
  }
  for one in facts.rightsUnknown {
    find(
      .note,
      "Whether \(one.user) is an administrator is not known (\(one.why)), so what is for "
        + "administrators is not told there.", nextStep: "See: getent initgroups \(one.user)")
  }
  if found.isEmpty {
    find(.ok, "No notice waits for anybody who is signed in and whom it is for.")
  }
  return found
}

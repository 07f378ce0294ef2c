import AgentInterface
import StationModel

/// What `doctor` judges, collected at one moment.
struct DoctorFacts {
  var hubs: [Hub] = []
  /// Does the kernel show `bos_descriptors`? Nil while there is nothing that could have them.
  var hasStores: Bool?
  var devices = 0
  var overflows: UInt64 = 0
  var failures: UInt64 = 0
  var hasMonitorMakers = true
  /// The kernel's old driver for DisplayLink is loaded.
  var hasOldDisplayLink = false
  var displayLinks: [String] = []
  var stations: [Station] = []
  var candidates: [Candidate] = []
  var mode = LicenseMode.perDevice
  /// By pack, with the reason.
  var untrusted: [String: String] = [:]
  var refused: [String: String] = [:]
  var ledgerTrouble: String?
  var clockBehind = Span.zero
  var plugins: [Plugin] = []

  struct Hub: Equatable {
    /// The kernel's name, `1-1`.
    var name: String
    var label: String
    var state: State

    enum State: Equatable {
      case answered(HubFacts.PowerSwitching)
      /// It was asked and did not say what it can.
      case silent
      case closed(why: String)
      /// Not asked yet.
      case open
      /// It has no node that could be opened.
      case nodeless
    }
  }

  struct Plugin: Equatable {
    var name: String
    /// As on the bus: ready, failed, refused.
    var phase: String
    var why: String?
  }
}

/// All that can be said, the order always the same. What is fine is said too: silence would be no
/// answer. What is not known is never called fine.
func diagnose(_ facts: DoctorFacts) -> [FindingView] {
  udevFindings(facts) + hubFindings(facts) + displayFindings(facts) + stationFindings(facts)
    + licenseFindings(facts) + ledgerFindings(facts) + pluginFindings(facts)
}

private func licenseFindings(_ facts: DoctorFacts) -> [FindingView] {
  var found: [FindingView] = []
  if facts.mode == .unset {
    found.append(
      FindingView(
        "licenses", .warning, "No license mode is set, so no pack can license a station.",
        nextStep: "Set it with: stationctl license mode per-device"))
  }
  for (pack, why) in facts.untrusted.sorted(by: { $0.key < $1.key }) {
    found.append(
      FindingView(
        "licenses", .warning, "Pack \(pack) gives no more licenses: \(why)",
        nextStep: "Put its issuer's public key back into the folder of trusted keys."))
  }
  for (pack, why) in facts.refused.sorted(by: { $0.key < $1.key }) {
    found.append(
      FindingView(
        "licenses", .problem, "Pack \(pack) does not count: \(why)",
        nextStep: "Ask its issuer for a new one."))
  }
  if found.isEmpty {
    found.append(
      FindingView(
        "licenses", .ok, "The license mode is \(facts.mode.rawValue); no pack is in doubt."))
  }
  return found
}

private func ledgerFindings(_ facts: DoctorFacts) -> [FindingView] {
  var found: [FindingView] = []
  if let trouble = facts.ledgerTrouble {
    found.append(
      FindingView(
        "ledger", .problem, "The ledger cannot be written: \(trouble)",
        nextStep: "Look at the disk and the rights of the state folder: journalctl -u stationmaster"
      ))
  } else {
    found.append(FindingView("ledger", .ok, "The ledger can be written."))
  }
  if facts.clockBehind > .zero {
    found.append(
      FindingView(
        "clock", .warning,
        "The clock was \(facts.clockBehind.words) behind the time that the ledger has seen, so "
          + "deadlines go on from there.",
        nextStep: "Set the date, and restart the agent: systemctl restart stationmaster"))
  } else {
    found.append(FindingView("clock", .ok, "The clock is not behind the ledger's time."))
  }
  return found
}

private func pluginFindings(_ facts: DoctorFacts) -> [FindingView] {
  let broken = facts.plugins.filter { $0.phase == "failed" || $0.phase == "refused" }
  if broken.isEmpty {
    let ready = facts.plugins.count { $0.phase == "ready" }
    return facts.plugins.isEmpty
      ? [] : [FindingView("plugins", .ok, "\(ready) of \(facts.plugins.count) plugins are ready.")]
  }
  return broken.map { plugin in
    FindingView(
      "plugins", plugin.phase == "failed" ? .problem : .warning,
      "Plugin \(plugin.name) is \(plugin.phase): \(plugin.why ?? "it did not say why").",
      nextStep: "See what it wrote: journalctl -u stationmaster")
  }
}

import AgentInterface
import StationModel

/// Plugins that do not run or do not work, and folders in which none can be found.
func pluginFindings(_ facts: DoctorFacts) -> [FindingView] {
  var found = facts.closedFolders.map { folder in
    FindingView(
      "plugins", .warning, "Plugins in \(folder.path) are not found: \(oneSentence(folder.why)).",
      nextStep: "Let the agent read the folder, or take it out of 'folders' in the configuration.")
  }
  found += facts.plugins.compactMap(finding)
  if found.isEmpty, !facts.plugins.isEmpty {
    let ready = facts.plugins.count { $0.phase == "ready" }
    found.append(
      FindingView("plugins", .ok, "\(ready) of \(facts.plugins.count) plugins are ready."))
  }
  return found
}

private func finding(_ plugin: DoctorFacts.Plugin) -> FindingView? {
  let name = plugin.name
  let why = oneSentence(plugin.why ?? "it did not say why")
  let log = "See what it wrote: stationctl plugin log \(name)"
  switch (plugin.phase, plugin.health.state) {
  case ("failed", _):
    return FindingView(
      "plugins", .problem, "Plugin \(name) is failed: \(why).",
      nextStep: log + ". When it is repaired: stationctl plugin restart \(name)")
  case ("refused", _):
    return FindingView(
      "plugins", .warning, "Plugin \(name) is refused: \(why).",
      nextStep: "When that is put right: stationctl plugin restart \(name)")
  case ("disabled", _):
    return FindingView(
      "plugins", .note, "Plugin \(name) is disabled, so its desktops are not known.",
      nextStep: "To start it: stationctl plugin enable \(name)")
  case ("restarting", _):
    return FindingView(
      "plugins", .warning, "Plugin \(name) ended and is started again.", nextStep: log)
  case ("ready", .failed):
    return FindingView(
      "plugins", .problem, "Plugin \(name) runs and does not work: \(words(plugin.health)).",
      nextStep: log)
  case ("ready", .degraded):
    return FindingView(
      "plugins", .warning,
      "Plugin \(name) does not work as it should: \(words(plugin.health)).", nextStep: log)
  case ("ready", .starting):
    return FindingView(
      "plugins", .note, "Plugin \(name) does not work yet: \(words(plugin.health)).",
      nextStep: log)
  default: return nil
  }
}

private func words(_ health: Health) -> String {
  oneSentence(health.why ?? "it does not say why")
}

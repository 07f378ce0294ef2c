import AgentInterface
import Configuration
import DBus
import Journal
import PluginHost
import PluginProtocol
import StationModel

/// The methods of `org.stationmaster1.Plugin`.
extension Agent {
  func answerPlugin(_ call: Call, by user: Int) async throws(AgentError) -> [Value] {
    let name = try plugin(at: call.path)
    switch call.member {
    case "Log":
      let count = call.arguments.first?.asInt ?? PluginLog.limit
      return [PluginLogLine.value(pluginDesk.logs[name].map { $0.views(last: count) } ?? [])]
    case "Restart":
      if pluginDesk.statuses[name]?.phase == .disabled {
        throw AgentError(
          .pluginRefused, "Plugin \(name) is disabled and stays so.",
          nextStep: "Enable it, which also starts it: stationctl plugin enable \(name)")
      }
      say(.notice, "is restarted, as user \(user) asked", of: name, .pluginState)
      guard await host()?.restart(name) == true else { throw noPlugin(name) }
    case "Enable", "Disable":
      let isEnabled = call.member == "Enable"
      say(
        .notice, "is \(isEnabled ? "enabled" : "disabled"), as user \(user) asked", of: name,
        .pluginState)
      try await setEnabled(isEnabled, name)
    default: throw unknownMethod(call)
    }
    return []
  }

  private func setEnabled(_ isEnabled: Bool, _ name: String) async throws(AgentError) {
    let isThere: Bool
    do throws(SystemTrouble) {
      isThere = try await host()?.setEnabled(isEnabled, name) ?? false
    } catch {
      throw AgentError(
        .ledger,
        "That plugin \(name) is \(isEnabled ? "enabled" : "disabled") could not be "
          + "written down: \(oneSentence(error.description)).",
        nextStep: "Check the free space and the rights of the folder \(settings.stateFolder).")
    }
    if !isThere { throw noPlugin(name) }
  }

  private func host() -> PluginHost? { pluginHost }

  private func noPlugin(_ name: String) -> AgentError {
    AgentError(
      .noSuchPlugin, "There is no plugin '\(Label.clean(name, limit: 40))' now.",
      nextStep: "See what there is with: stationctl plugin list")
  }

  private func plugin(at path: String) throws(AgentError) -> String {
    guard
      let name = pluginDesk.statuses.keys.first(where: { BusName.path("plugin", $0) == path })
    else {
      throw AgentError(
        .noSuchPlugin, "There is no such plugin.",
        nextStep: "See what there is with: stationctl plugin list")
    }
    return name
  }
}

extension PluginLog {
  fileprivate func views(last count: Int) -> [PluginLogLine] {
    last(count).map { PluginLogLine(time: WireTime($0.time), level: $0.level, text: $0.text) }
  }
}

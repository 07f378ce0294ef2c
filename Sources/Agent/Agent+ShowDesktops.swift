import AgentInterface
import Enrollment
import PluginHost
import PluginProtocol
import StationModel

/// Plugins and their desktops as they are shown on the bus.
extension Agent {
  func desktopViews(_ plan: Plan) -> [DesktopView] {
    let numbers = Dictionary(
      plan.roster.stations.map { ($0.key, $0.record.number) },
      uniquingKeysWith: { first, _ in first })
    return pluginDesk.pictures.values.sorted { $0.plugin < $1.plugin }.flatMap { picture in
      picture.desktops.map { DesktopView($0, in: picture, numbers: numbers) }
    }
  }
}

extension PluginDesk {
  /// Desktops by their stations' keys, as they were listed last.
  var byKey: [StationKey: (desktop: Desktop, freshness: DesktopPicture.Freshness)] {
    var all: [StationKey: (desktop: Desktop, freshness: DesktopPicture.Freshness)] = [:]
    for picture in pictures.values {
      for desktop in picture.desktops {
        all[.desktop(plugin: picture.plugin, id: desktop.id)] = (desktop, picture.freshness)
      }
    }
    return all
  }

  func desktop(
    _ key: StationKey
  ) -> (desktop: Desktop, freshness: DesktopPicture.Freshness)? {
    guard let name = key.desktop, let picture = pictures[name.plugin] else { return nil }
    return picture.desktops.first { $0.id == name.id }.map { ($0, picture.freshness) }
  }
}

extension DesktopView {
  init(_ desktop: Desktop, in picture: DesktopPicture, numbers: [StationKey: Int]) {
    self.init(
      plugin: picture.plugin, id: desktop.id, name: desktop.name, kind: desktop.kind,
      state: picture.freshness == .lost ? "unknown" : desktop.state.rawValue,
      template: desktop.isTemplate, network: desktop.isNetwork, stale: picture.isStale,
      station: numbers[.desktop(plugin: picture.plugin, id: desktop.id)],
      boundTo: desktop.station.flatMap { numbers[$0] }, boundKey: desktop.station?.text,
      user: desktop.user, client: desktop.client, address: desktop.address?.url,
      health: desktop.health.state.rawValue, healthReason: desktop.health.why,
      labels: desktop.labels)
  }
}

extension Desktop {
  /// As a station's state in words.
  var stateWords: String {
    switch state {
    case .running: "the desktop is running"
    case .starting: "the desktop is starting"
    case .stopped: "the desktop is stopped"
    case .failed: "the desktop has failed"
    }
  }
}

extension PluginView {
  init(_ status: PluginStatus) {
    self.init(
      name: status.name, phase: status.phase.name, version: status.version,
      restarts: status.restarts, reason: status.phase.why ?? status.lastError,
      health: status.health.state.rawValue, healthReason: status.health.why,
      capabilities: status.capabilities.map(\.rawValue).sorted(),
      processID: status.processID.map(Int.init), folder: status.folder, user: status.user,
      protocol: status.protocolVersion)
  }
}

import AgentInterface
import DBus
import Enrollment
import PluginHost
import StationModel

/// What `explain` says of a virtual desktop, in the rows that it has for devices. Pure.
struct DesktopStory {
  var station: Station
  /// As its plugin listed it last.
  var desktop: Desktop?
  /// The station that it is assigned to, if that is one here.
  var place: Station?
  /// Of its plugin: `ready`, `disabled`; nil if there is no such plugin now.
  var phase: String?
  var health = Health.ready

  /// Who says what a plugin says.
  private var plugin: String { "plugin " + (station.key.desktop?.plugin ?? "") }

  var rows: [DeviceView] {
    var rows = [row("license", rule.text, who: "enrollment", needWords)]
    rows.append(row("plugin", "", who: "agent", pluginWords))
    guard let desktop else { return rows }
    rows.append(
      row(
        desktop.isTemplate ? "template" : desktop.kind, "", who: plugin,
        desktop.stateWords + healthWords(desktop.health)))
    if let user = desktop.user {
      rows.append(
        row("user", "", who: plugin, user + (desktop.client.map { ", from " + $0 } ?? "")))
    }
    if let key = desktop.station { rows.append(row("station", "", who: plugin, words(of: key))) }
    if let address = desktop.address {
      rows.append(row("viewer", "", who: plugin, "reaches it at " + address.url))
    }
    return rows
  }

  /// By which rule it counts or not (docs/licenses.md).
  private var rule: DesktopRule {
    guard let desktop else { return .unknown }
    if desktop.isTemplate { return .template }
    if case .unknown = station.presence { return .unknown }
    switch desktop.state {
    case .stopped, .failed: return .off
    case .starting, .running: return station.need == .needed ? .runs : .shown
    }
  }

  private var needWords: String {
    switch station.need {
    case .needed where rule == .unknown:
      "its license is kept until its plugin has had the time to speak"
    case .needed: "it needs a license while it runs"
    case .notNeeded(let why): "it needs no license: " + why
    }
  }

  private var pluginWords: String {
    guard let phase else { return "there is no such plugin now" }
    let stale = station.isStale ? "; what is shown of the desktop is what it said last" : ""
    return "is " + phase + healthWords(health) + stale
  }

  private func healthWords(_ health: Health) -> String {
    guard health.state != .ready else { return "" }
    return ", and " + health.state.rawValue + (health.why.map { ": " + oneSentence($0) } ?? "")
  }

  private func words(of key: StationKey) -> String {
    guard let place else { return "assigned to \(key), which is no station here" }
    let name = "station \(place.record.number) (\(place.record.name))"
    if desktop?.state == .stopped { return "assigned to \(name)" }
    return place.need == .needed
      ? "assigned to \(name), which counts" : "assigned to \(name), which does not count now"
  }

  private func row(_ label: String, _ rule: String, who: String, _ why: String) -> DeviceView {
    DeviceView(
      device: station.key.text, parent: nil, label: label, station: station.key.text, rule: rule,
      authority: who, why: why, alternatives: [])
  }
}

/// The rules by which desktops count (docs/licenses.md).
enum DesktopRule: Int, CaseIterable {
  case template = 1
  case off, shown, runs, unknown

  var text: String { "D\(rawValue) \(title)" }

  var title: String {
    switch self {
    case .template: "template"
    case .off: "off"
    case .shown: "shown at a station"
    case .runs: "runs"
    case .unknown: "not known"
    }
  }
}

extension Agent {
  func explanation(of record: Enrolled) -> Value {
    guard record.key.isDesktop, let stations = plan?.roster.stations,
      let station = stations.first(where: { $0.key == record.key })
    else { return devices(of: record.key) }
    let found = pluginDesk.desktop(record.key)
    let status = record.key.desktop.flatMap { pluginDesk.statuses[$0.plugin] }
    let story = DesktopStory(
      station: station, desktop: found?.desktop,
      place: found?.desktop.station.flatMap { key in stations.first { $0.key == key } },
      phase: status?.phase.name, health: status?.health ?? .ready)
    return DeviceView.value(story.rows)
  }
}

import PluginHost
import StationModel

/// What the plugins have said so far, and since when they do not.
struct PluginDesk {
  private(set) var pictures: [String: DesktopPicture] = [:]
  private(set) var statuses: [String: PluginStatus] = [:]
  private(set) var logs: [String: PluginLog] = [:]
  /// Since when nothing is known of a plugin's desktops.
  private(set) var lostSince: [String: Timestamp] = [:]
  /// Since when a plugin that runs has not been well, and what it said about it last.
  private(set) var unwell: [String: (since: Timestamp, why: String)] = [:]
  /// Since when they are listened to.
  private(set) var listeningSince: Timestamp?

  mutating func listen(from now: Timestamp) { listeningSince = now }

  mutating func take(_ picture: DesktopPicture, now: Timestamp) {
    pictures[picture.plugin] = picture
    if picture.freshness == .lost {
      lostSince[picture.plugin] = lostSince[picture.plugin] ?? now
    } else {
      lostSince[picture.plugin] = nil
    }
  }

  mutating func take(_ status: PluginStatus, now: Timestamp) {
    statuses[status.name] = status
    switch (status.phase, status.health.state) {
    case (.ready, .degraded), (.ready, .failed):
      unwell[status.name] = (
        unwell[status.name]?.since ?? now, status.health.why ?? "it does not say why"
      )
    default: unwell[status.name] = nil
    }
  }

  /// The plugin is not installed any more: of its desktops nothing will be heard.
  mutating func forget(_ plugin: String, now: Timestamp) {
    if pictures[plugin] != nil {
      take(DesktopPicture(plugin: plugin, desktops: [], freshness: .lost), now: now)
    }
    statuses[plugin] = nil
    unwell[plugin] = nil
    logs[plugin] = nil
  }

  mutating func note(_ text: String, level: Int, of plugin: String, now: Timestamp) {
    logs[plugin, default: PluginLog()].add(text, level: level, now: now)
  }

  /// The clock was put right: what lasts, lasts as long as before.
  mutating func shift(by span: Span) {
    lostSince = lostSince.mapValues { $0 + span }
    unwell = unwell.mapValues { ($0.since + span, $0.why) }
    listeningSince = listeningSince.map { $0 + span }
  }

  /// Those of these plugins of which it is not known (yet) how they are.
  func unsettled(_ names: [String], now: Timestamp) -> Set<String> {
    Set(
      names.filter { name in
        guard let status = statuses[name] else {
          return listeningSince.map { now < $0 + Self.startingTime } ?? true
        }
        switch status.phase {
        case .starting, .restarting: return true
        case .ready: return status.health.state == .starting
        case .failed, .refused, .disabled: return false
        }
      })
  }

  /// By when every plugin that is installed has been seen.
  private static let startingTime = Span.minutes(1)
}

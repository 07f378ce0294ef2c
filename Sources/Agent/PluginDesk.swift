import Enrollment
import PluginHost
import StationModel

/// What the plugins have said so far, and since when they do not.
struct PluginDesk {
  private(set) var pictures: [String: DesktopPicture] = [:]
  private(set) var statuses: [String: PluginStatus] = [:]
  private(set) var logs: [String: PluginLog] = [:]
  /// Since when nothing is known of a plugin's desktops.
  private(set) var lostSince: [String: Timestamp] = [:]
  /// Desktops that were listed a moment ago and are not now.
  private(set) var vanished: [StationKey: VanishedDesktop] = [:]
  /// Since when a plugin that runs has not been well, and what it said about it last.
  private(set) var unwell: [String: (since: Timestamp, why: String)] = [:]
  /// Where stations went that are known in another place now, by their old keys: a plugin says the
  /// key that it was given until it is given the new one.
  private var moves: [StationKey: StationKey] = [:]
  /// Since when they are listened to.
  private(set) var listeningSince: Timestamp?

  mutating func listen(from now: Timestamp) { listeningSince = now }

  /// Returns the desktops of which the plugin says a place where their station is no longer, with the
  /// place where it is.
  @discardableResult
  mutating func take(_ picture: DesktopPicture, now: Timestamp) -> [StationKey: StationKey] {
    let (picture, translated) = following(picture)
    if picture.freshness == .fresh { noteVanished(picture, now: now) }
    pictures[picture.plugin] = picture
    defer { forgetVanished(now: now) }
    if picture.freshness == .lost {
      lostSince[picture.plugin] = lostSince[picture.plugin] ?? now
    } else {
      lostSince[picture.plugin] = nil
    }
    return picture.freshness == .fresh ? translated : [:]
  }

  private mutating func noteVanished(_ picture: DesktopPicture, now: Timestamp) {
    guard let former = pictures[picture.plugin], former.freshness != .lost else { return }
    let listed = Set(picture.desktops.map(\.id))
    for id in listed where !vanished.isEmpty {
      vanished[.desktop(plugin: picture.plugin, id: id)] = nil
    }
    for desktop in former.desktops where !listed.contains(desktop.id) {
      vanished[.desktop(plugin: picture.plugin, id: desktop.id)] =
        VanishedDesktop(desktop: desktop, since: now)
    }
  }

  private mutating func forgetVanished(now: Timestamp) {
    if vanished.isEmpty { return }
    vanished = vanished.filter { now < $0.value.since + Self.memory }
  }

  /// Longer than any absence is waited for.
  private static let memory = Span.minutes(10)

  /// Where stations went in earlier lives.
  mutating func remember(_ moves: [StationKey: StationKey]) { self.moves = moves }

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

  /// A station is known in another place now. Returns the desktops that are shown at it.
  mutating func follow(_ old: StationKey, to new: StationKey) -> [StationKey] {
    var shown: [StationKey] = []
    for picture in pictures.values {
      for desktop in picture.desktops where desktop.station == old {
        shown.append(.desktop(plugin: picture.plugin, id: desktop.id))
      }
    }
    // One that went there and back is where it was.
    for (from, to) in moves where to == old { moves[from] = from == new ? nil : new }
    moves[old] = new
    moves[new] = nil
    pictures = pictures.mapValues { following($0).picture }
    for (key, gone) in vanished where gone.desktop.station == old {
      vanished[key]?.desktop.station = new
    }
    return shown.sorted()
  }

  /// Another station has come to this place: from now on its key means that one.
  mutating func settle(at key: StationKey) { moves[key] = nil }

  private func following(
    _ picture: DesktopPicture
  ) -> (picture: DesktopPicture, translated: [StationKey: StationKey]) {
    if moves.isEmpty { return (picture, [:]) }
    var picture = picture
    var translated: [StationKey: StationKey] = [:]
    for index in picture.desktops.indices {
      guard let old = picture.desktops[index].station, let new = moves[old] else { continue }
      picture.desktops[index].station = new
      translated[.desktop(plugin: picture.plugin, id: picture.desktops[index].id)] = new
    }
    return (picture, translated)
  }

  mutating func note(_ text: String, level: Int, of plugin: String, now: Timestamp) {
    logs[plugin, default: PluginLog()].add(text, level: level, now: now)
  }

  /// The clock was put right: what lasts, lasts as long as before.
  mutating func shift(by span: Span) {
    lostSince = lostSince.mapValues { $0 + span }
    vanished = vanished.mapValues { VanishedDesktop(desktop: $0.desktop, since: $0.since + span) }
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

import PluginProtocol
import StationModel

/// Which desktops of one plugin were assigned by this host, over all its processes: what the plugin
/// has lost when it is back is assigned again.
actor Bindings {
  private var bound: [String: Bound] = [:]
  private var templates: Set<String> = []

  private struct Bound {
    var station: AssignedStation
    var standing: Standing
  }

  private enum Standing {
    /// The plugin has accepted it, and no snapshot has come since.
    case accepted
    /// A snapshot has shown the station.
    case seen
    /// It was accepted, and the next snapshot does not show it: perhaps the plugin could not do it.
    case doubted
  }

  /// An assignment that the plugin had and has no more.
  struct Loss: Sendable, Equatable {
    var desktop: String
    var station: AssignedStation
  }

  func isTemplate(_ desktop: String) -> Bool { templates.contains(desktop) }

  /// The plugin has accepted the operation.
  func accepted(_ action: Operation.Action, on desktop: String) {
    switch action {
    // What is made of a template has an id that only the plugin knows.
    case .assign where templates.contains(desktop): break
    case .assign(let station): bound[desktop] = Bound(station: station, standing: .accepted)
    case .unassign: bound[desktop] = nil
    case .start, .stop: break
    }
  }

  /// Is it still to be assigned to that station?
  func holds(_ loss: Loss) -> Bool { bound[loss.desktop]?.station == loss.station }

  /// Takes all desktops of a snapshot. Returns what is to be assigned again if it is the first list
  /// after a restart; later, a desktop that leaves its station does so by the plugin's own will.
  func saw(_ desktops: [Desktop], afterRestart: Bool) -> [Loss] {
    var losses: [Loss] = []
    templates = Set(desktops.lazy.filter(\.isTemplate).map(\.id))
    guard !bound.isEmpty else { return [] }
    for desktop in desktops {
      guard let known = bound[desktop.id] else { continue }
      if desktop.station?.text == known.station.key {
        bound[desktop.id]?.standing = .seen
        continue
      }
      switch (known.standing, isBound: desktop.station != nil, afterRestart) {
      case (.accepted, isBound: false, true), (.seen, isBound: false, true):
        losses.append(Loss(desktop: desktop.id, station: known.station))
      case (.accepted, isBound: false, false), (.doubted, isBound: false, false):
        bound[desktop.id]?.standing = .doubted
      default: bound[desktop.id] = nil
      }
    }
    if bound.count > Contract.desktopLimit {
      let listed = Set(desktops.map(\.id))
      bound = bound.filter { listed.contains($0.key) }
    }
    return losses
  }
}

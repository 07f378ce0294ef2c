import PluginHost
import PluginProtocol
import StationModel

/// What was seen during a storm, in numbers: the events themselves would be the memory that is
/// measured.
actor StormLog {
  private(set) var isReady = false
  private(set) var violations = 0
  private(set) var flooded: Set<String> = []
  /// The ids of the last picture of each plugin.
  private(set) var pictures: [String: String] = [:]

  func take(_ event: PluginEvent) {
    switch event {
    case .status(let status):
      if status.name == "good", status.phase == .ready { isReady = true }
      if status.health.why?.contains("floods") == true { flooded.insert(status.name) }
    case .violation: violations += 1
    case .picture(let picture):
      pictures[picture.plugin] =
        picture.desktops.map(\.id).joined(separator: "+") + (picture.isStale ? "?" : "")
    case .log, .gone: break
    }
  }
}

import DeviceFacts
import Logging
import StationModel
import USB
import Udev

/// What hubs say of themselves: ports, power switches, the box that they are part of. Asking one
/// takes up to a second of USB time, so it is done on another thread, and the agent goes on.
extension Agent {
  /// Asks each hub that has come, once, a few at a time. One that may not be opened is left unasked:
  /// topology goes on with what sysfs says.
  func askHubs() {
    guard hubsAsked.count < Self.hubsAtATime else { return }
    for hub in monitor?.unreadHubs ?? [] {
      guard let node = hub.node, hubsAsked.insert(hub.path).inserted else { continue }
      Task { heard(await HubReader.read(node: node), from: hub) }
      if hubsAsked.count >= Self.hubsAtATime { return }
    }
  }

  /// Hubs that could still say which box they are.
  var unread: Set<DevicePath> {
    hubsAsked.union((monitor?.unreadHubs ?? []).map(\.path))
  }

  /// A classroom that is switched on at once has a hundred, and each question has a thread of its own.
  private static let hubsAtATime = 4

  private func heard(_ answer: Result<HubReport, USBError>, from hub: Device) {
    hubsAsked.remove(hub.path)
    guard let monitor else { return }
    switch answer {
    case .success(let report): _ = monitor.learn(hub, report)
    case .failure(let error):
      // Not louder: where the agent may not, it is so for every hub at every plug. `doctor` says it.
      log.debug("the hub \(hub.path) was not asked what it is: \(error)")
      monitor.cannotAsk(hub, why: error.description)
    }
    // Also if it told nothing: a newcomer may have waited for its word. And it asks the next ones.
    look()
  }
}

import StationModel
import USB

/// A station whose port is being switched.
struct PowerRun {
  var cycle: PortPowerCycle
  /// Ends when the power is back.
  var task: Task<Result<[PowerWay], USBError>, Never>
  /// The hub that is watched.
  var anchor: DevicePath
  var sighting: Sighting
  /// One element, or more, once the hub is back; ends when there is no more to wait for.
  let news: AsyncStream<Void>
  let bell: AsyncStream<Void>.Continuation

  init(
    cycle: PortPowerCycle, task: Task<Result<[PowerWay], USBError>, Never>, anchor: DevicePath,
    sighting: Sighting
  ) {
    (self.cycle, self.task, self.anchor, self.sighting) = (cycle, task, anchor, sighting)
    (news, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Takes in what a look shows of the hub.
  mutating func see(_ hub: Device?) {
    sighting.see(hub)
    if sighting == .back { bell.yield() }
  }
}

/// What was seen of a hub since its power was taken: a step for each look.
enum Sighting: Equatable {
  /// As it was; with its node, since the kernel gives one that comes back another.
  case present(node: String?)
  case gone
  case back

  /// What else is plugged into the port of a hub that is gone is no sight of it.
  mutating func see(_ found: Device?) {
    var device = found
    if case .usb(let usb) = found?.facts, usb.isHub {} else { device = nil }
    switch (self, device) {
    case (.present, nil), (.back, nil): self = .gone
    // Gone and come between two looks.
    case (.present(let node), let device?) where device.node != node: self = .back
    case (.gone, .some): self = .back
    default: break
    }
  }
}

import DeviceFacts
import StationModel
import Testing

@testable import Udev

@Suite("What hubs say themselves")
struct LearnedTests {
  private static let path = DevicePath("/sys/devices/usb1/1-1")
  private let facts = HubFacts(ports: 4, isCompound: false, power: .perPort)

  private func hub(_ node: String? = "/dev/bus/usb/001/004", label: String = "hub") -> Device {
    Device(
      path: Self.path, label: label, node: node, facts: .usb(USBFacts(isHub: true, route: [1])))
  }

  private func known(_ monitor: DeviceMonitor) -> HubFacts? {
    guard case .usb(let usb)? = monitor.picture[Self.path]?.facts else { return nil }
    return usb.hub
  }

  private func monitor(_ script: Script) throws -> DeviceMonitor {
    try DeviceMonitor(source: script) {}
  }

  @Test func outlivesEventsAndOverflows() throws {
    let script = Script([hub()])
    let monitor = try monitor(script)
    #expect(monitor.unreadHubs == [hub()])
    #expect(monitor.learn(hub(), HubReport(hub: facts)))
    #expect(known(monitor) == facts)
    #expect(monitor.unreadHubs.isEmpty)
    #expect(!monitor.learn(hub(), HubReport(hub: facts)))
    script.queue = [.present(Self.path, hub(label: "another name")), .overflow]
    monitor.drain()
    #expect(known(monitor) == facts)
    #expect(monitor.unreadHubs.isEmpty)
  }

  @Test func endsWithTheHub() throws {
    let script = Script([hub()])
    let monitor = try monitor(script)
    _ = monitor.learn(hub(), HubReport(hub: facts))
    script.queue = [.removed(Self.path), .present(Self.path, hub())]
    monitor.drain()
    #expect(known(monitor) == nil)
    #expect(monitor.unreadHubs == [hub()])
  }

  @Test func isNotTakenForAnotherHubInTheSamePlace() throws {
    let script = Script([hub()])
    let monitor = try monitor(script)
    _ = monitor.learn(hub(), HubReport(hub: facts))
    // The removal was lost.
    let other = hub("/dev/bus/usb/001/005")
    script.queue = [.present(Self.path, other)]
    monitor.drain()
    #expect(known(monitor) == nil)
    #expect(monitor.unreadHubs == [other])
    // And an answer that was on its way is nobody's.
    #expect(!monitor.learn(hub(), HubReport(hub: facts)))
    #expect(known(monitor) == nil)
  }

  @Test func aHubThatCannotBeAskedIsAskedAgainOnlyAfterAnEvent() throws {
    let script = Script([hub()])
    var words = 0
    let monitor = try DeviceMonitor(source: script) { words += 1 }
    monitor.cannotAsk(hub(), why: "denied")
    #expect(monitor.unreadHubs.isEmpty)
    #expect(monitor.closedHubs.map(\.why) == ["denied"])
    script.queue = [.present(Self.path, hub())]
    monitor.drain()
    #expect(monitor.unreadHubs == [hub()])
    #expect(monitor.closedHubs.isEmpty)
    #expect(words == 1, "the agent must hear of it, although the picture is the same")
  }

  @Test func withoutANodeThereIsNothingToAsk() throws {
    #expect(try monitor(Script([hub(nil)])).unreadHubs.isEmpty)
  }
}

import StationModel
import Testing

@testable import Udev

/// The picture against everything that libudev can say, from a script.
@Suite struct DeviceMonitorTests {
  private static let hub = DevicePath("/sys/devices/usb1/1-1")
  private static let keyboard = DevicePath("/sys/devices/usb1/1-1/1-1.2/input/input5")
  private static let card = DevicePath("/sys/devices/pci/drm/card1")
  private static let socket = DevicePath("/sys/devices/pci/drm/card1/card1-HDMI-A-1")
  private static let otherSocket = DevicePath("/sys/devices/pci/drm/card1/card1-DP-1")

  private static func device(_ path: DevicePath, _ label: String = "thing") -> Device {
    Device(path: path, label: label, facts: .sound)
  }

  private static func graphics() -> Device {
    Device(
      path: card, label: "card", facts: .card(CardFacts(isBootConsole: false)))
  }

  private static func connector(
    _ path: DevicePath, _ status: ConnectorFacts.Status
  ) -> Device {
    Device(
      path: path, label: path.name, facts: .connector(ConnectorFacts(name: "x", status: status)))
  }

  private final class Seen { var changes = 0 }

  private func watch(_ script: Script) throws -> (DeviceMonitor, Seen) {
    let seen = Seen()
    return (try DeviceMonitor(source: script) { seen.changes += 1 }, seen)
  }

  @Test func theColdStartTakesWhatIsThereAndWhatCameMeanwhile() throws {
    let script = Script([Self.device(Self.hub)])
    script.queue = [.present(Self.keyboard, Self.device(Self.keyboard)), .removed(Self.hub)]
    let (monitor, _) = try watch(script)
    // The hub's removal takes along what is below it.
    #expect(monitor.picture.count == 0)
    script.queue = [.present(Self.keyboard, Self.device(Self.keyboard))]
    monitor.drain()
    #expect(monitor.picture[Self.keyboard] != nil)
  }

  @Test func manyEventsAreOneChange() throws {
    let script = Script([])
    let (monitor, seen) = try watch(script)
    script.queue = [
      .present(Self.hub, Self.device(Self.hub)),
      .present(Self.hub, Self.device(Self.hub, "now with a name")),
      .present(Self.keyboard, Self.device(Self.keyboard)),
    ]
    monitor.drain()
    #expect(seen.changes == 1)
    #expect(monitor.picture[Self.hub]?.label == "now with a name")
  }

  @Test func anEventThatChangesNothingIsNoChange() throws {
    let script = Script([Self.device(Self.hub)])
    let (monitor, seen) = try watch(script)
    script.queue = [
      .present(Self.hub, Self.device(Self.hub)), .removed(Self.keyboard),
      .present(Self.socket, nil),
    ]
    monitor.drain()
    monitor.drain()
    #expect(seen.changes == 0)
    #expect(monitor.picture.count == 1)
  }

  @Test func anOverflowReadsEverythingAnew() throws {
    let script = Script([Self.device(Self.hub), Self.device(Self.keyboard)])
    let (monitor, seen) = try watch(script)
    let before = script.enumerations
    // The keyboard's removal and the card's arrival are lost; an older event still waits.
    script.queue = [.overflow, .present(Self.keyboard, Self.device(Self.keyboard)), .overflow]
    script.devices = [Self.device(Self.hub), Self.device(Self.card)]
    monitor.drain()
    #expect(monitor.picture == DevicePicture(script.devices))
    #expect(monitor.overflows == 2)
    #expect(script.enumerations == before + 1)
    #expect(seen.changes == 1)
  }

  /// The counter is shown, so it must be published.
  @Test func anOverflowThatLostNothingIsToldAllTheSame() throws {
    let script = Script([Self.device(Self.hub)])
    let (monitor, seen) = try watch(script)
    script.queue = [.overflow]
    monitor.drain()
    #expect(monitor.overflows == 1)
    #expect(seen.changes == 1)
  }

  @Test func anOverflowDuringTheColdStartIsRecoveredFrom() throws {
    let script = Script([Self.device(Self.hub)])
    script.queue = [.overflow]
    script.onReceive = { script.devices = [Self.device(Self.card)] }
    let (monitor, _) = try watch(script)
    #expect(monitor.picture == DevicePicture([Self.device(Self.card)]))
  }

  @Test func anOverflowWhileNothingCanBeReadIsRecoveredFromLater() throws {
    let script = Script([Self.device(Self.hub)])
    let (monitor, seen) = try watch(script)
    script.queue = [.overflow]
    script.devices = [Self.device(Self.card)]
    script.isBroken = true
    monitor.drain()
    #expect(monitor.picture[Self.hub] != nil)
    script.isBroken = false
    script.queue = [.present(Self.keyboard, Self.device(Self.keyboard))]
    script.devices.append(Self.device(Self.keyboard))
    monitor.drain()
    #expect(monitor.picture == DevicePicture(script.devices))
    #expect(seen.changes == 1)
  }

  @Test func aFailedReceiveEndsTheRoundAndReadsAnew() throws {
    let script = Script([Self.device(Self.hub)])
    let (monitor, seen) = try watch(script)
    script.queue = [.failed(errno: 5), .removed(Self.card)]
    script.devices = [Self.device(Self.card)]
    monitor.drain()
    #expect(monitor.failures == 1)
    #expect(script.queue == [.removed(Self.card)])
    #expect(monitor.picture == DevicePicture([Self.device(Self.card)]))
    #expect(seen.changes == 1)
  }

  @Test func aDeviceThatVanishedBeforeItsEventWasReadIsGone() throws {
    let script = Script([Self.device(Self.hub), Self.device(Self.keyboard)])
    let (monitor, seen) = try watch(script)
    script.queue = [.present(Self.keyboard, nil)]
    monitor.drain()
    #expect(monitor.picture[Self.keyboard] == nil)
    #expect(seen.changes == 1)
  }

  @Test func aChangeOfACardReadsItsSocketsAgain() throws {
    let script = Script([Self.graphics(), Self.connector(Self.socket, .disconnected)])
    let (monitor, seen) = try watch(script)
    script.queue = [.present(Self.card, Self.graphics())]
    script.devices = [Self.graphics(), Self.connector(Self.socket, .connected)]
    monitor.drain()
    #expect(monitor.picture[Self.socket] == Self.connector(Self.socket, .connected))
    #expect(seen.changes == 1)
    // DisplayPort sockets come and go with daisy-chained monitors.
    script.queue = [.present(Self.card, Self.graphics())]
    script.devices = [Self.graphics(), Self.connector(Self.otherSocket, .connected)]
    monitor.drain()
    #expect(monitor.picture == DevicePicture(script.devices))
    #expect(seen.changes == 2)
  }

  private static func usbHub(_ path: String, route: [Int], peer: String? = nil) -> Device {
    Device(
      path: DevicePath(path), label: "hub",
      facts: .usb(USBFacts(isHub: true, route: route, peer: peer.map { DevicePath($0) })))
  }

  @Test(arguments: [
    // The other half of the hub above, and the other root hub of the controller.
    ("/sys/c/usb1/1-1/1-1.4", [1, 4], "/sys/c/usb2/2-1", [1], "/sys/c/usb1/1-1" as String?),
    ("/sys/c/usb1/1-1", [1], "/sys/c/usb2", [], nil),
  ])
  func aHalfThatComesLaterMakesThePeersOfTheEarlierKnown(
    early: String, route: [Int], late: String, lateRoute: [Int], latePeer: String?
  ) throws {
    let script = Script([Self.usbHub(early, route: route)])
    let (monitor, seen) = try watch(script)
    let other = Self.usbHub(late, route: lateRoute, peer: latePeer)
    let joined = Self.usbHub(early, route: route, peer: late + "/2-9")
    // What is not in the picture yet comes by an event of its own.
    let below = Self.usbHub(early + "/1-1.9", route: route + [9], peer: "/sys/c/usb2/x")
    script.devices = [joined, other, below]
    script.queue = [.present(other.path, other)]
    monitor.drain()
    #expect(monitor.picture == DevicePicture([joined, other]))
    #expect(seen.changes == 1)
  }

  @Test func aStartThatCannotReadDevicesFails() {
    let script = Script([])
    script.isBroken = true
    #expect(throws: UdevError.self) { try self.watch(script) }
  }
}

/// What libudev would say.
final class Script: EventSource {
  let descriptor: Int32 = -1
  var devices: [Device]
  var queue: [Received] = []
  var isBroken = false
  var enumerations = 0
  var onReceive: () -> Void = {}

  init(_ devices: [Device]) { self.devices = devices }

  func enumerate() throws(UdevError) -> [Device] {
    enumerations += 1
    if isBroken { throw UdevError(what: "cannot list devices", code: 5) }
    return devices
  }

  func enumerate(below path: DevicePath) throws(UdevError) -> [Device] {
    devices.filter { $0.path.isBelow(path) }
  }

  func receive() -> Received {
    onReceive()
    return queue.isEmpty ? .nothing : queue.removeFirst()
  }
}

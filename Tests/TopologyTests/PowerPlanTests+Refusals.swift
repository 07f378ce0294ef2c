import StationModel
import Testing

@testable import Topology

/// For which stations no port is switched.
extension PowerPlanTests {
  @Test func whatIsNoHubIsRefused() {
    #expect(throws: PowerRefusal.host) { try plan(Self.classroom(), .host) }
    #expect(throws: PowerRefusal.absent) { try plan(Self.classroom(), Bench.key(9)) }
    #expect(throws: PowerRefusal.absent) {
      try plan(Self.classroom(), .desktop(plugin: "list", id: "lab-1"))
    }
  }

  @Test func aHubAboveThatIsNotKnownIsRefused() {
    var bench = Bench.computer
    bench.hub(7, 2)
    bench.keyboard(7, 2, 1)
    #expect(throws: PowerRefusal.noHubAbove) { try plan(bench, Bench.key(7, 2)) }
  }

  @Test func aHubThatCannotOrDoesNotSayIsRefused() {
    #expect(throws: PowerRefusal.notKnown(hub: middle, label: "Switch", why: nil)) {
      try plan(Self.classroom())
    }
    #expect(throws: PowerRefusal.notKnown(hub: middle, label: "Switch", why: "denied")) {
      try plan(Self.classroom(), facts: PowerFacts(closedHubs: [middle: "denied"]))
    }
    #expect(throws: PowerRefusal.cannotSwitch(hub: middle, label: "Switch")) {
      try plan(Self.classroom(), powers: [middle: .none])
    }
  }

  @Test func aGangWithOthersIsRefused() {
    #expect(
      throws: PowerRefusal.gangedStations(hub: middle, label: "Switch", [Self.right])
    ) { try plan(Self.classroom(), powers: [middle: .ganged]) }
    var bench = Bench.computer
    bench.hub(1, label: "Switch")
    bench.hub(1, 2)
    bench.keyboard(1, 2, 1)
    bench.usb([1, 4], label: "Printer")
    #expect(throws: PowerRefusal.gangedDevices(hub: middle, label: "Switch", ["Printer"])) {
      try plan(bench, powers: [middle: .ganged])
    }
  }

  @Test func aChainIsRefusedAboveAndAllowedAtItsEnd() throws {
    var bench = Self.classroom()
    bench.hub(1, 2, 4)
    bench.keyboard(1, 2, 4, 1)
    let end = Bench.key(1, 2, 4)
    let powers: [DevicePath: HubFacts.PowerSwitching] = [
      middle: .perPort, Bench.path([1, 2]): .perPort,
    ]
    #expect(throws: PowerRefusal.chained([end])) { try plan(bench, powers: powers) }
    #expect(try plan(bench, end, powers: powers).ports.map(\.hub) == [Bench.path([1, 2])])
  }

  @Test func theHostsKeyboardIsNeverCutOff() {
    // Its radio is on the station's hub.
    var bench = Self.classroom()
    let radio = bench.usb([1, 2, 2], label: "Radio")
    bench.put(
      Device(
        path: DevicePath(radio.text + "/bluetooth/hci0/hci0:1/input/input77"), label: "BT board",
        facts: .input(InputFacts(roles: .keyboard, busType: 5))))
    #expect(throws: PowerRefusal.hostKeyboard(label: "BT board")) {
      try plan(bench, powers: [middle: .perPort])
    }
    // A gang that reaches it.
    var gang = Bench.bareBox
    gang.keyboard(1)
    gang.hub(2)
    gang.keyboard(2, 1)
    #expect(throws: PowerRefusal.hostKeyboard(label: "input")) {
      try plan(gang, Bench.key(2), powers: [Bench.path([]): .ganged])
    }
    // The host's only keyboard, left to it although it is on a hub.
    var only = Bench.bareBox
    only.hub(2)
    only.keyboard(2, 1)
    #expect(throws: PowerRefusal.hostKeyboard(label: "input")) {
      try plan(only, Bench.key(2), powers: [Bench.path([]): .perPort])
    }
  }

  @Test func aDisplayThatAnotherStationHasIsNotTakenAway() {
    var bench = Self.classroom()
    bench.adapter(1, 2, 4, number: 3)
    let guidance = Guidance(
      bindings: [Self.right: DisplayPlace(card: "pci-0000:00:01.0-usb-0:1.2.4:1.0")])
    #expect(throws: PowerRefusal.chained([Self.right])) {
      try plan(bench, powers: [middle: .perPort], guidance: guidance)
    }
  }

  @Test func aDiskInUseIsRefused() throws {
    var bench = Self.classroom()
    let stick = bench.storage([1, 2, 3])
    let disk = DevicePath(stick.text + "/1-1.2.3:1.0/host4/target4:0:0/4:0:0:0/block/sda")
    let powers: [DevicePath: HubFacts.PowerSwitching] = [middle: .perPort]
    #expect(throws: PowerRefusal.diskInUse(label: "Stick", ["/media/exam"])) {
      try plan(bench, powers: powers, facts: PowerFacts(disks: .inUse([disk: "/media/exam"])))
    }
    #expect(throws: PowerRefusal.disksNotKnown(label: "Stick", why: "closed")) {
      try plan(bench, powers: powers, facts: PowerFacts(disks: .unknown(why: "closed")))
    }
    // Elsewhere, and where there is none.
    let system = DevicePath("/sys/devices/pci0000:00/0000:00:1f.2/ata1/block/sda")
    _ = try plan(bench, powers: powers, facts: PowerFacts(disks: .inUse([system: "/"])))
    _ = try plan(
      Self.classroom(), powers: powers, facts: PowerFacts(disks: .unknown(why: "closed")))
  }

  @Test func everyRefusalSaysWhichStationAndWhatNext() {
    let hub = middle
    let refusals: [PowerRefusal] = [
      .host, .absent, .placeGone, .portTaken([Self.right]), .noHubAbove,
      .notKnown(hub: hub, label: "Hub", why: "denied"),
      .notKnown(hub: hub, label: "Hub", why: nil), .cannotSwitch(hub: hub, label: "Hub"),
      .chained([Self.right]), .gangedStations(hub: hub, label: "Hub", [Self.right, Self.left]),
      .gangedDevices(hub: hub, label: "Hub", ["Printer"]), .hostKeyboard(label: "K120"),
      .diskInUse(label: "Stick", ["/media/exam"]), .disksNotKnown(label: "Stick", why: "closed"),
    ]
    for refusal in refusals {
      let words = refusal.words(subject: "Station 3 (Left)") { "station \($0)" }
      #expect(words.message.lowercased().contains("station 3 (left)"), "\(refusal)")
      #expect(words.message.hasSuffix(".") && !words.nextStep.isEmpty, "\(refusal)")
    }
    let words = PowerRefusal.gangedStations(hub: hub, label: "Hub", [Self.right, Self.left])
      .words(subject: "Station 3 (Left)") { "station \($0)" }
    #expect(words.message.contains("station \(Self.right) and station \(Self.left) hang on it"))
  }
}

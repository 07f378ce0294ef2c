import StationModel
import Testing

@testable import Topology

/// A hub that hangs often leaves the bus: then its key alone says which port it had.
@Suite("Power of a port whose station is gone")
struct PowerMissingTests {
  private let middle = Bench.path([1])
  private let fastMiddle = Bench.path([1], bus: 2)
  private let left = PowerPlanTests.left
  private let right = PowerPlanTests.right

  /// The classroom's computer and its hub, with the right station alone.
  private func classroom() -> Bench {
    var bench = Bench.computer
    bench.hub(1, label: "Switch")
    bench.hub(1, 3, label: "Right")
    bench.keyboard(1, 3, 1)
    return bench
  }

  private func plan(
    _ bench: Bench, _ key: StationKey? = nil, powers: [DevicePath: HubFacts.PowerSwitching],
    isEnrolled: Bool = true, disks: PowerFacts.Disks = .inUse([:])
  ) throws(PowerRefusal) -> PowerPlan {
    let picture = bench.picture.with(powers)
    let key = key ?? left
    let guidance = Guidance(enrolled: isEnrolled ? [key, right] : [right])
    return try powerPlan(
      picture, sort(picture, guidance: guidance), station: key,
      facts: PowerFacts(disks: disks, isEnrolled: isEnrolled))
  }

  @Test func itsKeySaysThePort() throws {
    let plan = try plan(classroom(), powers: [middle: .perPort])
    #expect(plan.isMissing && plan.anchor == Bench.path([1, 2]))
    #expect(plan.ports.map(\.hub) == [middle] && plan.ports.map(\.port) == [2])
    #expect(plan.devices.isEmpty && plan.doubts.isEmpty)
  }

  @Test func oneThatIsThereIsNotMissing() throws {
    let there = try plan(PowerPlanTests.classroom(), powers: [middle: .perPort])
    #expect(!there.isMissing && !there.devices.isEmpty)
  }

  @Test func aRouteOfOneStepIsAPortOfTheRootHub() throws {
    let plan = try plan(Bench.computer, Bench.key(4), powers: [Bench.path([]): .perPort])
    #expect(plan.anchor == Bench.path([4]) && plan.ports.map(\.hub) == [Bench.path([])])
    #expect(plan.ports.map(\.port) == [4])
  }

  /// A controller of USB 3 has two root hubs of one name; stations are on the slower one.
  @Test func theRootHubOfUSB3IsNotMeant() throws {
    var bench = Bench.computer
    bench.fastRoot(bus: 3)
    let fast = Bench.path([], bus: 3, controller: 1)
    let plan = try plan(
      bench, Bench.key(4), powers: [Bench.path([]): .perPort, fast: .perPort])
    #expect(plan.ports.map(\.hub) == [Bench.path([])])
    #expect(plan.doubts.count == 1 && plan.doubts[0].contains("is not known"))
  }

  @Test func whoWasNeverAStationIsRefused() {
    let powers: [DevicePath: HubFacts.PowerSwitching] = [middle: .perPort]
    #expect(throws: PowerRefusal.absent) {
      try plan(classroom(), powers: powers, isEnrolled: false)
    }
    #expect(throws: PowerRefusal.host) { try plan(classroom(), .host, powers: powers) }
    for key in [
      StationKey.desktop(plugin: "list", id: "lab-1"), StationKey("pci-0000:00:01.0/"),
      StationKey("pci-0000:00:01.0/1.x"), StationKey("pci-0000:00:01.0/1.0"),
      StationKey("pci-0000:00:01.0/1.99999999999999999999"), StationKey("nonsense"),
    ] {
      #expect(throws: PowerRefusal.absent, "\(key)") { try plan(classroom(), key, powers: powers) }
    }
  }

  @Test func withoutTheHubAboveThereIsNoPort() {
    for key in [Bench.key(7, 2), Bench.key(2, bus: 9), Bench.key(1, 9)] {
      #expect(throws: PowerRefusal.placeGone, "\(key)") {
        try plan(classroom(), key, powers: [middle: .perPort])
      }
    }
  }

  @Test func theHubAboveMustBeAbleTo() {
    #expect(throws: PowerRefusal.cannotSwitch(hub: middle, label: "Switch")) {
      try plan(classroom(), powers: [middle: .none])
    }
    #expect(throws: PowerRefusal.notKnown(hub: middle, label: "Switch", why: nil)) {
      try plan(classroom(), powers: [:])
    }
    #expect(throws: PowerRefusal.gangedStations(hub: middle, label: "Switch", [right])) {
      try plan(classroom(), powers: [middle: .ganged])
    }
  }

  // MARK: Something else in its port

  @Test func whatIsInItsPortNowGoesToo() throws {
    for power in [HubFacts.PowerSwitching.perPort, .ganged] {
      var bench = Bench.computer
      bench.hub(1, label: "Switch")
      bench.usb([1, 2], label: "Camera")
      let plan = try plan(bench, powers: [middle: power])
      #expect(plan.isMissing && plan.devices == [Bench.path([1, 2])])
    }
  }

  @Test func theHostsKeyboardInItsPortStays() {
    // On the root hub: there it makes no station.
    var bench = Bench.bareBox
    bench.keyboard(4)
    #expect(throws: PowerRefusal.hostKeyboard(label: "input")) {
      try plan(bench, Bench.key(4), powers: [Bench.path([]): .perPort])
    }
  }

  @Test func anotherStationInItsPortStays() {
    // It was on the right station's hub, and something of that station is in its port now.
    var bench = classroom()
    bench.usb([1, 3, 4], label: "Camera")
    #expect(throws: PowerRefusal.portTaken([right])) {
      try plan(bench, Bench.key(1, 3, 4), powers: [Bench.path([1, 3]): .perPort])
    }
  }

  @Test func aMountedDiskInItsPortStays() {
    var bench = classroom()
    let stick = bench.storage([1, 2])
    let disk = DevicePath(stick.text + "/1-1.2:1.0/host4/target4:0:0/4:0:0:0/block/sda")
    #expect(throws: PowerRefusal.diskInUse(label: "Stick", ["/media/exam"])) {
      try plan(bench, powers: [middle: .perPort], disks: .inUse([disk: "/media/exam"]))
    }
  }

  // MARK: Two speeds

  private func fast() -> Bench {
    var bench = classroom()
    bench.hub(1, bus: 2, megabits: 5000)
    return bench
  }

  @Test func bothSidesOfItsSocketAreSwitched() throws {
    let bench = fast().pairing([middle: fastMiddle])
    let both = try plan(bench, powers: [middle: .perPort, fastMiddle: .perPort])
    #expect(both.ports.map(\.hub) == [middle, fastMiddle] && both.ports.map(\.port) == [2, 2])
    let one = try plan(bench, powers: [middle: .perPort, fastMiddle: .none])
    #expect(one.ports.map(\.hub) == [middle] && one.doubts.count == 1)
  }

  /// The half of USB 2 hangs, and the other is still there: it would keep the box awake.
  @Test func itsFasterHalfIsSwitchedOrNothingIs() throws {
    var bench = fast()
    bench.hub(1, 2, bus: 2, megabits: 5000)
    bench = bench.pairing([middle: fastMiddle])
    let plan = try plan(bench, powers: [middle: .perPort, fastMiddle: .perPort])
    #expect(plan.isMissing && plan.ports.map(\.hub) == [middle, fastMiddle])
    #expect(plan.devices == [Bench.path([1, 2], bus: 2)])
    #expect(throws: PowerRefusal.cannotSwitch(hub: fastMiddle, label: "hub")) {
      try self.plan(bench, powers: [middle: .perPort, fastMiddle: .none])
    }
  }

  /// On root hubs the numbers need not be equal; what still hangs there names its socket.
  @Test func aFasterHalfOnTheRootHubNamesItsSocket() throws {
    var bench = Bench.computer
    bench.fastRoot(bus: 3)
    let fast = Bench.path([], bus: 3, controller: 1)
    var facts = USBFacts(isHub: true, route: [9], bus: 3, megabits: 5000)
    facts.peer = Bench.path([4])
    let half = Bench.path([9], bus: 3, controller: 1)
    bench.put(Device(path: half, label: "half", facts: .usb(facts)))
    let plan = try plan(
      bench, Bench.key(4), powers: [Bench.path([]): .perPort, fast: .perPort])
    #expect(plan.ports.map(\.hub) == [Bench.path([]), fast] && plan.ports.map(\.port) == [4, 9])
    #expect(plan.devices == [half] && plan.doubts.isEmpty)
  }
}

extension Bench {
  /// The root hub of USB 3 of controller 1.
  mutating func fastRoot(bus: Int) {
    put(
      Device(
        path: Self.path([], bus: bus, controller: 1), label: "root", idPath: "pci-0000:00:01.0",
        facts: .usb(USBFacts(isHub: true, route: [], bus: bus, megabits: 5000))))
  }
}

import StationModel
import Testing

@testable import Topology

/// Which ports are switched for a station, and everything for which none is.
@Suite("Power of a station's port")
struct PowerPlanTests {
  /// A classroom's computer: keyboard and card of its own, and a hub with two stations' hubs on it.
  static func classroom() -> Bench {
    var bench = Bench.computer
    bench.hub(1, label: "Switch")
    bench.hub(1, 2, label: "Left")
    bench.keyboard(1, 2, 1)
    bench.hub(1, 3, label: "Right")
    bench.keyboard(1, 3, 1)
    return bench
  }

  static let left = Bench.key(1, 2)
  static let right = Bench.key(1, 3)

  private func plan(
    _ bench: Bench, _ key: StationKey = left, powers: [DevicePath: HubFacts.PowerSwitching] = [:],
    facts: PowerFacts = PowerFacts(), guidance: Guidance = Guidance()
  ) throws(PowerRefusal) -> PowerPlan {
    let picture = bench.picture.with(powers)
    return try powerPlan(
      picture, sort(picture, guidance: guidance), station: key, facts: facts)
  }

  private let middle = Bench.path([1])

  @Test func thePortAboveTheAnchorIsSwitchedAlone() throws {
    let plan = try plan(Self.classroom(), powers: [middle: .perPort])
    #expect(plan.anchor == Bench.path([1, 2]))
    #expect(plan.ports.map(\.hub) == [middle] && plan.ports.map(\.port) == [2])
    #expect(plan.devices == [Bench.path([1, 2]), Bench.path([1, 2, 1])])
    #expect(plan.doubts.isEmpty)
  }

  @Test func aRootHubThatCanSwitchIsAsGood() throws {
    var bench = Bench.computer
    bench.hub(4)
    bench.keyboard(4, 1)
    let plan = try plan(bench, Bench.key(4), powers: [Bench.path([]): .perPort])
    #expect(plan.ports.map(\.port) == [4] && plan.doubts.isEmpty)
  }

  /// The kernel does not say which port of the controller's other root hub is in the same socket.
  @Test func aSocketWithoutAKnownOtherSideIsSaid() throws {
    var bench = Bench.computer
    bench.fastRoot(bus: 3)
    bench.hub(4)
    bench.keyboard(4, 1)
    let plan = try plan(bench, Bench.key(4), powers: [Bench.path([]): .perPort])
    #expect(plan.ports.map(\.port) == [4])
    #expect(plan.doubts.count == 1 && plan.doubts[0].contains("is not known"))
    // Said, but that hub is not there.
    let said = bench.pairing([Bench.path([4]): Bench.path([9], bus: 8)])
    #expect(try self.plan(said, Bench.key(4), powers: [Bench.path([]): .perPort]).doubts.count == 1)
  }

  @Test func aGangOfOneStationIsSwitchedWhole() throws {
    var bench = Bench.computer
    bench.hub(1, label: "Switch")
    bench.hub(1, 2)
    bench.keyboard(1, 2, 1)
    let plan = try plan(bench, powers: [middle: .ganged])
    #expect(plan.ports.map(\.port) == [1, 2, 3, 4])
  }

  @Test func aBoxOfSeveralChipsIsSwitchedAtItsOutermostOne() throws {
    var bench = Bench.computer
    bench.hub(1, label: "Switch")
    bench.hub(1, 2)
    bench.hub(1, 2, 4, removable: .fixed)
    bench.keyboard(1, 2, 4, 1)
    let plan = try plan(bench, powers: [middle: .perPort])
    #expect(plan.anchor == Bench.path([1, 2]) && plan.ports.map(\.port) == [2])
    #expect(plan.devices.count == 3)
  }

  // MARK: Two speeds

  /// A hub of USB 3 with a station's hub of USB 3 in port 2 of both its halves.
  static func fast(_ isHubFast: Bool = true) -> Bench {
    var bench = classroom()
    bench.hub(1, bus: 2, megabits: 5000)
    if isHubFast { bench.hub(1, 2, bus: 2, megabits: 5000) }
    return bench.pairing([
      Bench.path([1]): Bench.path([1], bus: 2), Bench.path([1, 2]): Bench.path([1, 2], bus: 2),
    ])
  }

  private let fastMiddle = Bench.path([1], bus: 2)

  @Test func bothHalvesOfABoxLoseTheirPower() throws {
    let plan = try plan(Self.fast(), powers: [middle: .perPort, fastMiddle: .perPort])
    #expect(plan.ports.map(\.hub) == [middle, fastMiddle])
    #expect(plan.ports.map(\.port) == [2, 2])
    #expect(plan.devices.contains(Bench.path([1, 2], bus: 2)))
  }

  @Test func halfABoxIsNotSwitched() {
    #expect(throws: PowerRefusal.cannotSwitch(hub: fastMiddle, label: "hub")) {
      try plan(Self.fast(), powers: [middle: .perPort, fastMiddle: .none])
    }
    #expect(throws: PowerRefusal.notKnown(hub: fastMiddle, label: "hub", why: nil)) {
      try plan(Self.fast(), powers: [middle: .perPort])
    }
  }

  @Test func theEmptySideOfItsSocketIsSwitchedToo() throws {
    let both = try plan(Self.fast(false), powers: [middle: .perPort, fastMiddle: .perPort])
    #expect(both.ports.map(\.hub) == [middle, fastMiddle] && both.ports.map(\.port) == [2, 2])
    let one = try plan(Self.fast(false), powers: [middle: .perPort, fastMiddle: .none])
    #expect(one.ports.map(\.hub) == [middle])
    #expect(one.doubts.count == 1 && one.doubts[0].contains("may keep its power"))
  }

  @Test func withoutTheKernelsWordTheSameNumberOnTheOtherHalfIsIt() throws {
    var bench = Self.classroom()
    bench.hub(1, bus: 2, megabits: 5000)
    bench = bench.pairing([Bench.path([1]): Bench.path([1], bus: 2)])
    let plan = try plan(bench, powers: [middle: .perPort, fastMiddle: .perPort])
    #expect(plan.ports.map(\.hub) == [middle, fastMiddle])
  }

  // MARK: Refusals

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

extension DevicePicture {
  /// The same with what these hubs said of their four ports.
  func with(_ powers: [DevicePath: HubFacts.PowerSwitching]) -> DevicePicture {
    DevicePicture(
      devices.values.map { device in
        guard let power = powers[device.path], case .usb(var usb) = device.facts else {
          return device
        }
        var device = device
        usb.hub = HubFacts(ports: 4, isCompound: false, power: power)
        device.facts = .usb(usb)
        return device
      })
  }
}

extension Bench {
  /// The kernel says of these sockets that they are one, whichever way it is asked.
  func pairing(_ pairs: [DevicePath: DevicePath]) -> Bench {
    var bench = Bench()
    let both = pairs.merging(pairs.map { ($1, $0) }) { first, _ in first }
    for device in devices {
      var device = device
      if let peer = both[device.path], case .usb(var usb) = device.facts {
        usb.peer = peer
        device.facts = .usb(usb)
      }
      bench.put(device)
    }
    return bench
  }

  mutating func storage(_ route: [Int]) -> DevicePath {
    let path = Self.path(route)
    put(
      Device(
        path: path, label: "Stick",
        facts: .usb(USBFacts(isHub: false, route: route, bus: 1, interfaces: [0x08_06_50]))))
    return path
  }
}

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

  func plan(
    _ bench: Bench, _ key: StationKey = left, powers: [DevicePath: HubFacts.PowerSwitching] = [:],
    facts: PowerFacts = PowerFacts(), guidance: Guidance = Guidance()
  ) throws(PowerRefusal) -> PowerPlan {
    let picture = bench.picture.with(powers)
    return try powerPlan(
      picture, sort(picture, guidance: guidance), station: key, facts: facts)
  }

  let middle = Bench.path([1])

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

  let fastMiddle = Bench.path([1], bus: 2)

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

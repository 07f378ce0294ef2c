import StationModel
import Testing
import Topology

/// Part of rule 4: what is a keyboard, and for whom.
@Suite struct KeyboardTests {
  private let one = Bench.key(1)

  @Test(
    arguments: [
      (0x1050, 0x0407), (0x0c45, 0x7401), (0x0c45, 0x7403), (0x05e0, 0x1200), (0x05f9, 0x2206),
      (0x0c2e, 0x0204),
    ] as [(UInt16, UInt16)])
  func keySendersThatAreNoKeyboardsMakeNoStation(vendor: UInt16, product: UInt16) {
    var bench = Bench.computer
    bench.hub(1)
    bench.input(1, 1, roles: [[.keyboard, .keys]], vendor: vendor, product: product)
    #expect(bench.sorted().keys == ["host"])
  }

  @Test func aMicrodiaKeyboardIsAKeyboard() {
    var bench = Bench.computer
    bench.hub(1)
    bench.input(1, 1, roles: [.keyboard], vendor: 0x0c45, product: 0x7605)
    #expect(bench.sorted().keys.count == 2)
  }

  @Test func keysAloneVirtualAndBluetoothAreNoStations() {
    var bench = Bench.computer
    bench.hub(1)
    bench.input(1, 1, roles: [.keys])
    bench.input(1, 2, roles: [.keyboard], busType: 6)
    let radio = bench.input(1, 3, roles: [.keyboard], busType: 5)
    let sorting = bench.sorted()
    #expect(sorting.keys == ["host"])
    #expect(sorting.owner(radio) == .host)
  }

  @Test func aBluetoothKeyboardIsTheHostsWhereverItsRadioIs() throws {
    var bench = Bench.bareBox
    bench.hub(1)
    bench.keyboard(1, 1)
    bench.input(1, 3, roles: [.keyboard, .mouse], busType: 5)
    let sorting = bench.sorted()
    #expect(sorting.kinds(one) == [.hub, .keyboard, .other])
    #expect(sorting.kinds(.host) == [.display, .keyboard, .pointer])
    let keyboard = try #require(sorting[.host]?.parts.first { $0.kind == .keyboard })
    #expect(sorting.assignments[keyboard.device]?.why.contains("Bluetooth") == true)
  }

  @Test func aBluetoothKeyboardServedFromUserSpaceCountsForTheHost() {
    var bench = Bench.bareBox
    bench.put(
      Device(
        path: DevicePath("/sys/devices/virtual/misc/uhid/0005:1.1/input/input7"), label: "k",
        facts: .input(InputFacts(roles: .keyboard, busType: 5))))
    #expect(bench.sorted()[.host]?.presence == .complete)
  }

  @Test func aVirtualKeyboardDoesNotMakeTheHostComplete() {
    var bench = Bench.bareBox
    bench.put(
      Device(
        path: DevicePath("/sys/devices/virtual/input/input7"), label: "k",
        facts: .input(InputFacts(roles: .keyboard, busType: 3))))
    #expect(bench.sorted()[.host]?.presence == .incomplete(missing: [.keyboard]))
  }

  @Test func oneReceiverForBothMakesAStation() {
    var bench = Bench.computer
    bench.hub(1)
    bench.input(1, 1, roles: [.keyboard, .mouse])
    #expect(bench.sorted().kinds(one) == [.hub, .keyboard, .pointer])
  }

  @Test func aGamingMouseIsNoKeyboardWhereThereIsOne() {
    for (keyboard, mouse) in [([1, 1], [1, 2]), ([1, 1], [1, 4, 1]), ([1, 4, 1], [1, 1])] {
      var bench = Bench.computer
      bench.hub(1)
      bench.hub(1, 4)
      bench.usb(mouse)
      for (number, role) in [InputFacts.Roles.keyboard, .mouse].enumerated() {
        bench.put(
          Device(
            path: DevicePath(Bench.path(mouse).text + "/x:1.\(number)/input/input\(number)"),
            label: "m", facts: .input(InputFacts(roles: role, busType: 3))))
      }
      let board = bench.usb(keyboard)
      bench.put(
        Device(
          path: DevicePath(board.text + "/x:1.0/input/input8"), label: "k",
          facts: .input(InputFacts(roles: .keyboard, busType: 3))))
      let physical = bench.sorted().candidates.filter { $0.kind == .physical }
      #expect(physical.count == 1)
      #expect(physical.first?.parts.count { $0.kind == .keyboard } == 1)
    }
  }

  // MARK: Keyboards with a hub inside

  @Test func aKeyboardSolderedToItsHubClimbsToTheStationsHub() {
    var bench = Bench.computer
    bench.hub(1)
    bench.hub(1, 2)
    bench.input(1, 2, 1, roles: [.keyboard], removable: .fixed)
    bench.mouse(1, 2, 2)
    let sorting = bench.sorted()
    #expect(sorting.keys == ["host", one.text])
    #expect(sorting.kinds(one) == [.hub, .hub, .keyboard, .pointer])
  }

  /// What the hub's own descriptor says, with a keyboard on port 1 and other things on more ports.
  @Test(
    arguments: [
      // Soldered to its port, whoever made it.
      (HubFacts(ports: 3, isCompound: true, power: .none, fixedPorts: [1]), 0x1111, [], true),
      (HubFacts(ports: 3, isCompound: false, power: .none, fixedPorts: [1]), 0x1111, [2], true),
      // Something else is.
      (HubFacts(ports: 3, isCompound: true, power: .none, fixedPorts: [2]), 0x0409, [2], false),
      (HubFacts(ports: 4, isCompound: true, power: .none, fixedPorts: [1, 2]), 0x0409, [2], false),
      // Soldered as well, but nothing is on that port.
      (HubFacts(ports: 4, isCompound: true, power: .none, fixedPorts: [1, 2]), 0x1111, [3], true),
      // All ports: badly made, unless it is one thing with the keyboard and of one maker.
      (HubFacts(ports: 2, isCompound: false, power: .none, fixedPorts: [1, 2]), 0x0409, [], false),
      (HubFacts(ports: 2, isCompound: true, power: .none, fixedPorts: [1, 2]), 0x1111, [], false),
      (HubFacts(ports: 2, isCompound: true, power: .none, fixedPorts: [1, 2]), 0x0409, [], true),
      (HubFacts(ports: 2, isCompound: true, power: .none, fixedPorts: [1, 2]), 0x0409, [2], false),
      // One maker alone: a dock and a keyboard of one brand.
      (HubFacts(ports: 4, isCompound: true, power: .none), 0x0409, [], false),
    ] as [(HubFacts, UInt16, [Int], Bool)])
  func theHubsOwnWordTellsAKeyboard(
    hub: HubFacts, vendor: UInt16, others: [Int], isKeyboard: Bool
  ) {
    var bench = Bench.computer
    bench.usb([1], isHub: true, removable: .removable, vendor: 0x0409, hub: hub)
    bench.input(1, 1, roles: [.keyboard], vendor: vendor)
    for port in others { bench.usb([1, port]) }
    #expect(bench.sorted().keys == (isKeyboard ? ["host"] : ["host", one.text]))
  }

  @Test func aSeatHandedDownDoesNotMakeAKeyboardsHubAStation() {
    var bench = Bench.computer
    bench.hub(1, seat: "seat-2")
    bench.hub(1, 2, seat: "seat-2")
    bench.input(1, 2, 1, roles: [.keyboard], seat: "seat-2", removable: .fixed)
    #expect(bench.sorted().keys == ["host", one.text])
  }

  @Test func aKeyboardWithItsOwnHubOnARootOrInternalPortIsTheHosts() {
    for inner in [[], [3]] {
      var bench = Bench.computer
      if !inner.isEmpty { bench.hub(3, removable: .fixed) }
      bench.usb(
        inner + [1], isHub: true, removable: .removable, label: "Apple Keyboard Hub", vendor: 0x05ac
      )
      let keyboard = bench.usb(inner + [1, 2], vendor: 0x05ac)
      bench.put(
        Device(
          path: DevicePath(keyboard.text + "/x:1.0/input/input8"), label: "k",
          facts: .input(InputFacts(roles: .keyboard, busType: 3))))
      #expect(bench.sorted().keys == ["host"])
    }
  }

  @Test func aDockAndAKeyboardOfOneBrandAreAStation() {
    var bench = Bench.computer
    bench.hub(1, label: "ThinkPad Dock Hub", vendor: 0x17ef)
    bench.input(1, 1, roles: [.keyboard], vendor: 0x17ef)
    #expect(bench.sorted().keys == ["host", one.text])
  }

  @Test func aHubThatCallsAllItsPortsFixedIsNotAKeyboard() {
    var bench = Bench.computer
    bench.hub(1)
    bench.input(1, 1, roles: [.keyboard], removable: .fixed)
    bench.input(1, 2, roles: [.mouse], removable: .fixed)
    #expect(bench.sorted().keys == ["host", one.text])
  }

  // MARK: The host's only keyboard

  @Test func theOnlyKeyboardStaysTheHosts() {
    var bench = Bench.bareBox
    bench.hub(1)
    bench.keyboard(1, 1)
    bench.mouse(1, 2)
    let sorting = bench.sorted()
    #expect(sorting[.host]?.presence == .complete)
    #expect(sorting[one]?.isHosts == true && sorting[one]?.isPart == false)
    #expect(sorting.kinds(one) == [.hub, .keyboard, .pointer])
    #expect(sorting[one]?.presence == .incomplete(missing: [.display]))
    #expect(sorting[.host]?.isHosts == false)
    guard case .undecided(let why)? = sorting[one]?.standing else {
      Issue.record("taken from the host")
      return
    }
    #expect(why.contains("only one"))
    #expect(sorting.owner(1) == .host && sorting.owner(1, 1) == .host)
    #expect(sorting.assignments[Bench.path([1, 1])]?.why.contains("only one") == true)
  }

  @Test func anAuthorityAboveTopologyTakesEvenTheOnlyKeyboard() {
    for guidance in [
      Guidance(enrolled: [one]), Guidance(bindings: [one: DisplayPlace(card: "pci-0000:00:0a.0")]),
    ] {
      var bench = Bench.bareBox
      bench.hub(1)
      bench.keyboard(1, 1)
      let sorting = bench.sorted(guidance)
      #expect(sorting.owner(1, 1) == one)
      #expect(sorting[.host]?.presence != .complete)
    }
  }

  /// A computer with a card, and hubs with keyboard and mouse.
  private func hubs(_ ports: Int...) -> Bench {
    var bench = Bench.bareBox
    for port in ports {
      bench.hub(port)
      bench.keyboard(port, 1)
      bench.mouse(port, 2)
    }
    return bench
  }

  @Test func aSecondHubDoesNotTakeTheHostsOnlyKeyboard() throws {
    let sorting = hubs(1, 2).sorted()
    #expect(sorting[.host]?.presence == .complete)
    for port in [1, 2] {
      let candidate = try #require(sorting[Bench.key(port)])
      guard case .undecided(let why) = candidate.standing else {
        Issue.record("\(candidate.key) was taken from the host")
        continue
      }
      #expect(why.contains("one of the keyboards that the computer needs"))
      let keyboard = sorting.assignments[Bench.path([port, 1])]
      #expect(keyboard?.station == .host)
      #expect(keyboard?.why.contains("one of the keyboards") == true)
      #expect(keyboard?.alternatives.map(\.station) == [candidate.key])
    }
  }

  @Test func aChainOfHubsIsLeftToTheHostAsAWhole() {
    var bench = hubs(1)
    bench.hub(1, 4)
    bench.keyboard(1, 4, 1)
    let sorting = bench.sorted()
    #expect(sorting.owner(1, 1) == .host && sorting.owner(1, 4, 1) == .host)
    // The outer one is known: what it does not have is not the host's either.
    let known = bench.sorted(Guidance(enrolled: [one]))
    #expect(known.owner(1, 1) == one && known.owner(1, 4, 1) == Bench.key(1, 4))
  }

  @Test func aHubWithItsOwnDisplayIsAStationBesideTheHostsKeyboard() {
    var bench = hubs(1, 2)
    bench.adapter(2, 3, number: 1)
    let sorting = bench.sorted()
    #expect(sorting.owner(1, 1) == .host)
    #expect(sorting[.host]?.presence == .complete)
    #expect(sorting[Bench.key(2)]?.presence == .complete)
    #expect(sorting[Bench.key(2)]?.standing == .decided(.topology))
  }

  @Test func aKeyboardOfTheHostsOwnFreesTheOthers() {
    var bench = hubs(1, 2)
    bench.keyboard(3)
    let sorting = bench.sorted()
    #expect(sorting.owner(1, 1) == one && sorting.owner(2, 1) == Bench.key(2))
    #expect(sorting.owner(3) == .host)
  }

  @Test func anEnrolledStationDoesNotFreeTheHostsOnlyKeyboard() {
    let sorting = hubs(1, 2).sorted(Guidance(enrolled: [Bench.key(2)]))
    #expect(sorting.owner(1, 1) == .host)
    #expect(sorting.owner(2, 1) == Bench.key(2))
  }

  @Test func aKnownStationKeepsItsHubWhileItsKeyboardIsReplaced() {
    var bench = Bench.computer
    bench.hub(1, removable: .unknown)
    bench.mouse(1, 2)
    #expect(bench.sorted().keys == ["host"])
    let sorting = bench.sorted(Guidance(enrolled: [one]))
    #expect(sorting[one]?.presence == .incomplete(missing: [.display, .keyboard]))
    #expect(sorting.owner(1, 2) == one)
  }
}

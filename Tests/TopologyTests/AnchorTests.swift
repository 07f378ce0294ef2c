import StationModel
import Testing
import Topology

/// Rules 2 and 4: which hubs are stations, and on whose word.
@Suite struct AnchorTests {
  private let one = Bench.key(1)

  @Test func aBareComputerIsTheHostAlone() {
    let sorting = Bench.computer.sorted()
    #expect(sorting.keys == ["host"])
    #expect(sorting[.host]?.presence == .complete)
    #expect(sorting[.host]?.standing == .decided(.topology))
  }

  @Test func aRemovableHubWithAKeyboardIsDecidedByTopology() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    let sorting = bench.sorted()
    #expect(sorting[one]?.standing == .decided(.topology))
    #expect(sorting[one]?.presence == .incomplete(missing: [.display, .pointer]))
    #expect(sorting.owner(1, 1) == one)
    #expect(sorting.assignments[Bench.path([1])]?.rule == .anchor)
    #expect(sorting.assignments[Bench.path([1, 1])]?.rule == .territory)
  }

  @Test func aHubOfUnknownPlaceIsOnlyProposed() {
    var bench = Bench.computer
    bench.hub(1, removable: .unknown)
    bench.keyboard(1, 1)
    let candidate = bench.sorted()[one]
    guard case .undecided(let why)? = candidate?.standing else {
      Issue.record("taken: \(String(describing: candidate))")
      return
    }
    #expect(why.contains("firmware"))
    #expect(candidate?.parts.map(\.kind) == [.hub, .keyboard])
  }

  @Test func hubsInsideTheComputerMakeNoStation() {
    var bench = Bench.computer
    bench.hub(1, removable: .fixed)
    bench.keyboard(1, 1)
    bench.hub(1, 2, removable: .fixed)
    bench.keyboard(1, 2, 1)
    let sorting = bench.sorted()
    #expect(sorting.keys == ["host"])
    #expect(sorting.assignments[Bench.path([1, 2])]?.rule == .internalHub)
    #expect(sorting.assignments[Bench.path([])]?.rule == .internalHub)
  }

  @Test func anExternalHubBelowAnInternalOneIsAStation() {
    var bench = Bench.computer
    bench.hub(1, removable: .fixed)
    bench.hub(1, 2)
    bench.keyboard(1, 2, 1)
    #expect(bench.sorted().keys == ["host", Bench.key(1, 2).text])
  }

  @Test func whatHangsOnAnExternalHubIsExternalToo() {
    for removable in [USBFacts.Removable.unknown, .fixed] {
      var bench = Bench.computer
      bench.hub(1)
      bench.hub(1, 2, removable: removable)
      bench.keyboard(1, 2, 1)
      #expect(bench.sorted()[Bench.key(1, 2)]?.standing == .decided(.topology))
    }
  }

  @Test func aFixedHubOnAHubOfUnknownPlaceStaysUndecided() {
    var bench = Bench.computer
    bench.hub(1, removable: .unknown)
    bench.hub(1, 2, removable: .fixed)
    bench.keyboard(1, 2, 1)
    guard case .undecided? = bench.sorted()[Bench.key(1, 2)]?.standing else {
      Issue.record("taken")
      return
    }
  }

  @Test func theHighestAuthorityIsRecorded() {
    func standing(_ change: (inout Bench, inout Guidance) -> Void) -> Candidate.Standing? {
      var bench = Bench.computer
      var guidance = Guidance()
      change(&bench, &guidance)
      bench.keyboard(1, 1)
      return bench.sorted(guidance)[one]?.standing
    }
    #expect(standing { bench, _ in bench.hub(1, makesSeat: true) } == .decided(.hardware))
    #expect(
      standing { bench, _ in bench.hub(1, removable: .unknown, seat: "seat-2", makesSeat: true) }
        == .decided(.udevSeat))
    #expect(
      standing { bench, guidance in
        bench.hub(1, removable: .unknown, seat: "seat-2")
        guidance.enrolled = [one]
      } == .decided(.enrollment))
    #expect(
      standing { bench, guidance in
        bench.hub(1, removable: .unknown)
        guidance.enrolled = [one]
        guidance.bindings = [one: DisplayPlace(card: "nowhere")]
      } == .decided(.administrator))
    guard
      case .undecided? = standing({ bench, _ in bench.hub(1, removable: .unknown, seat: "seat0") })
    else {
      Issue.record("seat0 is not a seat of its own")
      return
    }
  }

  @Test func anAuthorityOverridesAnInternalHub() {
    var bench = Bench.computer
    bench.hub(1, removable: .fixed)
    bench.keyboard(1, 1)
    #expect(bench.sorted(Guidance(enrolled: [one]))[one]?.standing == .decided(.enrollment))
  }

  @Test func aSeatHandedDownToAnInnerHubIsNotItsOwn() {
    var bench = Bench.computer
    bench.hub(1, removable: .unknown, seat: "seat-2")
    bench.keyboard(1, 1, seat: "seat-2")
    bench.hub(1, 2, removable: .unknown, seat: "seat-2")
    bench.keyboard(1, 2, 1, seat: "seat-2")
    let sorting = bench.sorted()
    #expect(sorting[one]?.standing == .decided(.udevSeat))
    guard case .undecided? = sorting[Bench.key(1, 2)]?.standing else {
      Issue.record("the inner hub claims the outer hub's seat")
      return
    }
  }

  // MARK: What is a keyboard

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
    #expect(sorting[one]?.parts == [])
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

  @Test func anEnrolledStationDoesNotFreeTheHostsOnlyKeyboard() {
    var bench = Bench.bareBox
    bench.hub(1)
    bench.keyboard(1, 1)
    bench.hub(2)
    bench.keyboard(2, 1)
    #expect(bench.sorted().owner(1, 1) == one)
    let sorting = bench.sorted(Guidance(enrolled: [Bench.key(2)]))
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

  // MARK: Names

  @Test(
    arguments: [
      ("pci-0000:00:04.0-usb-0:1", "pci-0000:00:04.0/1"),
      (
        "pci-0000:00:1c.0-usb-0:2-pci-0000:05:00.0-usb-0:1",
        "pci-0000:00:1c.0-usb-0:2-pci-0000:05:00.0/1"
      ),
      // Contradicts the kernel's route, is malformed or missing: the root hub's name is taken.
      ("pci-0000:00:04.0-usb-0:7", "pci-0000:00:01.0/1"),
      ("-usb-0:1", "pci-0000:00:01.0/1"), ("nonsense", "pci-0000:00:01.0/1"),
      (nil, "pci-0000:00:01.0/1"),
    ] as [(String?, String)])
  func theKeyIsControllerAndRoute(idPath: String?, key: String) {
    var bench = Bench.computer
    bench.hub(1, idPath: .some(idPath))
    bench.keyboard(1, 1)
    #expect(bench.sorted().keys == ["host", key])
  }

  @Test func aPlaceWithoutALastingNameIsNeverTaken() {
    var bench = Bench.computer
    bench.root(bus: 3, idPath: false)
    bench.hub(1, bus: 3, seat: "seat-9", idPath: .some(nil))
    bench.keyboard(1, 1, bus: 3)
    let candidate = bench.sorted().candidates.last
    guard candidate?.kind == .physical, case .undecided(let why)? = candidate?.standing else {
      Issue.record("taken: \(String(describing: candidate))")
      return
    }
    #expect(why.contains("ID_PATH"))
  }

  @Test func bothHalvesOfAUSB3HubAreOneStation() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    bench.hub(1, bus: 2, megabits: 5000, idPath: .some("pci-0000:00:01.0-usb-0:1"))
    let sorting = bench.sorted(Guidance(enrolled: [one]))
    #expect(sorting.keys == ["host", one.text])
    #expect(sorting[one]?.anchor == Bench.path([1]))
  }

  @Test func twoHubsWithKeyboardsUnderOneNameAreAConflict() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    bench.hub(1, bus: 2, idPath: .some("pci-0000:00:01.0-usb-0:1"))
    bench.keyboard(1, 1, bus: 2)
    let sorting = bench.sorted()
    #expect(sorting.keys == ["host", one.text])
    guard case .conflict? = sorting[one]?.presence else {
      Issue.record("no conflict")
      return
    }
  }

  @Test func candidatesAreInNumericOrder() {
    var bench = Bench.computer
    for port in [10, 9, 2] {
      bench.hub(port)
      bench.keyboard(port, 1)
      bench.hub(port, bus: 2)
      bench.keyboard(port, 1, bus: 2)
    }
    let expected = [1, 2].flatMap { bus in [2, 9, 10].map { Bench.key($0, bus: bus).text } }
    #expect(bench.sorted().keys == ["host"] + expected)
  }
}

import StationModel
import Testing
import Topology

/// Rules 5 and 7: what belongs to a station, and whether it is complete.
@Suite struct TerritoryTests {
  private let one = Bench.key(1)

  @Test func nestedHubsWithoutKeyboardsBelongToTheAnchorAbove() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    bench.hub(1, 4)
    bench.hub(1, 4, 1)
    bench.usb([1, 4, 1, 2])
    let sorting = bench.sorted()
    #expect(sorting.owner(1, 4) == one)
    #expect(sorting.owner(1, 4, 1, 2) == one)
    #expect(sorting.kinds(one) == [.hub, .hub, .hub, .keyboard, .other])
  }

  @Test func aHubThatOnlyCarriesTwoStationsIsTheHosts() {
    var bench = Bench.computer
    bench.hub(1)
    bench.hub(1, 1)
    bench.keyboard(1, 1, 1)
    bench.hub(1, 2)
    bench.keyboard(1, 2, 1)
    bench.usb([1, 3])
    let sorting = bench.sorted()
    #expect(sorting.keys == ["host", Bench.key(1, 1).text, Bench.key(1, 2).text])
    #expect(sorting.owner(1) == .host)
    #expect(sorting.owner(1, 3) == .host)
    #expect(sorting.owner(1, 2, 1) == Bench.key(1, 2))
  }

  @Test func aChainOfHubsWithKeyboardsIsAChainOfStations() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    bench.hub(1, 4)
    bench.keyboard(1, 4, 1)
    bench.mouse(1, 4, 2)
    let sorting = bench.sorted()
    #expect(sorting.owner(1, 1) == one)
    #expect(sorting.owner(1, 4) == Bench.key(1, 4))
    #expect(sorting.owner(1, 4, 2) == Bench.key(1, 4))
  }

  @Test func aPathThatOnlyBeginsAlikeIsNotBelow() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    let twin = DevicePath(Bench.path([1]).text + "-twin/sound/card7")
    bench.put(Device(path: twin, label: "s", facts: .sound))
    bench.put(
      Device(
        path: DevicePath(Bench.path([1]).text + "-twin"), label: "t",
        facts: .usb(USBFacts(isHub: false, route: [1]))))
    #expect(bench.sorted().owner(twin) == .host)
    #expect(bench.sorted().owner(1, 1) == one)
  }

  @Test func soundBelowTheHubIsTheStations() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    let audio = bench.usb([1, 3])
    let sound = DevicePath(audio.text + "/1-1.3:1.0/sound/card1")
    bench.put(Device(path: sound, label: "Headset", facts: .sound))
    #expect(bench.sorted().kinds(one) == [.hub, .keyboard, .sound])
    #expect(bench.sorted().owner(sound) == one)
  }

  @Test func oneKeyboardSeenTwiceIsOnePart() {
    var bench = Bench.computer
    bench.hub(1)
    bench.input(1, 1, roles: [.keyboard, .keyboard, .keys])
    bench.input(1, 2, roles: [.mouse, .touchpad])
    #expect(bench.sorted().kinds(one) == [.hub, .keyboard, .pointer])
  }

  @Test func powerButtonsAreTheHostsAndNoPart() {
    var bench = Bench.computer
    bench.onboard("input3", .keys, bus: 0x19)
    let sorting = bench.sorted()
    let button = DevicePath("/sys/devices/platform/i8042/serio0/input/input3")
    #expect(sorting.owner(button) == .host)
    #expect(sorting.kinds(.host) == [.display, .keyboard, .pointer])
  }

  @Test func aStationIsCompleteWithHubKeyboardPointerAndDisplay() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    #expect(bench.sorted()[one]?.presence == .incomplete(missing: [.display, .pointer]))
    bench.mouse(1, 2)
    #expect(bench.sorted()[one]?.presence == .incomplete(missing: [.display]))
    bench.adapter(1, 3, number: 1)
    #expect(bench.sorted()[one]?.presence == .complete)
  }

  @Test func theHostNeedsKeyboardAndDisplayButNoPointer() {
    var bench = Bench.bareBox
    #expect(bench.sorted()[.host]?.presence == .incomplete(missing: [.keyboard]))
    bench.onboard("input0", .keyboard)
    #expect(bench.sorted()[.host]?.presence == .complete)
    #expect(sort(DevicePicture(), guidance: Guidance()).keys == ["host"])
    #expect(
      sort(DevicePicture(), guidance: Guidance())[.host]?.presence
        == .incomplete(missing: [.display, .keyboard]))
  }

  @Test func whatUdevPutsOnAnotherSeatIsNoPartOfTheHost() {
    var bench = Bench.bareBox
    bench.keyboard(1, seat: "seat-x")
    let sorting = bench.sorted()
    #expect(sorting[.host]?.presence == .incomplete(missing: [.keyboard]))
    #expect(sorting.owner(1) == .host)
    #expect(sorting.assignments[Bench.path([1])]?.why.contains("seat-x") == true)
  }

  @Test func partsAreSortedByKindThenPath() {
    var bench = Bench.computer
    bench.hub(1)
    for port in [7, 3, 5] { bench.usb([1, port]) }
    bench.keyboard(1, 1)
    let parts = bench.sorted()[one]?.parts ?? []
    #expect(parts.map(\.kind) == parts.map(\.kind).sorted())
    #expect(parts.filter { $0.kind == .other }.map(\.device.name) == ["1-1.3", "1-1.5", "1-1.7"])
  }
}

import StationModel
import Testing
import Topology

/// Part of rule 6: cards that do not lie below their USB adapter.
@Suite struct EvdiTests {
  private let one = Bench.key(1)
  private let path = DevicePath("/sys/devices/platform/evdi.0/drm/card1")

  private var desk: Bench {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    bench.usb([1, 3], label: "Dock", vendor: 0x17e9)
    return bench
  }

  @Test func theDriversLinkTellsTheAdapterAndTheLastingName() {
    var bench = desk
    bench.evdi(0, number: 1, shows: Bench.path([1, 3]))
    bench.evdi(3, number: 2, shows: Bench.path([1, 3]))
    let sorting = bench.sorted()
    #expect(sorting.owner(path) == one)
    // evdi's own numbers depend on which adapter came first.
    #expect(
      sorting.displays.map(\.place.description).suffix(2) == [
        "pci-0000:00:01.0-usb-0:1.3/DVI-I-1", "pci-0000:00:01.0-usb-0:1.3-2/DVI-I-1",
      ])
    #expect(sorting[one]?.parts.first { $0.kind == .display }?.label == "Dock DVI-I-1")
    #expect(sorting.assignments[path]?.why.contains("1-1.3") == true)
  }

  @Test func anAdapterThatIsGoneShowsNothing() {
    var bench = desk
    bench.evdi(0, number: 1, shows: Bench.path([1, 7]))
    let sorting = bench.sorted()
    #expect(sorting.owner(path) == .host)
    #expect(sorting.displays.first { $0.kernelName == "card1-DVI-I-1" }?.station == .none)
  }

  @Test func anAdapterWithACardOfItsOwnIsNotMeant() {
    var bench = desk
    bench.card(
      Bench.path([1, 3]).text + "/x:1.0", number: 2, idPath: "pci-y", sockets: ["DVI-I-1"])
    bench.evdi(0, number: 1)
    #expect(bench.sorted().owner(path) == .host)
  }

  @Test func anAdapterOnTheComputerIsTheHosts() {
    var bench = Bench.computer
    bench.usb([3], vendor: 0x17e9)
    bench.evdi(0, number: 1)
    let sorting = bench.sorted()
    #expect(sorting.displays.first { $0.kernelName == "card1-DVI-I-1" }?.station == .host)
    #expect(sorting[.host]?.parts.count { $0.kind == .display } == 2)
  }

  @Test func aCardBelowItsAdapterIsAnOrdinaryOne() {
    var bench = desk
    let card = bench.card(
      Bench.path([1, 3]).text + "/evdi.0", number: 1, idPath: "pci-z", sockets: ["DVI-I-1"])
    #expect(bench.sorted().owner(card) == one)
  }

  @Test func peopleAndSeatsGoBeforeTheDriversLink() {
    var bench = desk
    bench.hub(2)
    bench.keyboard(2, 1)
    bench.evdi(0, number: 1, shows: Bench.path([1, 3]))
    let two = Bench.key(2)
    let place = DisplayPlace(card: "pci-0000:00:01.0-usb-0:1.3")
    let sorting = bench.sorted(Guidance(bindings: [two: place]))
    #expect(sorting.owner(path) == two)
    #expect(sorting.assignments[path]?.alternatives.first?.station == one)
  }

  @Test func aCardWithoutANameStillGoesWithItsAdapter() {
    var bench = desk
    bench.evdi(0, number: 1, idPath: .some(nil))
    let sorting = bench.sorted()
    #expect(sorting[one]?.presence == .incomplete(missing: [.pointer]))
    #expect(!sorting.displays.contains { $0.kernelName == "card1-DVI-I-1" })
  }
}

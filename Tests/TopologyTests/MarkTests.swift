import StationModel
import Testing
import Topology

/// What a station can be known by elsewhere, and which numbers tell nothing.
@Suite struct MarkTests {
  private let one = Bench.key(1)
  private let id = "5cf3ee30d5074925b001802d79434c30"

  private func hub(
    _ route: [Int], bus: Int = 1, product: UInt16 = 0x0608, serial: String? = nil,
    container: String? = nil, megabits: Double = 480, removable: USBFacts.Removable = .removable,
    peer: DevicePath? = nil
  ) -> Device {
    Device(
      path: Bench.path(route, bus: bus), label: "hub",
      idPath: "pci-0000:00:0\(bus).0-usb-0:" + route.map(String.init).joined(separator: "."),
      facts: .usb(
        USBFacts(
          isHub: true, route: route, bus: bus, megabits: megabits, vendor: 0x05e3, product: product,
          serial: serial, removable: removable, peer: peer,
          containerID: container.flatMap { ContainerID($0) })))
  }

  private func bench(_ hubs: [Device], keyboards: [[Int]] = [[1, 1]]) -> Bench {
    var bench = Bench.computer
    for hub in hubs { bench.put(hub) }
    for route in keyboards {
      bench.input(route: route, roles: [.keyboard], vendor: 0x046d, product: 0xc31c)
    }
    return bench
  }

  @Test func aStationIsKnownByItsHubKeyboardPointerAndMonitor() {
    var bench = bench([hub([1], serial: "S1", container: id)])
    bench.mouse(1, 2)
    let adapter = bench.usb([1, 3])
    let card = bench.card(adapter.text + "/x:1.0", number: 1, idPath: "pci-x", sockets: [])
    bench.put(
      Device(
        path: DevicePath(card.text + "/card1-DP-1"), label: "DP-1",
        facts: .connector(
          ConnectorFacts(
            name: "DP-1", status: .connected,
            monitor: Monitor(make: "DEL", product: 0xa0b1, serial: "M1")))))
    let sorting = bench.sorted()
    #expect(
      sorting[one]?.marks
        == StationMarks(
          hub: DeviceMark(model: "05e3:0608", serial: "S1", container: id),
          keyboard: DeviceMark(model: "046d:c31c"), pointer: DeviceMark(model: "1111:0001"),
          display: DeviceMark(model: "DEL:a0b1", serial: "M1")))
    // Hub, keyboard and mouse with an input each, adapter, card and socket.
    #expect(sorting[one]?.deviceCount == 8)
    #expect(sorting[.host]?.marks == StationMarks())
    #expect(sorting[.host]?.deviceCount == sorting.assignments.count - 8)
  }

  @Test func theContainerIDMayBeTheOtherHalfsOrAnotherChips() {
    var halves = bench([hub([1])])
    halves.put(hub([1], bus: 2, container: id, megabits: 5000, peer: Bench.path([1])))
    #expect(halves.sorted()[one]?.marks.hub?.container == id)
    let chips = bench([hub([1]), hub([1, 4], container: id, removable: .fixed)])
    #expect(chips.sorted()[one]?.marks.hub?.container == id)
  }

  @Test func aHardCodedContainerIDIsNoMarkAndShared() {
    let bench = bench(
      [hub([1], container: id), hub([2], container: id)], keyboards: [[1, 1], [2, 1]])
    let sorting = bench.sorted()
    #expect(sorting[one]?.marks.hub == DeviceMark(model: "05e3:0608"))
    #expect(sorting.shared == [SerialMark(model: "05e3:0608", serial: id)])
  }

  @Test func aSerialOfTwoHubsOfOneModelIsShared() {
    func shared(_ hubs: Device...) -> Set<SerialMark> { bench(hubs, keyboards: []).sorted().shared }
    let mark = SerialMark(model: "05e3:0608", serial: "1")
    #expect(shared(hub([1], serial: "1"), hub([2], serial: "1")) == [mark])
    #expect(shared(hub([1], serial: "1"), hub([2], product: 0x0610, serial: "1")) == [])
    #expect(shared(hub([1], serial: "1"), hub([2], serial: "2")) == [])
    // The chips of one box, and the two halves of one hub.
    #expect(shared(hub([1], serial: "1"), hub([1, 4], serial: "1")) == [])
    #expect(
      shared(
        hub([1], serial: "1"),
        hub([1], bus: 2, serial: "1", megabits: 5000, peer: Bench.path([1]))) == [])
    #expect(
      shared(hub([1], serial: "1"), hub([1, 4], serial: "1"), hub([2], serial: "1")) == [mark])
  }

  @Test func theControllersAreThoseOfTheRootHubs() {
    #expect(Bench.computer.sorted().controllers == ["pci-0000:00:01.0", "pci-0000:00:02.0"])
    var nameless = Bench()
    nameless.root(idPath: false)
    #expect(nameless.sorted().controllers == [])
  }
}

import StationModel
import Testing
import Topology

/// What is said of a station besides its state.
@Suite struct RemarkTests {
  private let one = Bench.key(1)
  private let two = Bench.key(2)
  private let slot = "/sys/devices/pci0000:00/0000:00:0b.0"
  private let name = "pci-0000:00:0b.0"

  private func bench(_ sockets: [String], _ status: ConnectorFacts.Status = .connected) -> Bench {
    var bench = Bench.computer
    for port in [1, 2] {
      bench.hub(port)
      bench.keyboard(port, 1)
      bench.mouse(port, 2)
    }
    bench.card(slot, number: 1, idPath: name, sockets: sockets, status: status)
    return bench
  }

  private func bound(_ pairs: [StationKey: String]) -> Guidance {
    Guidance(bindings: pairs.mapValues { DisplayPlace(card: name, connector: $0) })
  }

  @Test func twoStationsOnOneCardAreToldWhatWouldHelp() {
    let sorting = bench(["DP-1", "DP-2"]).sorted(bound([one: "DP-1", two: "DP-2"]))
    for (key, other) in [(one, two), (two, one)] {
      let remarks = sorting[key]?.remarks ?? []
      #expect(remarks.count == 1)
      #expect(
        remarks.first?.contains(other.text) == true && remarks.first?.contains("card1") == true)
      #expect(remarks.first?.contains("USB display adapter") == true)
    }
    #expect(sorting[.host]?.remarks == [])
  }

  @Test func aCardSharedWithTheHostIsTold() {
    let used = bench(["DP-1", "DP-2"]).sorted(bound([one: "DP-1"]))[one]?.remarks ?? []
    #expect(used.count == 1 && used.first?.contains("the host") == true)
    // Sockets that nobody uses can be given away as well.
    var machine = bench(["DP-1"])
    machine.put(
      Device(
        path: DevicePath(slot + "/drm/card1/card1-DP-2"), label: "DP-2",
        facts: .connector(ConnectorFacts(name: "DP-2", status: .disconnected))))
    let unused = machine.sorted(bound([one: "DP-1"]))[one]?.remarks ?? []
    #expect(unused.first?.contains("stationctl station bind \(one) card1") == true)
  }

  @Test func aMonitorThatIsOffIsTold() {
    let off = bench(["DP-1"], .disconnected).sorted(bound([one: "DP-1"]))[one]
    #expect(off?.presence == .complete)
    #expect(off?.remarks == ["no monitor is connected to card1-DP-1, or it is switched off"])
    #expect(bench(["DP-1"]).sorted(bound([one: "DP-1"]))[one]?.remarks == [])
    #expect(bench(["DP-1"], .unknown).sorted(bound([one: "DP-1"]))[one]?.remarks == [])
  }

  @Test func aBoundDisplayThatIsGoneIsTold() {
    let remarks = bench(["DP-1"]).sorted(bound([one: "DP-9"]))[one]?.remarks ?? []
    #expect(remarks.count == 1 && remarks.first?.contains("\(name)/DP-9") == true)
  }

  @Test func speedsThatAreOddAreTold() {
    var machine = Bench.computer
    machine.hub(1, megabits: 12)
    let keyboard = machine.usb([1, 1], label: "Ducky", megabits: 480)
    machine.put(
      Device(
        path: DevicePath(keyboard.text + "/x:1.0/input/input8"), label: "k",
        facts: .input(InputFacts(roles: .keyboard, busType: 3))))
    #expect(machine.sorted()[one]?.remarks.first?.contains("1-1.1 (Ducky) runs at 480") == true)
    #expect(machine.sorted()[one]?.remarks.count == 1)
    machine.adapter(1, 3, number: 1)
    #expect(machine.sorted()[one]?.remarks.last?.contains("its hub runs at 12 Mbit/s") == true)
  }

  @Test func anyNumberIsASpeed() {
    for speed in [Double.infinity, .nan, -1, 1e300] {
      var machine = Bench.computer
      machine.hub(1, megabits: speed)
      let keyboard = machine.usb([1, 1], megabits: speed)
      machine.put(
        Device(
          path: DevicePath(keyboard.text + "/x:1.0/input/input8"), label: "k",
          facts: .input(InputFacts(roles: .keyboard, busType: 3))))
      machine.adapter(1, 3, number: 1)
      #expect(machine.sorted().assignments.count == machine.picture.count)
    }
  }

  @Test func adaptersOfWhichTheCardIsNotKnownAreTold() {
    var machine = Bench.computer
    for port in [1, 2] {
      machine.hub(port)
      machine.keyboard(port, 1)
      machine.usb([port, 3], vendor: 0x17e9)
    }
    machine.evdi(0, number: 1)
    let sorting = machine.sorted()
    for key in [one, two] {
      #expect(sorting[key]?.remarks.first?.contains("card1") == true)
    }
    let card = sorting.assignments[DevicePath("/sys/devices/platform/evdi.0/drm/card1")]
    #expect(card?.authority == .heuristics && card?.station == .host)
    #expect(card?.alternatives.map(\.station) == [one, two])
    #expect(card?.why.contains("stationctl station bind") == true)
  }
}

import RigFolder
import Rigs
import StationModel
import Testing
import Topology

/// What `explain` says of rules 1 to 5, and of what else was possible.
@Suite struct ReasonTests {
  private let one = Bench.key(1)

  private func sorted(_ rig: String, stage: Int = 0) throws -> Sorting {
    let file = try RigFile(text: try Rig.text(of: Rig.folder + "/" + rig + ".rig"))
    let picture = file.stages[stage].picture(of: file.devices)
    return sort(picture, guidance: try file.stages[stage].guidance(in: picture))
  }

  private func assignment(_ name: String, in sorting: Sorting) -> Assignment? {
    sorting.assignments.values.first { $0.device.name == name }
  }

  @Test(arguments: [
    ("halves-other-ports", "2-1", 1, "ContainerID"), ("usb3-hub-usb-display", "2-1", 1, "socket"),
    ("usb3-hub-usb-display", "2-1.3", 5, "faster half"), ("halves-by-route", "2-1", 1, "hint"),
    ("seven-port-inner-fixed", "1-1.4", 3, "soldered"),
    ("seven-port-inner-container", "1-1.4", 3, "ContainerID"),
    ("seven-port-inner-confirmed", "1-1.4", 3, "administrator"),
    ("daisy-chain", "1-1.4", 4, "keyboard of its own"),
    ("laptop-internal-hub", "1-1", 2, "removable=fixed"),
    ("laptop-hardwired-hub", "1-1", 2, "hardwired"),
    ("laptop-compound-hub", "1-1.2", 2, "soldered to that port"),
    ("gaming-mouse-security-key", "1-2.1", 5, "security key"),
    ("gaming-mouse-security-key", "1-1.2.1", 5, "pointer"),
    ("keyboard-own-hub-on-hub", "1-1.1", 4, "inside a keyboard"),
    ("only-keyboard-on-hub", "1-1.1", 4, "only one"),
  ])
  func aDeviceIsExplained(rig: String, device: String, rule: Int, words: String) throws {
    let found = try #require(assignment(device, in: try sorted(rig)))
    #expect(found.rule.rawValue == rule)
    #expect(found.why.contains(words), "\(found.why)")
  }

  @Test(
    arguments: [
      ("daisy-chain", "1-1.4.1", "pci-0000:00:14.0/1", 5, Authority.topology),
      ("daisy-chain", "1-1.4", "pci-0000:00:14.0/1", 3, .topology),
      ("plain-hub", "1-1.1", "host", 5, .topology),
      ("usb3-hub-usb-display", "2-1", "host", 5, .topology),
      ("only-keyboard-on-hub", "1-1.1", "pci-0000:00:14.0/1", 4, .topology),
      ("seven-port-inner-fixed", "1-1.4", nil, 4, .topology),
      ("bluetooth", "input5", "pci-0000:00:14.0/1", 5, .topology),
    ] as [(String, String, String?, Int, Authority)])
  func whatLostIsSaid(
    rig: String, device: String, station: String?, rule: Int, authority: Authority
  ) throws {
    let found = try #require(assignment(device, in: try sorted(rig)))
    #expect(
      found.alternatives.contains {
        $0.station == station.map { StationKey($0) } && $0.rule.rawValue == rule
          && $0.authority == authority && !$0.why.isEmpty
      }, "\(found.alternatives)")
  }

  @Test func theHostsOwnDevicesHaveNoAlternatives() {
    let sorting = Bench.computer.sorted()
    #expect(sorting.assignments.values.allSatisfy { $0.alternatives.isEmpty })
  }

  @Test func theHostLostAnAnchorToItsKeyboard() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    let sorting = bench.sorted()
    #expect(
      sorting.assignments[Bench.path([1])]?.alternatives.map(\.why) == [
        "a keyboard is plugged into this hub"
      ])
    #expect(
      sorting.assignments[Bench.path([1, 1])]?.alternatives.map(\.why) == [
        "the hub at \(one) is above it"
      ])
  }

  @Test func aStationsDevicesShareTheirReasons() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    bench.mouse(1, 2)
    let sorting = bench.sorted()
    #expect(
      sorting.assignments[Bench.path([1, 1])]?.alternatives
        == sorting.assignments[Bench.path([1, 2])]?.alternatives)
  }
}

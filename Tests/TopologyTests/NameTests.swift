import StationModel
import Testing
import Topology

/// The keys under which places are remembered.
@Suite struct NameTests {
  private let one = Bench.key(1)

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

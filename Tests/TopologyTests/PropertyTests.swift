import StationModel
import Testing
import Topology

/// What holds for every machine.
@Suite struct PropertyTests {
  private func forRandomMachines(
    _ count: UInt64 = 200, _ check: (Bench, Guidance, inout SplitMix) -> Void
  ) {
    for seed in 0..<count {
      var random = SplitMix(seed: seed)
      let bench = Bench.random(using: &random)
      check(bench, Guidance(), &random)
      check(bench, bench.guidance(using: &random), &random)
    }
  }

  @Test func everyDeviceHasExactlyOneAssignmentToACandidate() {
    forRandomMachines { bench, guidance, _ in
      let sorting = bench.sorted(guidance)
      let keys = Set(sorting.keys)
      #expect(Set(sorting.assignments.keys) == Set(bench.picture.devices.keys))
      #expect(keys.count == sorting.candidates.count)
      let bad = sorting.assignments.filter { path, assignment in
        assignment.device != path || assignment.why.isEmpty
          || !keys.contains(assignment.station.text)
      }
      #expect(bad.isEmpty)
    }
  }

  @Test func everyPartIsItsStationsOwn() {
    forRandomMachines { bench, guidance, _ in
      let sorting = bench.sorted(guidance)
      var seen: Set<DevicePath> = []
      for candidate in sorting.candidates {
        for part in candidate.parts {
          // A receiver's one input device may be keyboard and pointer.
          let isTwice = part.kind != .pointer && !seen.insert(part.device).inserted
          if isTwice || sorting.owner(part.device) != candidate.key {
            Issue.record("\(part) of \(candidate.key)")
          }
        }
      }
    }
  }

  @Test func noPhysicalStationIsFoundWithoutAKeyboard() {
    forRandomMachines { bench, guidance, _ in
      for candidate in bench.sorted().candidates where candidate.kind == .physical {
        let kinds = candidate.parts.map(\.kind)
        #expect(kinds.isEmpty || (kinds.contains(.keyboard) && kinds.contains(.hub)))
      }
      for candidate in bench.sorted(guidance).candidates where candidate.presence == .complete {
        #expect(candidate.parts.contains { $0.kind == .keyboard })
      }
    }
  }

  @Test func theOrderInWhichDevicesAreFoundIsIrrelevant() {
    forRandomMachines { bench, guidance, random in
      let same = DevicePicture(bench.picture.devices.values.shuffled(using: &random))
      #expect(sort(same, guidance: guidance) == bench.sorted(guidance))
    }
  }

  @Test func aStickOnARootPortChangesNothingElse() {
    forRandomMachines { bench, guidance, _ in
      let before = bench.sorted(guidance)
      var with = bench
      let stick = with.usb([1])
      var after = with.sorted(guidance)
      #expect(after.owner(stick) == .host)
      after.assignments[stick] = nil
      #expect(after.assignments == before.assignments)
      #expect(after.displays == before.displays)
      #expect(after.candidates.dropFirst() == before.candidates.dropFirst())
    }
  }

  @Test func whatNobodyDecidedLosesNoKeyboardOfTheHostsOwn() {
    forRandomMachines { bench, guidance, _ in
      let onboard = DevicePath("/sys/devices/platform/i8042/serio0/input/input0")
      if bench.picture[onboard] != nil {
        #expect(bench.sorted(guidance).owner(onboard) == .host)
      }
    }
  }

  /// No timing: a quadratic step would make this test stand out by itself.
  @Test func thousandsOfDevicesAreSorted() {
    var bench = Bench()
    for bus in 1...9 {
      bench.root(bus: bus)
      for port in 1...100 {
        bench.usb([port], bus: bus, isHub: true, removable: .removable)
        for leaf in 1...5 { bench.usb([port, leaf], bus: bus) }
        bench.usb([port, 6], bus: bus)
        bench.put(
          Device(
            path: DevicePath(Bench.path([port, 6], bus: bus).text + "/x:1.0/input/input1"),
            label: "k", facts: .input(InputFacts(roles: .keyboard, busType: 3))))
      }
    }
    let sorting = bench.sorted()
    #expect(sorting.candidates.count == 901)
    #expect(sorting.assignments.count == bench.picture.count)
  }

  @Test func aDeepChainOfHubsIsSorted() {
    var bench = Bench.computer
    var path = Bench.path([]).text
    for depth in 1...2000 {
      path += "/h"
      bench.put(
        Device(
          path: DevicePath(path), label: "hub",
          facts: .usb(USBFacts(isHub: true, route: [depth], removable: .fixed))))
    }
    #expect(bench.sorted().keys == ["host"])
  }
}

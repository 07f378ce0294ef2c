import Dice
import StationModel
import Testing
import Topology

/// What holds for every machine.
@Suite struct PropertyTests {
  private func forRandomMachines(
    _ count: UInt64 = 100, _ check: (Bench, Guidance, inout SplitMix) -> Void
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
      for candidate in sorting.candidates where !candidate.isHosts && !candidate.isPart {
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

  @Test func whatIsOnlyListedBelongsToAnother() {
    forRandomMachines { bench, guidance, _ in
      let sorting = bench.sorted(guidance)
      for candidate in sorting.candidates where candidate.isHosts || candidate.isPart {
        #expect(candidate.isHosts != candidate.isPart && candidate.deviceCount == 0)
        for part in candidate.parts {
          let owner = sorting.owner(part.device)
          #expect(owner != candidate.key && (owner == .host || candidate.isPart))
        }
      }
    }
  }

  /// Something that types below the hub itself, or on a faster half that goes with it.
  private func hasKeyboard(below anchor: DevicePath, in picture: DevicePicture) -> Bool {
    picture.devices.values.contains { device in
      guard case .input(let facts) = device.facts, facts.roles.contains(.keyboard) else {
        return false
      }
      return device.path.isBelow(anchor) || device.path.text.contains("/usb4/")
    }
  }

  @Test func noPhysicalStationIsFoundWithoutAKeyboard() {
    forRandomMachines { bench, guidance, _ in
      let picture = bench.picture
      for candidate in sort(picture, guidance: guidance).candidates {
        guard let anchor = candidate.anchor else { continue }
        let isKnown =
          guidance.enrolled.contains(candidate.key) || guidance.bindings[candidate.key] != nil
        #expect(isKnown || hasKeyboard(below: anchor, in: picture))
        let kinds = candidate.parts.map(\.kind)
        #expect(kinds.isEmpty || kinds.contains(.hub))
        #expect(candidate.presence != .complete || kinds.contains(.keyboard))
      }
    }
  }

  @Test func alternativesAreRankedAndNameWhatIsThere() {
    forRandomMachines { bench, guidance, _ in
      let sorting = bench.sorted(guidance)
      let keys = Set(sorting.candidates.map(\.key))
      for assignment in sorting.assignments.values {
        let lost = assignment.alternatives
        let authorities = lost.map(\.authority)
        let isGood =
          !lost.contains { $0.station == assignment.station || $0.why.isEmpty }
          && lost.allSatisfy { $0.station.map(keys.contains) ?? true }
          && Set(lost.map(\.station)).count == lost.count
          && authorities == authorities.sorted(by: >)
        #expect(isGood, "\(assignment)")
      }
    }
  }

  @Test func countsAddUp() {
    forRandomMachines { bench, guidance, _ in
      let sorting = bench.sorted(guidance)
      #expect(sorting.candidates.map(\.deviceCount).reduce(0, +) == sorting.assignments.count)
      #expect(sorting.candidates.first?.marks == StationMarks())
      let ids = sorting.candidates.compactMap(\.marks.hub?.container)
      #expect(!ids.contains(String(repeating: "0", count: 32)))
      #expect(!sorting.candidates.flatMap(\.remarks).contains(""))
    }
  }

  @Test func theOrderInWhichDevicesAreFoundIsIrrelevant() {
    forRandomMachines { bench, guidance, random in
      let same = DevicePicture(bench.picture.devices.values.shuffled(using: &random))
      #expect(sort(same, guidance: guidance) == bench.sorted(guidance))
    }
  }

  /// What a device that came changed besides its own place.
  private func compare(
    _ after: Sorting, with before: Sorting, added stick: DevicePath, to key: StationKey
  ) {
    var after = after
    #expect(after.owner(stick) == key)
    after.assignments[stick] = nil
    for index in after.candidates.indices where after.candidates[index].key == key {
      after.candidates[index].deviceCount -= 1
      after.candidates[index].parts.removeAll { $0.device == stick }
    }
    #expect(after == before)
  }

  @Test func aStickOnARootPortChangesNothingElse() {
    forRandomMachines { bench, guidance, _ in
      var with = bench
      let stick = with.usb([1])
      compare(with.sorted(guidance), with: bench.sorted(guidance), added: stick, to: .host)
    }
  }

  @Test func aStickOnAFreePortOfAStationChangesNothingElse() {
    forRandomMachines(50) { bench, guidance, _ in
      let before = bench.sorted(guidance)
      for candidate in before.candidates {
        // What a hub that owns nothing carries goes elsewhere.
        guard let anchor = candidate.anchor, before.owner(anchor) == candidate.key,
          case .usb(let hub)? = bench.picture[anchor]?.facts
        else { continue }
        let port = DevicePath(anchor.text + "/1-9")
        var with = bench
        with.put(
          Device(
            path: port, label: "stick",
            facts: .usb(USBFacts(isHub: false, route: hub.route + [9], bus: hub.bus))))
        compare(with.sorted(guidance), with: before, added: port, to: candidate.key)
      }
    }
  }

  /// Events come and go, parents before children; only what is there in the end counts.
  @Test func whateverCameAndWentEndsAsAColdStartDoes() {
    forRandomMachines(20) { bench, guidance, random in
      let all = bench.picture.devices.values.sorted { $0.path < $1.path }
      var picture = DevicePicture()
      for device in all.prefix(all.count / 2) { picture.put(device) }
      for _ in 0..<10 {
        let device = random.one(of: all)
        if random.chance(50) {
          picture.remove(device.path)
        } else {
          for other in all.shuffled(using: &random)
          where other.path == device.path || other.path.isBelow(device.path) {
            picture.put(other)
          }
        }
        let cold = DevicePicture(picture.devices.values.shuffled(using: &random))
        #expect(sort(picture, guidance: guidance) == sort(cold, guidance: guidance))
      }
      for device in all.shuffled(using: &random) { picture.put(device) }
      #expect(sort(picture, guidance: guidance) == bench.sorted(guidance))
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

  @Test func aFurtherHubNeverTakesTheHostsLastKeyboard() {
    forRandomMachines { bench, guidance, _ in
      let before = bench.sorted(guidance)
      guard before.kinds(.host).contains(.keyboard) else { return }
      var with = bench
      // Port 1 of every root hub is free.
      with.hub(1)
      with.keyboard(1, 1)
      with.mouse(1, 2)
      let after = with.sorted(guidance)
      #expect(after.kinds(.host).contains(.keyboard))
      for part in before[.host]?.parts ?? [] where part.kind == .keyboard {
        #expect(after.owner(part.device) == .host)
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

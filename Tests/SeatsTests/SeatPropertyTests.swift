import Dice
import StationModel
import Testing

@testable import Seats

/// What holds of every plan, on made-up computers.
@Suite struct SeatPropertyTests {
  private static let seeds = UInt64(1)...1500

  @Test func attachingNeverTakesTheLastOfTheHostNorWhatAPersonUsesNorWhatIsAnothers() {
    var attached = 0
    for seed in Self.seeds {
      let before = SeatWorld(seed: seed)
      var after = before
      for line in before.bench.plan.lines where line.state == .attach {
        var one = before
        one.obey(line)
        after.obey(line)
        attached += 1
        let key = before.bench.stations.first { $0.number == line.number }?.key
        for (path, seat) in one.seats where seat != before.seats[path] {
          #expect(
            before.peopleAt?.contains(before.seats[path] ?? "seat0") == false,
            "seed \(seed), station \(line.number): \(path)")
          #expect(
            before.bench.assignments[path]?.station == key,
            "seed \(seed), station \(line.number): \(path)")
        }
      }
      // All of one plan together, as they are done one after the other without a look between.
      if before.ownKeyboards > 0 { #expect(after.ownKeyboards > 0, "seed \(seed): keyboards") }
      if before.ownCards > 0 { #expect(after.ownCards > 0, "seed \(seed): cards") }
    }
    #expect(attached > 300)
  }

  @Test func whatIsObeyedIsReadyAndWhatIsReleasedIsGone() {
    for seed in Self.seeds {
      let world = SeatWorld(seed: seed)
      for line in world.bench.plan.lines {
        var obeyed = world
        switch line.state {
        case .attach:
          obeyed.obey(line)
          let now = obeyed.bench.plan[line.number]
          #expect(now?.state == .ready, "seed \(seed): \(line) became \(String(describing: now))")
        case .release:
          obeyed.obey(line)
          let plan = obeyed.bench.plan
          #expect(plan[line.number]?.state != .release, "seed \(seed): \(line)")
          #expect(plan.ours[line.number]?.files ?? [] == [], "seed \(seed): \(line)")
        default: break
        }
      }
    }
  }

  @Test func managingComesToAnEnd() {
    for seed in Self.seeds {
      var world = SeatWorld(seed: seed)
      var steps: [String] = []
      while let line = world.bench.plan.lines.first(where: {
        $0.state == .attach || $0.state == .release
      }) {
        world.obey(line)
        steps.append("\(line.state) \(line.number): \(line.why) \(line.devices)")
        if steps.count > 40 {
          Issue.record("seed \(seed) goes round: \(steps.suffix(4).joined(separator: "\n"))")
          break
        }
      }
    }
  }

  @Test func foreignSeatsAreNeverPlanned() {
    for seed in Self.seeds {
      for line in SeatWorld(seed: seed).bench.plan.lines {
        guard line.state == .attach || line.state == .release else { continue }
        #expect(line.seat == seatName(ofStation: line.number), "seed \(seed): \(line)")
      }
    }
  }

  @Test func unrelatedDevicesAndAnotherOrderChangeNothing() {
    for seed in Self.seeds {
      let world = SeatWorld(seed: seed)
      var other = world.bench
      var dice = SplitMix(seed: seed ^ 0xFFFF)
      for number in 0..<3 {
        let path = DevicePath("/sys/devices/pci0/usb7/7-\(number)")
        let facts: Device.Facts =
          dice.chance(50) ? .sound : .usb(USBFacts(isHub: true, route: [number + 1]))
        other.add(path, "usb-7-\(number)", facts, .host)
        if dice.chance(30) { other.devices[path]?.seat = "seat-right" }
      }
      other.stations.shuffle(using: &dice)
      #expect(other.plan.lines == world.bench.plan.lines, "seed \(seed)")
    }
  }
}

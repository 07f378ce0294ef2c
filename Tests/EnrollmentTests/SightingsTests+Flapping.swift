import Enrollment
import StationModel
import Testing

/// What comes and goes over and over is named once, and its license is left alone.
extension SightingsTests {
  @Test func whatGoesFiveTimesInFiveMinutesIsNamedAndDamped() {
    var bench = Bench()
    _ = bench.look(0, Self.whole)
    var seen = Seen()
    for round in 1...5 {
      let at = Double(round) * 20
      seen = bench.look(at, Self.noMouse)
      #expect(seen.flapping.isEmpty == (round < 5))
      if round < 5 { _ = bench.look(at + 5, Self.whole) }
    }
    #expect(
      seen.flapping == [
        Flapping(
          key: Self.whole.key, label: "Hub", what: #"pointer "My pointer""#, since: time(100))
      ])
    #expect(bench.look(110, Self.noMouse).held == [Self.whole.key], "its license is not touched")
    _ = bench.look(120, Self.whole)
    // Once more, more slowly: it goes on.
    #expect(bench.look(390, Self.noMouse).flapping.count == 1)
    let steady = bench.look(690, Self.noMouse)
    #expect(steady.flapping.isEmpty && steady.held.isEmpty)
  }

  @Test func aHubThatFlapsIsAwayUntilItIsSteady() {
    var bench = Bench()
    _ = bench.look(0, Self.whole)
    for round in 1...4 {
      _ = bench.look(Double(round) * 30)
      _ = bench.look(Double(round) * 30 + 15, Self.whole)
    }
    let fifth = bench.look(150)
    #expect(fifth.flapping.map(\.what) == [#"hub "Hub""#])
    #expect(fifth.candidates.map(\.presence) == [.away(since: time(150), until: time(450))])
    #expect(bench.look(449).candidates.count == 1)
    let over = bench.look(450)
    #expect(over.candidates.isEmpty && over.flapping.isEmpty)
    #expect(over.goneSince == [Self.whole.key: time(150)])
  }

  @Test func aDockThatIsPulledPartByPartFellOnce() {
    var bench = Bench()
    _ = bench.look(0, Self.whole)
    for round in 1...4 {
      let at = Double(round) * 20
      _ = bench.look(at, Self.noMouse)
      _ = bench.look(at + 0.1, Self.hub("pci-1/2", .display))
      #expect(bench.look(at + 0.2).flapping.isEmpty)
      _ = bench.look(at + 1, Self.hub("pci-1/2", .keyboard))
      #expect(bench.look(at + 1.1, Self.whole).flapping.isEmpty)
    }
  }

  @Test func whatFlapsIsNamedByOneNameHoweverManyLooksAFallTakes() {
    var bench = Bench()
    _ = bench.look(0, Self.whole)
    var names: Set<String> = []
    for round in 1...8 {
      let at = Double(round) * 20
      var noMouse = Self.noMouse
      names.formUnion(bench.look(at, noMouse).flapping.map(\.what))
      noMouse.deviceCount = 1
      names.formUnion(bench.look(at + 0.1, noMouse).flapping.map(\.what))
      names.formUnion(bench.look(at + 5, Self.whole).flapping.map(\.what))
    }
    #expect(names == [#"pointer "My pointer""#])
  }

  @Test func whatFlapsIsSaidOnceWhateverGoesNext() {
    var bench = Bench()
    var names: Set<String> = []
    for round in 0..<40 {
      let at = Double(round) * 4
      let part = round.isMultiple(of: 2) ? Self.noMouse : Self.hub("pci-1/2", .pointer, .display)
      names.formUnion(bench.look(at, part).flapping.map(\.what))
      names.formUnion(bench.look(at + 1).flapping.map(\.what))
      names.formUnion(bench.look(at + 2, Self.whole).flapping.map(\.what))
    }
    #expect(names.count == 1, "\(names)")
  }

  @Test func whatComesAndGoesAllDayIsFlappingToo() {
    var bench = Bench()
    var fallen = 0
    var at = 0.0
    while bench.look(at, Self.whole).flapping.isEmpty, fallen < 100 {
      _ = bench.look(at + 40)
      fallen += 1
      at += 80
    }
    #expect(fallen == 12)
    // Until an hour without a fall.
    #expect(bench.look(at + 3500, Self.whole).flapping.count == 1)
    #expect(bench.look(at + 3601, Self.whole).flapping.isEmpty)
  }

  @Test func aFewTimesADayIsNoFlapping() {
    var bench = Bench()
    for round in 0..<40 {
      let at = Double(round) * 600
      #expect(bench.look(at, Self.whole).flapping.isEmpty)
      #expect(bench.look(at + 300).flapping.isEmpty)
    }
  }

  @Test func besideARestlessDeviceAStationIsHeldAsWell() {
    var bench = Bench()
    var other = false
    func with(_ parts: Candidate) -> Candidate {
      var candidate = parts
      candidate.deviceCount = other ? 9 : 8
      return candidate
    }
    for second in 0..<30 {
      other.toggle()
      _ = bench.look(Double(second), with(Self.whole))
    }
    other.toggle()
    #expect(bench.look(30, with(Self.noMouse)).held == [Self.whole.key])
    #expect(bench.look(30, with(Self.noMouse)).nextChange == time(40))
    #expect(bench.look(40, with(Self.noMouse)).held.isEmpty)
  }

  @Test func whatMovesTakesItsFallsAlong() {
    var bench = Bench()
    let places = ["pci-1/2", "pci-1/3"].map { key in
      Self.hub(key, .keyboard, .pointer, .display)
    }
    var flapping: [Flapping] = []
    for round in 0..<6 {
      let here = places[round % 2]
      let there = places[(round + 1) % 2]
      let at = Double(round) * 5
      _ = bench.look(at, here)
      let seen = bench.look(at + 2, there)
      bench.sightings.move(here.key, to: there.key, patience: bench.patience)
      flapping = seen.flapping
    }
    #expect(bench.look(100, places[0]).flapping.count == 1 || !flapping.isEmpty)
  }

  @Test func othersPartsAreNewsOnceTheyStayed() {
    var bench = Bench()
    #expect(bench.look(0, Self.whole).restless == [Self.whole.key])
    #expect(bench.look(299, Self.whole).restless == [Self.whole.key])
    #expect(bench.look(300, Self.whole).restless.isEmpty)
  }
}

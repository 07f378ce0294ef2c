import Enrollment
import StationModel
import Testing

/// What resets, flaps or still arrives, with a clock that the test drives.
@Suite struct SightingsTests {
  /// A hub with these parts; its presence follows from them.
  private static func hub(_ key: String = "pci-1/2", _ parts: PartKind...) -> Candidate {
    let needed: [PartKind] = [.display, .keyboard, .pointer]
    let missing = needed.filter { !parts.contains($0) }
    return Candidate(
      key: StationKey(key), kind: .physical, anchor: nil, label: "Hub",
      standing: .decided(.topology),
      presence: missing.isEmpty ? .complete : .incomplete(missing: missing),
      parts: parts.map { Part(kind: $0, device: DevicePath("/\($0)"), label: "My \($0)") },
      seat: nil)
  }
  private static let whole = hub("pci-1/2", .keyboard, .pointer, .display)
  private static let noMouse = hub("pci-1/2", .keyboard, .display)

  /// Seconds since the start, and what is seen.
  private struct Bench {
    var sightings = Sightings()
    var patience = Patience()

    mutating func look(_ seconds: Double, _ candidates: Candidate...) -> Seen {
      let now = Timestamp(milliseconds: Int64(seconds * 1000))
      let seen = sightings.look(at: candidates, patience: patience, now: now)
      let before = sightings
      #expect(sightings.look(at: candidates, patience: patience, now: now) == seen)
      #expect(sightings == before, "looking again at the same time changes nothing")
      return seen
    }
  }

  private func time(_ seconds: Double) -> Timestamp {
    Timestamp(milliseconds: Int64(seconds * 1000))
  }

  // MARK: Arriving

  @Test func whatIsCompleteIsAnnouncedAtOnce() {
    var bench = Bench()
    #expect(bench.look(0, Self.whole).candidates == [Self.whole])
    #expect(bench.look(0, Self.whole).nextChange == nil, "and nobody needs to wake up for it")
  }

  @Test func whatIsIncompleteWaitsForTwoSecondsOfQuiet() {
    var bench = Bench()
    let first = bench.look(0, Self.hub("pci-1/2", .keyboard))
    #expect(
      first.candidates[0].presence == .probing(missing: [.display, .pointer], until: time(2)))
    #expect(first.nextChange == time(2))
    let second = bench.look(1.5, Self.noMouse)
    #expect(second.candidates[0].presence == .probing(missing: [.pointer], until: time(3.5)))
    #expect(bench.look(3.4, Self.noMouse).nextChange == time(3.5))
    let calm = bench.look(3.5, Self.noMouse)
    #expect(calm.candidates == [Self.noMouse] && calm.nextChange == nil)
  }

  @Test func whatPeopleSayOfItMakesItNoNewcomer() {
    var bench = Bench()
    _ = bench.look(0, Self.noMouse)
    _ = bench.look(2, Self.noMouse)
    var enrolled = Self.noMouse
    enrolled.standing = .decided(.enrollment)
    #expect(bench.look(10, enrolled).candidates == [enrolled])
  }

  @Test func andFifteenSecondsAtMost() {
    var bench = Bench()
    var at = 0.0
    var other = false
    while at < 15 {
      let seen = bench.look(at, Self.hub("pci-1/2", .keyboard, other ? .sound : .storage))
      guard case .probing(_, let until) = seen.candidates[0].presence else {
        Issue.record("announced at \(at): \(seen.candidates[0].presence)")
        return
      }
      #expect(until == min(time(at + 2), time(15)))
      at += 1
      other.toggle()
    }
    // It chatters on: what is missing stays missing.
    for second in 15...40 {
      let seen = bench.look(
        Double(second), Self.hub("pci-1/2", .keyboard, other ? .sound : .storage))
      other.toggle()
      #expect(seen.candidates[0].presence == .incomplete(missing: [.display, .pointer]))
    }
  }

  @Test func whatLosesAPartLaterIsProbedAgainAndHeldMeanwhile() {
    var bench = Bench()
    _ = bench.look(0, Self.whole)
    let pulled = bench.look(100, Self.noMouse)
    #expect(pulled.candidates[0].presence == .probing(missing: [.pointer], until: time(102)))
    #expect(pulled.held == [Self.whole.key])
    let calm = bench.look(102, Self.noMouse)
    #expect(calm.candidates == [Self.noMouse] && calm.held == [Self.whole.key])
    #expect(calm.nextChange == time(110), "its license has the time of an absence")
    #expect(bench.look(110, Self.noMouse).held.isEmpty)
  }

  // MARK: Going

  @Test func aResetIsNoAbsence() {
    var bench = Bench()
    _ = bench.look(0, Self.whole)
    let gone = bench.look(50)
    #expect(gone.candidates.map(\.presence) == [.away(since: time(50), until: time(60))])
    #expect(gone.candidates[0].parts.isEmpty && gone.held == [Self.whole.key])
    #expect(gone.nextChange == time(60))
    let back = bench.look(59.9, Self.whole)
    #expect(back.candidates == [Self.whole] && back.held.isEmpty)
  }

  @Test func whatIsGoneForTenSecondsIsGoneSinceItWent() {
    var bench = Bench()
    _ = bench.look(0, Self.whole)
    _ = bench.look(50)
    let gone = bench.look(60)
    #expect(gone.candidates.isEmpty && gone.held.isEmpty)
    #expect(gone.goneSince == [Self.whole.key: time(50)])
    #expect(bench.look(5000).goneSince.isEmpty, "nothing is kept for ever")
    #expect(bench.sightings == Sightings())
  }

  @Test func theAbsenceGraceIsConfigurable() {
    var bench = Bench()
    bench.patience.absence = .minutes(5)
    _ = bench.look(0, Self.whole)
    #expect(bench.look(1).nextChange == time(301))
  }

  // MARK: Flapping

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

  // MARK: After a start

  @Test func whatIsAwaitedIsSoUntilItsTimeIsOver() {
    var bench = Bench()
    bench.sightings = Sightings(
      awaiting: [Self.whole.key, StationKey("pci-1/9")], until: time(10))
    let first = bench.look(0, Self.whole)
    #expect(first.awaited == [StationKey("pci-1/9")] && first.nextChange == time(10))
    #expect(bench.look(10, Self.whole).awaited.isEmpty)
  }

  @Test func whateverHappensTheHostIsShownAsItIs() {
    var bench = Bench()
    let host = Candidate(
      key: .host, kind: .host, anchor: nil, label: "Host", standing: .decided(.topology),
      presence: .incomplete(missing: [.display]), parts: [], seat: nil)
    #expect(bench.look(0, host).candidates == [host])
    #expect(bench.look(1).candidates.isEmpty)
  }
}

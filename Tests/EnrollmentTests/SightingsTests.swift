import Enrollment
import StationModel
import Testing

/// What resets, flaps or still arrives, with a clock that the test drives.
@Suite struct SightingsTests {
  /// A hub with these parts; its presence follows from them.
  static func hub(_ key: String = "pci-1/2", _ parts: PartKind...) -> Candidate {
    let needed: [PartKind] = [.display, .keyboard, .pointer]
    let missing = needed.filter { !parts.contains($0) }
    return Candidate(
      key: StationKey(key), kind: .physical, anchor: nil, label: "Hub",
      standing: .decided(.topology),
      presence: missing.isEmpty ? .complete : .incomplete(missing: missing),
      parts: parts.map { Part(kind: $0, device: DevicePath("/\($0)"), label: "My \($0)") },
      seat: nil)
  }
  static let whole = hub("pci-1/2", .keyboard, .pointer, .display)
  static let noMouse = hub("pci-1/2", .keyboard, .display)

  /// Seconds since the start, and what is seen.
  struct Bench {
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

  func time(_ seconds: Double) -> Timestamp {
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

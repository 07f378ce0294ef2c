import StationModel
import Testing
import Topology

/// Rules 2 and 4: which hubs are stations, and on whose word.
@Suite struct AnchorTests {
  private let one = Bench.key(1)

  @Test func aBareComputerIsTheHostAlone() {
    let sorting = Bench.computer.sorted()
    #expect(sorting.keys == ["host"])
    #expect(sorting[.host]?.presence == .complete)
    #expect(sorting[.host]?.standing == .decided(.topology))
  }

  @Test func aRemovableHubWithAKeyboardIsDecidedByTopology() {
    var bench = Bench.computer
    bench.hub(1)
    bench.keyboard(1, 1)
    let sorting = bench.sorted()
    #expect(sorting[one]?.standing == .decided(.topology))
    #expect(sorting[one]?.presence == .incomplete(missing: [.display, .pointer]))
    #expect(sorting.owner(1, 1) == one)
    #expect(sorting.assignments[Bench.path([1])]?.rule == .anchor)
    #expect(sorting.assignments[Bench.path([1, 1])]?.rule == .territory)
  }

  @Test func aHubOfUnknownPlaceIsOnlyProposed() {
    var bench = Bench.computer
    bench.hub(1, removable: .unknown)
    bench.keyboard(1, 1)
    let candidate = bench.sorted()[one]
    guard case .undecided(let why)? = candidate?.standing else {
      Issue.record("taken: \(String(describing: candidate))")
      return
    }
    #expect(why.contains("firmware"))
    #expect(candidate?.parts.map(\.kind) == [.hub, .keyboard])
  }

  @Test func hubsInsideTheComputerMakeNoStation() {
    var bench = Bench.computer
    bench.hub(1, removable: .fixed)
    bench.keyboard(1, 1)
    bench.hub(1, 2, removable: .fixed)
    bench.keyboard(1, 2, 1)
    let sorting = bench.sorted()
    #expect(sorting.keys == ["host"])
    #expect(sorting.assignments[Bench.path([1, 2])]?.rule == .internalHub)
    #expect(sorting.assignments[Bench.path([])]?.rule == .internalHub)
  }

  @Test func anExternalHubBelowAnInternalOneIsAStation() {
    var bench = Bench.computer
    bench.hub(1, removable: .fixed)
    bench.hub(1, 2)
    bench.keyboard(1, 2, 1)
    #expect(bench.sorted().keys == ["host", Bench.key(1, 2).text])
  }

  @Test func whatHangsOnAnExternalHubIsExternalToo() {
    var bench = Bench.computer
    bench.hub(1)
    bench.hub(1, 2, removable: .unknown)
    bench.keyboard(1, 2, 1)
    #expect(bench.sorted()[Bench.key(1, 2)]?.standing == .decided(.topology))
  }

  @Test func aHubSolderedIntoAnExternalOneIsThatBox() {
    var bench = Bench.computer
    bench.hub(1)
    bench.hub(1, 2, removable: .fixed)
    bench.keyboard(1, 2, 1)
    #expect(bench.sorted()[Bench.key(1)]?.standing == .decided(.topology))
    #expect(bench.sorted()[Bench.key(1, 2)] == nil)
  }

  @Test func aFixedHubOnAHubOfUnknownPlaceStaysUndecided() {
    var bench = Bench.computer
    bench.hub(1, removable: .unknown)
    bench.hub(1, 2, removable: .fixed)
    bench.keyboard(1, 2, 1)
    guard case .undecided? = bench.sorted()[Bench.key(1)]?.standing else {
      Issue.record("taken")
      return
    }
  }

  @Test func theHighestAuthorityIsRecorded() {
    func standing(_ change: (inout Bench, inout Guidance) -> Void) -> Candidate.Standing? {
      var bench = Bench.computer
      var guidance = Guidance()
      change(&bench, &guidance)
      bench.keyboard(1, 1)
      return bench.sorted(guidance)[one]?.standing
    }
    #expect(standing { bench, _ in bench.hub(1, makesSeat: true) } == .decided(.hardware))
    #expect(
      standing { bench, _ in bench.hub(1, removable: .unknown, seat: "seat-2", makesSeat: true) }
        == .decided(.udevSeat))
    #expect(
      standing { bench, guidance in
        bench.hub(1, removable: .unknown, seat: "seat-2")
        guidance.enrolled = [one]
      } == .decided(.enrollment))
    #expect(
      standing { bench, guidance in
        bench.hub(1, removable: .unknown)
        guidance.enrolled = [one]
        guidance.bindings = [one: DisplayPlace(card: "nowhere")]
      } == .decided(.administrator))
    guard
      case .undecided? = standing({ bench, _ in bench.hub(1, removable: .unknown, seat: "seat0") })
    else {
      Issue.record("seat0 is not a seat of its own")
      return
    }
  }

  @Test func anAuthorityOverridesAnInternalHub() {
    var bench = Bench.computer
    bench.hub(1, removable: .fixed)
    bench.keyboard(1, 1)
    #expect(bench.sorted(Guidance(enrolled: [one]))[one]?.standing == .decided(.enrollment))
  }

  @Test func aSeatHandedDownToAnInnerHubIsNotItsOwn() {
    var bench = Bench.computer
    bench.hub(1, removable: .unknown, seat: "seat-2")
    bench.keyboard(1, 1, seat: "seat-2")
    bench.hub(1, 2, removable: .unknown, seat: "seat-2")
    bench.keyboard(1, 2, 1, seat: "seat-2")
    let sorting = bench.sorted()
    #expect(sorting[one]?.standing == .decided(.udevSeat))
    guard case .undecided? = sorting[Bench.key(1, 2)]?.standing else {
      Issue.record("the inner hub claims the outer hub's seat")
      return
    }
  }
}

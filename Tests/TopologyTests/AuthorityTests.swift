import StationModel
import Testing
import Topology

/// Who wins where two authorities disagree, pair by pair: administrator, enrollment, udev's seat,
/// hardware, topology, heuristics.
@Suite struct AuthorityTests {
  private let one = Bench.key(1)
  private let two = Bench.key(2)
  private let inner = Bench.key(1, 4)
  private let card = "pci-0000:00:0b.0"

  // MARK: Displays

  /// A second hub, and a USB display below the first one with these words of udev.
  private func display(
    seats: (one: String?, two: String?) = (nil, nil), cardSeat: String? = nil,
    makesSeat: Bool = false, _ guidance: Guidance = Guidance()
  ) -> Assignment? {
    var bench = Bench.computer
    bench.hub(1, seat: seats.one, makesSeat: makesSeat)
    bench.keyboard(1, 1)
    bench.hub(2, seat: seats.two)
    bench.keyboard(2, 1)
    let adapter = bench.usb([1, 3])
    let path = bench.card(
      adapter.text + "/x:1.0", number: 1, idPath: card, seat: cardSeat, sockets: ["VGA-1"])
    return bench.sorted(guidance).assignments[path]
  }

  private func check(
    _ found: Assignment?, _ winner: StationKey, _ authority: Authority, over loser: StationKey?,
    _ weaker: Authority, at place: SourceLocation = #_sourceLocation
  ) {
    #expect(found?.station == winner && found?.authority == authority, sourceLocation: place)
    #expect(
      found?.alternatives.contains { $0.station == loser && $0.authority == weaker } == true,
      "\(found?.alternatives ?? [])", sourceLocation: place)
  }

  @Test func ofTwoWordsOnADisplayTheHigherWins() {
    let bound = Guidance(bindings: [two: DisplayPlace(card: card)])
    check(
      display(seats: ("seat-1", nil), cardSeat: "seat-1", bound), two, .administrator, over: one,
      .udevSeat)
    check(display(makesSeat: true, bound), two, .administrator, over: one, .hardware)
    check(display(bound), two, .administrator, over: one, .topology)
    check(
      display(seats: (nil, "seat-2"), cardSeat: "seat-2", makesSeat: true), two, .udevSeat,
      over: one, .hardware)
    check(
      display(seats: (nil, "seat-2"), cardSeat: "seat-2"), two, .udevSeat, over: one, .topology)
    check(display(makesSeat: true), one, .hardware, over: .host, .topology)
    check(display(), one, .topology, over: .host, .topology)
    // A seat that no station's hub is on speaks for no station.
    check(display(cardSeat: "seat-9"), one, .topology, over: nil, .udevSeat)
  }

  @Test func whoWantsADisplayInAConflictIsListed() {
    let both = Guidance(bindings: [
      one: DisplayPlace(card: card), two: DisplayPlace(card: card, connector: "VGA-1"),
    ])
    let found = display(both)
    #expect(found?.station == .host)
    #expect(found?.alternatives.map(\.station) == [one, two])
    #expect(found?.alternatives.allSatisfy { $0.authority == .administrator } == true)
  }

  // MARK: Hubs on hubs

  /// A hub with a keyboard on a hub with a keyboard.
  private func chain(
    outer: (seat: String?, makesSeat: Bool), inner: (seat: String?, makesSeat: Bool),
    soldered: Bool = false, _ guidance: Guidance = Guidance()
  ) -> Sorting {
    var bench = Bench.computer
    bench.hub(1, seat: outer.seat, makesSeat: outer.makesSeat)
    bench.keyboard(1, 1, seat: outer.seat)
    bench.hub(
      1, 4, removable: soldered ? .fixed : .removable, seat: inner.seat, makesSeat: inner.makesSeat)
    bench.keyboard(1, 4, 1, seat: inner.seat)
    return bench.sorted(guidance)
  }

  @Test func aSeatHandedDownGoesBeforeTheTree() {
    let sorting = chain(outer: ("seat-2", false), inner: ("seat-2", false))
    #expect(sorting.owner(1, 4) == one && sorting.owner(1, 4, 1) == one)
    let keyboard = sorting.assignments[Bench.path([1, 4, 1])]
    check(keyboard, one, .udevSeat, over: inner, .topology)
    guard case .undecided(let why)? = sorting[inner]?.standing else {
      Issue.record("udev's seat was passed over")
      return
    }
    #expect(why.contains(one.text))
    #expect(sorting[inner]?.isPart == true && sorting[one]?.isPart == false)
    // It says what is there, and owns nothing.
    #expect(sorting.kinds(inner) == [.hub, .keyboard])
    #expect(sorting[inner]?.presence == .incomplete(missing: [.display, .pointer]))
  }

  @Test func theHardwaresSeatGoesBeforeTheTree() {
    let sorting = chain(outer: (nil, true), inner: (nil, false))
    check(
      sorting.assignments[Bench.path([1, 4, 1])], one, .hardware, over: inner, .topology)
  }

  @Test func udevsSeatGoesBeforeTheHardwares() {
    let own = chain(outer: (nil, true), inner: ("seat-3", false))
    #expect(own.owner(1, 4, 1) == inner)
    #expect(own[inner]?.standing == .decided(.udevSeat))
    let handedDown = chain(outer: ("seat-2", false), inner: ("seat-2", true))
    #expect(handedDown.owner(1, 4, 1) == one)
  }

  @Test func theLedgerGoesBeforeUdevsSeat() {
    let sorting = chain(
      outer: ("seat-2", false), inner: ("seat-2", false), Guidance(enrolled: [inner]))
    #expect(sorting[inner]?.standing == .decided(.enrollment))
    #expect(sorting.owner(1, 4, 1) == inner)
    check(sorting.assignments[Bench.path([1, 4])], inner, .enrollment, over: one, .udevSeat)
  }

  @Test func theAdministratorGoesBeforeTheLedger() {
    let sorting = chain(
      outer: ("seat-2", false), inner: ("seat-2", false),
      Guidance(bindings: [inner: DisplayPlace(card: "pci-x")], enrolled: [one, inner]))
    #expect(sorting[inner]?.standing == .decided(.administrator))
    #expect(sorting[one]?.standing == .decided(.enrollment))
    #expect(sorting.owner(1, 4, 1) == inner)
  }

  @Test func udevsSeatOnAnInnerHubHoldsBelowAnEnrolledOne() {
    for soldered in [false, true] {
      let sorting = chain(
        outer: (nil, false), inner: ("seat-3", false), soldered: soldered,
        Guidance(enrolled: [one]))
      #expect(sorting[one]?.standing == .decided(.enrollment))
      #expect(sorting[inner]?.standing == .decided(.udevSeat))
      #expect(sorting.owner(1, 4, 1) == inner)
    }
  }

  @Test func topologyGoesBeforeHeuristics() {
    let sorting = chain(outer: (nil, false), inner: (nil, false))
    #expect(sorting[inner]?.standing == .decided(.topology))
    var bench = Bench.computer
    bench.hub(1, removable: .unknown)
    bench.keyboard(1, 1)
    let found = bench.sorted(Guidance(enrolled: [one])).assignments[Bench.path([1])]
    check(found, one, .enrollment, over: nil, .heuristics)
  }

  @Test func anAuthorityGoesBeforeTheFirmwaresWord() {
    var bench = Bench.computer
    bench.hub(1, removable: .fixed)
    bench.keyboard(1, 1)
    let found = bench.sorted(Guidance(enrolled: [one])).assignments[Bench.path([1])]
    check(found, one, .enrollment, over: .host, .topology)
    #expect(found?.alternatives.first?.rule == .internalHub)
  }

  // MARK: Single devices

  @Test func whatUdevPutsOnAStationsSeatIsThatStations() {
    var bench = Bench.computer
    bench.hub(1, seat: "seat-2")
    bench.keyboard(1, 1, seat: "seat-2")
    bench.hub(2)
    bench.keyboard(2, 1)
    bench.mouse(2, 2, seat: "seat-2")
    bench.mouse(3, seat: "seat-2")
    let sorting = bench.sorted()
    #expect(sorting.kinds(one) == [.hub, .keyboard, .pointer, .pointer])
    check(sorting.assignments[Bench.path([2, 2])], one, .udevSeat, over: two, .topology)
    check(sorting.assignments[Bench.path([3])], one, .udevSeat, over: .host, .topology)
  }

  @Test func rootHubsStayTheComputersWhateverUdevSays() {
    var bench = Bench.computer
    bench.hub(1, seat: "seat-2")
    bench.keyboard(1, 1, seat: "seat-2")
    bench.put(
      Device(
        path: Bench.path([], bus: 3), label: "root", seat: "seat-2",
        facts: .usb(USBFacts(isHub: true, route: [], bus: 3))))
    #expect(bench.sorted().owner(Bench.path([], bus: 3)) == .host)
  }

  @Test func aSeatOfTwoHubsDecidesNothing() {
    var bench = Bench.computer
    for port in [1, 2] {
      bench.hub(port, seat: "seat-2")
      bench.keyboard(port, 1, seat: "seat-2")
    }
    bench.mouse(3, seat: "seat-2")
    let mouse = bench.sorted().assignments[Bench.path([3])]
    #expect(mouse?.station == .host)
    #expect(mouse?.alternatives.map(\.station) == [one, two])
  }
}

import DBus
import StationModel
import Testing

@testable import Seats

@Suite struct SeatPlanTests {
  @Test func hubsAndCardsThatHangElsewhereAreAttachedAndThenAllIsReady() {
    var bench = SeatBench()
    let plan = bench.plan
    #expect(plan.lines.map(\.state) == [.none, .attach, .attach])
    // The card below the hub follows it.
    #expect(plan[1]?.devices == [SeatBench.hub1] && plan[1]?.seat == "seat-station-1")
    #expect(Set(plan[2]?.devices ?? []) == [SeatBench.hub2, SeatBench.card2])
    for line in plan.lines where line.state == .attach { bench.obey(line) }
    #expect(bench.plan.lines.map(\.state) == [.none, .ready, .ready])
    #expect(bench.plan.ours[1]?.files == ["72-seat-usb-1.rules"])
  }

  @Test func whatUdevHasNotMovedYetIsStillMissing() {
    var bench = SeatBench()
    bench.obey("seat-station-2", SeatBench.hub2)
    #expect(bench.plan[2]?.devices == [SeatBench.card2])
    bench.devices[SeatBench.hub1]?.seat = "seat-station-1"
    #expect(bench.plan[1]?.devices == [SeatBench.hub1])
  }

  @Test func nothingIsAddedToASeatOfSomebodyElses() {
    var bench = SeatBench()
    bench.obey("seat-left", SeatBench.card2)
    bench.rules = .known([
      SeatRule(file: "72-seat-drm-2.rules", device: "drm-2", seat: "seat-left")
    ])
    let line = bench.plan[2]
    #expect(line?.state == .impossible && line?.seat == "seat-left" && line?.devices == [])
    #expect(
      line?.why.contains("card2 is on seat-left by an administrator's rule (72-seat-drm-2.rules)")
        == true, "\(line?.why ?? "-")")
    #expect(
      line?.nextStep?.hasSuffix("loginctl attach seat-left \(SeatBench.hub2)") == true,
      "\(line?.nextStep ?? "-")")
    bench.rules = .known([])
    bench.devices[SeatBench.card2]?.makesItsOwnSeat = true
    #expect(bench.plan[2]?.why.contains("by udev") == true)
    bench.obey("seat-other", SeatBench.hub2)
    #expect(bench.plan[2]?.state == .impossible)
    bench.obey("seat-left", SeatBench.hub2)
    #expect(bench.plan[2]?.state == .ready)
  }

  @Test func whereNoSignInScreenAppearsPluggingInAgainIsAdvised() {
    var bench = SeatBench()
    if let line = bench.plan[1] { bench.obey(line) }
    #expect(bench.plan[1]?.nextStep == nil)
    bench.screens = ["seat0"]
    #expect(bench.plan[1]?.state == .ready)
    #expect(bench.plan[1]?.nextStep?.contains("AutoAddGPU") == true)
    bench.hostLeavesCards = true
    #expect(bench.plan[1]?.nextStep?.contains("AutoAddGPU") == false)
    #expect(bench.plan[1]?.nextStep?.contains("display manager anew") == true)
    bench.screens = ["seat0", "seat-station-1"]
    #expect(bench.plan[1]?.nextStep == nil)
  }

  @Test func whatWasAtAnotherStationGetsARuleOfItsOwnAsItDoesNotFollowTheHub() {
    var bench = SeatBench()
    bench.rules = .known([
      SeatRule(file: "72-seat-drm-1.rules", device: "drm-1", seat: "seat-station-2")
    ])
    bench.obey("seat-station-2", SeatBench.card1)
    #expect(bench.plan[1]?.state == .attach)
    #expect(bench.plan[1]?.devices == [SeatBench.hub1, SeatBench.card1])
  }

  @Test func aDisplayThatIsUnpluggedBringsItsSeatBackWithIt() {
    var bench = SeatBench()
    if let line = bench.plan[2] { bench.obey(line) }
    bench.devices[SeatBench.card2] = nil
    bench.stations[2].cards = []
    bench.stations[2].presence = .incomplete(missing: [.display])
    #expect(bench.plan[2]?.state == PlannedSeat.State.none)
    #expect(bench.plan[2]?.seat == "seat-station-2")
  }

  @Test func aGreeterIsAScreenOfItsSeat() {
    let seat = { (name: String) in Value.structure([.string(name), .path("/x")]) }
    #expect(readScreen(["Seat": seat("seat0"), "Type": .string("wayland")]) == "seat0")
    #expect(readScreen(["Seat": seat("seat0"), "Type": .string("tty")]) == nil)
    #expect(readScreen(["Seat": seat(""), "Type": .string("x11")]) == nil)
    #expect(
      readScreen(["Seat": seat("seat0"), "Type": .string("x11"), "State": .string("closing")])
        == nil)
  }

  @Test func nothingIsTakenFromWhoSitsThere() {
    var bench = SeatBench()
    bench.sit("anna", "seat0")
    for number in [1, 2] {
      #expect(bench.plan[number]?.state == .waiting)
      #expect(bench.plan[number]?.why.contains("until anna signs out") == true)
    }
    bench.sessions = .unknown(why: "no logind")
    #expect(bench.plan[1]?.state == .waiting)
    bench.sessions = .known([])
    bench.sit("bob", "seat-elsewhere")
    #expect(bench.plan[1]?.state == .attach)
  }

  @Test func whatCannotBeIsSaid() {
    let cases: [(String, (inout SeatBench) -> Void)] = [
      ("no display", { $0.stations[2].cards = [] }),
      ("also drives the displays of the host", { $0.stations[2].cards[0].others = ["the host"] }),
      ("enrolled and licensed", { $0.stations[2].cards[0].others = ["station 1 (Door)"] }),
      ("incomplete: no keyboard", { $0.stations[2].presence = .incomplete(missing: [.keyboard]) }),
      ("in conflict", { $0.stations[2].presence = .conflict(why: "two want it") }),
      ("ID_FOR_SEAT", { $0.devices[SeatBench.hub2]?.seatName = nil }),
      ("ID_FOR_SEAT", { $0.devices[SeatBench.card2]?.isForSeats = nil }),
      ("take both", { $0.devices[SeatBench.hub1]?.seatName = "usb-2" }),
      (
        "evdi",
        {
          $0.devices[SeatBench.card2]?.facts = .card(
            CardFacts(isBootConsole: false, isMasterOfSeat: true, evdi: EvdiFacts()))
        }
      ),
      (
        "would go with it",
        { $0.key(DevicePath(SeatBench.hub2.text + "/1-2.9/input/input9"), .host) }
      ),
      (
        "no keyboard left",
        {
          $0.obey("seat-x", SeatBench.keyboard0)
          $0.obey("seat-x", SeatBench.hub1)
        }
      ),
      (
        "no graphics card left",
        {
          $0.obey("seat-x", SeatBench.card0)
          $0.obey("seat-x", SeatBench.card1)
        }
      ),
    ]
    for (words, change) in cases {
      var bench = SeatBench()
      change(&bench)
      let line = bench.plan[2]
      #expect(line?.state == .impossible, "\(words): \(String(describing: line))")
      #expect(line?.why.contains(words) == true, "\(words): \(line?.why ?? "-")")
    }
  }

  @Test func whoIsNotThereKeepsItsRules() {
    var bench = SeatBench()
    if let line = bench.plan[2] { bench.obey(line) }
    bench.stations[2].presence = .absent(since: Timestamp(milliseconds: 0))
    for path in bench.devices.keys where path == SeatBench.hub2 || path.isBelow(SeatBench.hub2) {
      bench.devices[path] = nil
    }
    #expect(bench.plan[2]?.state == PlannedSeat.State.none)
    #expect(bench.plan[2]?.seat == "seat-station-2")
  }

  @Test func rulesOfFormerStationsAndFormerPlacesAreReleasedUnlessSomebodySitsThere() {
    var bench = SeatBench()
    for line in bench.plan.lines where line.state == .attach { bench.obey(line) }
    bench.rules = .known(
      bench.rules.list + [
        SeatRule(file: "72-seat-usb-9.rules", device: "usb-9", seat: "seat-station-1"),
        SeatRule(file: "72-seat-usb-8.rules", device: "usb-8", seat: "seat-station-7"),
        SeatRule(file: "72-seat-usb-7.rules", device: "usb-7", seat: "seat-left"),
      ])
    #expect(bench.plan.lines.map(\.state) == [.none, .release, .ready, .release])
    #expect(bench.plan[7]?.number == 7)
    bench.sit("anna", "seat-station-1")
    #expect(bench.plan[1]?.state == .waiting)
    bench.stations[1].presence = .away(
      since: Timestamp(milliseconds: 0), until: Timestamp(milliseconds: 1))
    #expect(bench.plan[1]?.state == PlannedSeat.State.none)
  }

  @Test func theInnerStationGoesFirst() {
    var bench = SeatBench()
    let inner = StationKey("pci-0/2.1")
    let hub = DevicePath(SeatBench.hub2.text + "/1-2.1")
    let card = DevicePath("/sys/devices/pci0/03/drm/card3")
    bench.add(hub, "usb-2.1", .usb(USBFacts(isHub: true, route: [2, 1])), inner)
    bench.add(
      card, "drm-3", .card(CardFacts(isBootConsole: false, isMasterOfSeat: true)), inner)
    bench.stations.append(
      SeatStation(
        number: 3, name: "Inner", key: inner, presence: .complete, cards: [SeatCard(path: card)]))
    #expect(bench.plan[3]?.state == .attach && bench.plan[2]?.state == .waiting)
    if let line = bench.plan[3] { bench.obey(line) }
    #expect(bench.plan[3]?.state == .ready && bench.plan[2]?.state == .attach)
  }

  @Test func rulesAreReadStrictly() {
    func rule(_ file: String, _ text: String) -> SeatRule? { SeatRule(file: file, text: text) }
    let line = #"TAG=="seat", ENV{ID_FOR_SEAT}=="usb-1", ENV{ID_SEAT}="seat-station-3""#
    let good = rule("72-seat-usb-1.rules", line + "\n")
    #expect(good?.station == 3 && good?.device == "usb-1")
    #expect(rule("72-seat-usb-1.rules", line)?.seat == "seat-station-3")
    for (file, text) in [
      ("72-seat-usb-2.rules", line), ("73-seat-usb-1.rules", line),
      ("72-seat-usb-1.rules", line + "\n" + line), ("72-seat-usb-1.rules", "# " + line),
      ("72-seat-usb-1.rules", line + ", RUN+=\"x\""), ("72-seat-usb-1.rules", ""),
    ] { #expect(rule(file, text) == nil, "\(file): \(text)") }
    for seat in [
      "seat-station-0", "seat-station-01", "seat-station-12345", "seat-station-", "seat0",
    ] { #expect(stationNumber(ofSeat: seat) == nil) }
  }

  @Test func displaysAndConsolesHaveTheSeatOfTheirSession() {
    let seat = { (name: String) in Value.structure([.string(name), .path("/x")]) }
    #expect(
      readDisplays(["Seat": seat("seat-a"), "Display": .string(":1.0"), "TTY": .string("")])
        == [":1": "seat-a"])
    #expect(readDisplays(["Seat": seat("seat0"), "TTY": .string("tty2")]) == ["tty2": "seat0"])
    #expect(readDisplays(["Seat": seat("seat0"), "TTY": .string("pts/2")]) == [:])
    #expect(readDisplays(["Seat": seat(""), "Display": .string(":10")]) == [:])
    #expect(
      readDisplays(["Seat": seat("seat0"), "Display": .string("host:1"), "Remote": .bool(true)])
        == [:])
  }
}

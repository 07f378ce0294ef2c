import StationModel
import Testing
import Topology

/// Rule 6: whose a display is.
@Suite struct DisplayTests {
  private let one = Bench.key(1)
  private let two = Bench.key(2)
  private let slot = "/sys/devices/pci0000:00/0000:00:0b.0"
  private let slotName = "pci-0000:00:0b.0"

  /// A computer with two stations' hubs and a second card with these sockets.
  private func bench(
    sockets: [String] = ["DP-1", "DP-2"], cardSeat: String? = nil,
    hubSeats: [String?] = [nil, nil],
    idPath: String? = "pci-0000:00:0b.0"
  ) -> Bench {
    var bench = Bench.computer
    for (port, seat) in zip([1, 2], hubSeats) {
      bench.hub(port, seat: seat)
      bench.keyboard(port, 1)
      bench.mouse(port, 2)
    }
    bench.card(slot, number: 1, idPath: idPath, seat: cardSeat, sockets: sockets)
    return bench
  }

  private func displays(of key: StationKey, in sorting: Sorting) -> [String] {
    sorting[key]?.parts.compactMap(\.display?.description) ?? []
  }

  @Test func aCardThatNobodyHasIsTheHosts() {
    let sorting = bench().sorted()
    #expect(displays(of: .host, in: sorting).count == 3)
    #expect(
      sorting.displays.map(\.place.description) == [
        "pci-0000:00:0a.0/HDMI-A-1", "\(slotName)/DP-1", "\(slotName)/DP-2",
      ])
    #expect(sorting.displays.allSatisfy { $0.station == .host })
  }

  @Test func aBindingTakesOneSocketOrTheWholeCard() {
    let socket = bench().sorted(
      Guidance(bindings: [one: DisplayPlace(card: slotName, connector: "DP-2")]))
    #expect(displays(of: one, in: socket) == ["\(slotName)/DP-2"])
    #expect(socket[one]?.presence == .complete)
    #expect(socket.owner(DevicePath(slot + "/drm/card1/card1-DP-2")) == one)
    #expect(socket.owner(DevicePath(slot + "/drm/card1/card1-DP-1")) == .host)
    // One card is one seat: it cannot leave the host while the host has a socket of it.
    #expect(socket.owner(DevicePath(slot + "/drm/card1")) == .host)
    #expect(socket.assignments[DevicePath(slot + "/drm/card1")]?.why.contains("only one") == true)

    let card = bench().sorted(Guidance(bindings: [one: DisplayPlace(card: slotName)]))
    #expect(displays(of: one, in: card) == ["\(slotName)/DP-1", "\(slotName)/DP-2"])
    #expect(card.owner(DevicePath(slot + "/drm/card1")) == one)
    #expect(card.assignments[DevicePath(slot + "/drm/card1")]?.authority == .administrator)
  }

  @Test func aBindingBeatsTheSeatAndTheSeatBeatsTerritory() {
    var machine = Bench.computer
    for port in [1, 2] {
      machine.hub(port, seat: "seat-\(port)")
      machine.keyboard(port, 1)
    }
    let adapter = machine.usb([1, 3])
    machine.card(
      adapter.text + "/x:1.0", number: 1, idPath: slotName, seat: "seat-2", sockets: ["VGA-1"])
    #expect(displays(of: two, in: machine.sorted()) == ["\(slotName)/VGA-1"])
    let bound = machine.sorted(Guidance(bindings: [one: DisplayPlace(card: slotName)]))
    #expect(displays(of: one, in: bound) == ["\(slotName)/VGA-1"])
    #expect(displays(of: two, in: bound) == [])
    #expect(bound[two]?.presence == .incomplete(missing: [.display, .pointer]))
  }

  @Test func aCardOnTheHubsSeatIsTheStations() {
    let sorting = bench(cardSeat: "seat-5", hubSeats: [nil, "seat-5"]).sorted()
    #expect(displays(of: two, in: sorting).count == 2)
    #expect(sorting.assignments[DevicePath(slot + "/drm/card1")]?.authority == .udevSeat)
    #expect(sorting[two]?.seat == "seat-5")
  }

  @Test func seat0IsNobodysClaim() {
    let sorting = bench(cardSeat: "seat0", hubSeats: ["seat0", nil]).sorted()
    #expect(displays(of: one, in: sorting) == [])
    #expect(displays(of: .host, in: sorting).count == 3)
  }

  @Test func aCardOnASeatWithoutAStationIsNoDisplayOfTheHost() {
    let sorting = bench(cardSeat: "seat-9").sorted()
    #expect(displays(of: .host, in: sorting) == ["pci-0000:00:0a.0/HDMI-A-1"])
    #expect(sorting.displays.last?.station == nil)
    #expect(sorting.owner(DevicePath(slot + "/drm/card1")) == .host)
  }

  @Test func aDisplayAdapterBelowTheHubIsTheStations() {
    var machine = Bench.computer
    machine.hub(1)
    machine.keyboard(1, 1)
    machine.adapter(1, 3, number: 1)
    let sorting = machine.sorted()
    #expect(sorting.kinds(one) == [.hub, .display, .keyboard])
    #expect(sorting[one]?.parts[1].label == "Adapter VGA-1")
    #expect(sorting.displays.contains { $0.kernelName == "card1-VGA-1" && $0.station == one })
  }

  @Test func twoBindingsOfOneDisplayAreAConflictForBoth() {
    let sorting = bench().sorted(
      Guidance(bindings: [
        one: DisplayPlace(card: slotName), two: DisplayPlace(card: slotName, connector: "DP-1"),
      ]))
    for key in [one, two] {
      guard case .conflict(let why)? = sorting[key]?.presence else {
        Issue.record("\(key) is in no conflict")
        continue
      }
      #expect(why.contains(one.text) && why.contains(two.text))
    }
    #expect(sorting.displays.first { $0.place.connector == "DP-1" }?.station == nil)
    #expect(displays(of: one, in: sorting) == ["\(slotName)/DP-2"])
    #expect(sorting[.host]?.presence == .complete)
  }

  @Test func twoHubsOnOneSeatWithOneCardAreAConflict() {
    let sorting = bench(cardSeat: "seat-5", hubSeats: ["seat-5", "seat-5"]).sorted()
    for key in [one, two] {
      guard case .conflict(let why)? = sorting[key]?.presence else {
        Issue.record("\(key) is in no conflict")
        continue
      }
      #expect(why.contains("seat-5"))
    }
  }

  @Test func aDisplayBoundToAStationThatIsAwayWaitsForIt() {
    let away = Bench.key(9)
    let sorting = bench(cardSeat: "seat-5", hubSeats: ["seat-5", nil]).sorted(
      Guidance(bindings: [away: DisplayPlace(card: slotName)]))
    #expect(displays(of: one, in: sorting) == [])
    #expect(displays(of: .host, in: sorting) == ["pci-0000:00:0a.0/HDMI-A-1"])
    #expect(sorting.displays.last?.station == nil)
    let card = sorting.assignments[DevicePath(slot + "/drm/card1")]
    #expect(card?.station == .host && card?.why.contains(away.text) == true)
  }

  @Test func aBindingToADisplayThatIsNotPluggedInLeavesTheStationIncomplete() {
    let sorting = bench().sorted(Guidance(bindings: [one: DisplayPlace("pci-0000:99:00.0/DP-1")]))
    #expect(sorting[one]?.presence == .incomplete(missing: [.display]))
    #expect(sorting[one]?.standing == .decided(.administrator))
  }

  @Test func theHostCanBeBoundToo() {
    let sorting = bench(cardSeat: "seat-5", hubSeats: ["seat-5", nil]).sorted(
      Guidance(bindings: [.host: DisplayPlace(card: slotName)]))
    #expect(displays(of: .host, in: sorting).count == 3)
    #expect(displays(of: one, in: sorting) == [])
  }

  @Test func theBootConsoleIsNobodysDisplay() {
    var machine = Bench()
    machine.onboard("input0", .keyboard)
    let card = machine.card(
      "/sys/devices/platform/simple-framebuffer.0", number: 0,
      idPath: "platform-simple-framebuffer.0", sockets: ["Unknown-1"], isBootConsole: true)
    let sorting = machine.sorted()
    #expect(sorting.displays == [])
    #expect(sorting[.host]?.presence == .incomplete(missing: [.display]))
    #expect(sorting.owner(card) == .host)
    #expect(sorting.assignments[card]?.rule == .display)
  }

  @Test func aCardWithoutConnectorsIsOneDisplay() {
    let sorting = bench(sockets: []).sorted(Guidance(bindings: [one: DisplayPlace(card: slotName)]))
    #expect(displays(of: one, in: sorting) == [slotName])
    #expect(sorting.displays.last?.kernelName == "card1")
    #expect(sorting.displays.last?.status == .unknown)
    #expect(sorting[one]?.parts.first { $0.kind == .display }?.status == nil)
  }

  @Test func aMonitorThatIsSwitchedOffStillCounts() {
    var machine = Bench()
    machine.onboard("input0", .keyboard)
    machine.card(slot, number: 0, idPath: slotName, sockets: ["DP-1"], status: .disconnected)
    #expect(machine.sorted()[.host]?.presence == .complete)
    #expect(machine.sorted()[.host]?.parts.first?.status == .disconnected)
  }

  @Test func aCardWithoutALastingNameIsTheHostsAndSaysSo() {
    let sorting = bench(cardSeat: "seat-5", hubSeats: ["seat-5", nil], idPath: nil).sorted()
    #expect(displays(of: one, in: sorting) == [])
    #expect(sorting.displays.count == 1)
    #expect(sorting[.host]?.parts.count { $0.kind == .display } == 3)
    #expect(sorting.assignments[DevicePath(slot + "/drm/card1")]?.why.contains("ID_PATH") == true)
  }

  @Test func aFramebufferGoesWithItsCard() {
    var machine = bench()
    let buffer = DevicePath(slot + "/graphics/fb1")
    machine.put(Device(path: buffer, label: "fb", facts: .framebuffer))
    #expect(machine.sorted().owner(buffer) == .host)
    #expect(
      machine.sorted(Guidance(bindings: [one: DisplayPlace(card: slotName)])).owner(buffer) == one)
  }

  @Test func aConnectorWithoutItsCardIsNoDisplay() {
    var machine = Bench.computer
    let stray = DevicePath(slot + "/drm/card7/card7-DP-1")
    machine.put(
      Device(
        path: stray, label: "x", facts: .connector(ConnectorFacts(name: "DP-1", status: .connected))
      ))
    #expect(machine.sorted().displays.count == 1)
    #expect(machine.sorted().owner(stray) == .host)
  }
}

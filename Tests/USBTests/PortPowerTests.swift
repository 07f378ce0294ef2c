import StationModel
import Testing

@testable import USB

@Suite("Power of ports")
struct PortPowerTests {
  private func hub(_ half: UInt8 = 2, status: [UInt8]? = nil) -> MadeUpHub {
    let hub = MadeUpHub()
    hub.deviceProtocol = half
    hub.answers = [.portStatus(3): status ?? (half == 3 ? [0, 2, 0, 0] : [0, 1, 0, 0])]
    return hub
  }

  private func cycle(_ hubs: [String: MadeUpHub]) -> PortPowerCycle {
    PortPowerCycle(hubs.keys.sorted().map(Self.port)) { port throws(USBError) in
      guard let node = port.node, let hub = hubs[node] else { throw USBError(.missing, "gone") }
      return RequestSwitch(pipe: hub, port: port.port)
    }
  }

  private static func port(_ node: String) -> HubPort {
    HubPort(hub: DevicePath("/sys/devices/usb1/" + node), node: node, port: 3)
  }

  private let off = Request.power(false, port: 3)
  private let on = Request.power(true, port: 3)

  @Test func bothHalvesLoseItAndGetItBack() async throws {
    let halves = ["2": hub(), "3": hub(3)]
    let cycle = cycle(halves)
    cycle.hasten()
    // An hour, if it were not hastened.
    #expect(try await cycle.run(milliseconds: 3_600_000) == [.hub, .hub])
    for half in halves.values { #expect(half.asked == [off, on, .portStatus(3)]) }
  }

  @Test func theRequestsAreThoseOfTheStandard() {
    #expect(off == Request(type: 0x23, request: 1, value: 8, index: 3))
    #expect(on == Request(type: 0x23, request: 3, value: 8, index: 3))
  }

  @Test func aHalfThatRefusesLeavesNobodyWithoutPower() async {
    let good = hub()
    let bad = hub(3)
    bad.refusals = [off: 1]
    let cycle = cycle(["2": good, "3": bad])
    // It must not wait: nothing rings.
    await #expect(throws: USBError(.failed, "refused")) { _ = try await cycle.run() }
    #expect(good.asked == [off, on, .portStatus(3)])
    #expect(bad.asked == [off, on, .portStatus(3)])
  }

  @Test func givingItBackIsTriedAgain() async throws {
    let hub = hub()
    hub.refusals = [on: 2]
    _ = try await cycle(["2": hub]).run(milliseconds: 0)
    #expect(hub.asked == [off, on, on, on, .portStatus(3)])
  }

  @Test(arguments: [(UInt8(2), UInt8(2)), (3, 1)])
  func aPortThatStaysWithoutPowerIsSaid(half: UInt8, byte: UInt8) async {
    let hub = hub(half, status: [0, byte, 0, 0])
    await #expect(throws: USBError.self) {
      _ = try await cycle(["2": hub]).run(milliseconds: 0)
    }
    #expect(hub.asked.filter { $0 == on }.count == 3)
  }

  @Test func aNodeThatCannotBeOpenedSwitchesNothing() async {
    let good = hub()
    let cycle = PortPowerCycle(["2", "gone"].map(Self.port)) { port throws(USBError) in
      if port.node == "2" { return RequestSwitch(pipe: good, port: port.port) }
      throw USBError(.missing, "gone")
    }
    await #expect(throws: USBError(.missing, "gone")) { _ = try await cycle.run() }
    #expect(good.asked.isEmpty)
  }

  /// If the side of USB 2 came first, a thing of USB 3 would come back as one of USB 2.
  @Test func theLastToLoseItIsTheFirstToGetItBack() async throws {
    let diary = Diary()
    let cycle = PortPowerCycle(["2", "3"].map(Self.port)) { port throws(USBError) in
      NotedSwitch(name: port.node ?? "", diary: diary)
    }
    cycle.hasten()
    _ = try await cycle.run()
    #expect(diary.lines == ["2 off", "3 off", "3 on", "2 on"])
  }

  /// A port that was not touched has its power already, and is not to be given it by us.
  @Test func whatComesAfterARefusalIsLeftAlone() async {
    let diary = Diary()
    let cycle = PortPowerCycle(["1", "2", "3"].map(Self.port)) { port throws(USBError) in
      NotedSwitch(name: port.node ?? "", diary: diary, isStubborn: port.node == "2")
    }
    await #expect(throws: USBError(.failed, "stubborn")) { _ = try await cycle.run() }
    #expect(diary.lines == ["1 off", "2 off", "2 on", "1 on"])
  }
}

final class Diary: @unchecked Sendable {
  var lines: [String] = []
}

struct NotedSwitch: PortSwitch {
  var name: String
  var diary: Diary
  var isStubborn = false
  var way: PowerWay { .kernel }

  func takeAway() throws(USBError) {
    diary.lines.append(name + " off")
    if isStubborn { throw USBError(.failed, "stubborn") }
  }
  func give() throws(USBError) { diary.lines.append(name + " on") }
  func hasPower() throws(USBError) -> Bool { true }
}

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
    PortPowerCycle(hubs.keys.sorted().map { HubPort(node: $0, port: 3) }) {
      node throws(USBError) in
      guard let hub = hubs[node] else { throw USBError(.missing, node) }
      return hub
    }
  }

  private let off = Request.power(false, port: 3)
  private let on = Request.power(true, port: 3)

  @Test func bothHalvesLoseItAndGetItBack() async throws {
    let halves = ["2": hub(), "3": hub(3)]
    let cycle = cycle(halves)
    cycle.hasten()
    // An hour, if it were not hastened.
    try await cycle.run(milliseconds: 3_600_000)
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
    await #expect(throws: USBError(.failed, "refused")) { try await cycle.run() }
    #expect(good.asked == [off, on, .portStatus(3)])
    #expect(bad.asked == [off, on, .portStatus(3)])
  }

  @Test func givingItBackIsTriedAgain() async throws {
    let hub = hub()
    hub.refusals = [on: 2]
    try await cycle(["2": hub]).run(milliseconds: 0)
    #expect(hub.asked == [off, on, on, on, .portStatus(3)])
  }

  @Test(arguments: [(UInt8(2), UInt8(2)), (3, 1)])
  func aPortThatStaysWithoutPowerIsSaid(half: UInt8, byte: UInt8) async {
    let hub = hub(half, status: [0, byte, 0, 0])
    await #expect(throws: USBError.self) { try await cycle(["2": hub]).run(milliseconds: 0) }
    #expect(hub.asked.filter { $0 == on }.count == 3)
  }

  @Test func aNodeThatCannotBeOpenedSwitchesNothing() async {
    let good = hub()
    let ports = [HubPort(node: "2", port: 3), HubPort(node: "gone", port: 3)]
    let cycle = PortPowerCycle(ports) { node throws(USBError) in
      if node == "2" { return good }
      throw USBError(.missing, node)
    }
    await #expect(throws: USBError(.missing, "gone")) { try await cycle.run() }
    #expect(good.asked.isEmpty)
  }
}

import DBus
import StationModel
import Testing

@testable import AgentInterface

/// Every view crosses the bus whole, and its interface declares exactly what it sends.
@Suite struct WireTests {
  private static let time = WireTime(Timestamp(milliseconds: 1_795_464_932_045))
  private static let part = PartView(
    kind: "display", label: "Dock", device: "/sys/devices/x/card1", display: "pci-1/VGA-1",
    status: "connected")
  private static let station = StationView(
    number: 2, key: "pci-0000:00:14.0/1.4", name: "Zoë", kind: "physical", state: "incomplete",
    missing: ["display"], stateReason: "no display", absentSince: nil, seat: "seat0",
    binding: "pci-1", parts: [part], stale: true, enrolledAt: time, license: "grace",
    cause: "exhausted", licenseReason: "short", nextStep: "add", pack: nil, leaseExpires: nil,
    graceEnds: time, unlicensedSince: nil, turn: 3, priority: -7, labels: ["exam"],
    remarks: ["one card", "off"])
  private static let candidate = CandidateView(
    key: "pci-0000:00:14.0/2", label: "Hub", kind: "physical", state: "complete", missing: [],
    stateReason: "complete", decided: false, standing: "nobody says", seat: "seat0", parts: [part],
    ignored: true, remarks: ["no monitor"])
  private static let pack = PackView(
    id: "p.1", issuer: "School", keyID: "00ff", count: 1_000_000, used: 3,
    covers: ["host", "physical"], validFrom: time, validUntil: nil, state: "valid")
  private static let notice = NoticeView(
    id: "exhausted/pci-0000:00:14.0/2", cause: "exhausted", severity: "critical", stage: "1-day",
    audience: "station", deadline: time, station: 0, summary: "S", body: "B", nextStep: "N",
    raisedAt: time, actions: ["enroll"])
  private static let plugin = PluginView(
    name: "vms", phase: "failed", version: nil, restarts: 5, reason: "crashed")
  private static let desktop = DesktopView(
    plugin: "vms", id: "a b", name: "A", kind: "vm", state: "running", template: false,
    stale: false, station: nil)
  private static let host = HostView(
    version: "1", mode: "unset", licenses: 0, licensesUsed: 0, stationsShort: 1,
    source: "reachable", hostGraceStarted: time, hostGraceEnds: nil, overflows: 4, devices: 9,
    displays: [
      DisplayView(
        place: "pci-1/VGA-1", kernelName: "card0-VGA-1", label: "Card", status: "unknown",
        owner: nil)
    ])
  private static let views: [any WireView] = [
    station, candidate, pack, notice, plugin, desktop, host,
  ]

  @Test(arguments: views.indices) func aViewReadsBackAsItWasSent(index: Int) {
    func check<View: WireView>(_ view: View) { #expect(View(properties: view.properties) == view) }
    check(Self.views[index])
  }

  @Test(arguments: views.indices) func theInterfaceDeclaresWhatIsSent(index: Int) {
    func check<View: WireView>(_ view: View) {
      let declared = Dictionary(
        uniqueKeysWithValues: View.interface.properties.map { ($0.name, $0.signature) })
      #expect(view.properties.mapValues(\.signature) == declared)
    }
    check(Self.views[index])
  }

  @Test(arguments: views.indices) func aMissingOrWrongPropertyIsNotMadeUp(index: Int) {
    func check<View: WireView>(_ view: View) {
      for name in view.properties.keys {
        var properties = view.properties
        properties[name] = nil
        #expect(View(properties: properties) == nil, "without \(name)")
        properties[name] = .double(1)
        #expect(View(properties: properties) == nil, "with a wrong \(name)")
      }
    }
    check(Self.views[index])
  }

  @Test func objectPathsAreValidAndDistinct() {
    let ids = ["a/b", "a_b", "a b", "", "_", "ä", "A", "a", "_2f"]
    let paths = ids.map { BusName.path("x", $0) }
    #expect(Set(paths).count == ids.count)
    for path in paths {
      #expect(path.utf8.allSatisfy { UInt8(ascii: "/") == $0 || isPathCharacter($0) }, "\(path)")
    }
  }

  private func isPathCharacter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || Character(Unicode.Scalar(byte)).isLetter
      || Character(Unicode.Scalar(byte)).isNumber
  }

  @Test(arguments: AgentError.Code.allCases) func arefusalCrossesTheBus(code: AgentError.Code) {
    let error = AgentError(code, "What happened.", nextStep: "What to do.")
    #expect(AgentError(error.onTheBus) == error)
  }
}

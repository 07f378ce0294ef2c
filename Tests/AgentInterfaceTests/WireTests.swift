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
    graceEnds: time, stationGraceStarted: time, stationGraceEnds: nil, unlicensedSince: nil,
    turn: 3, priority: -7, labels: ["exam"], users: ["ada"],
    remarks: ["one card", "off"])
  private static let candidate = CandidateView(
    key: "pci-0000:00:14.0/2", label: "Hub", kind: "physical", state: "complete", missing: [],
    stateReason: "complete", decided: false, standing: "nobody says", seat: "seat0", parts: [part],
    ignored: true, remarks: ["no monitor"])
  private static let pack = PackView(
    id: "p.1", issuer: "School", keyID: "00ff", kind: "user", count: 1_000_000, removed: 4,
    converted: 5, used: 3, covers: ["host", "physical"], validFrom: time, validUntil: nil,
    state: "replaced", reason: "by p.2", product: 1, features: ["mail"], binding: "site North",
    replaces: ["p.0"], convertible: true)
  private static let notice = NoticeView(
    id: "exhausted/pci-0000:00:14.0/2", cause: "exhausted", severity: "critical", stage: "1-day",
    audience: "station", deadline: time, station: 0, summary: "S", body: "B", nextStep: "N",
    raisedAt: time, actions: ["enroll"])
  private static let plugin = PluginView(
    name: "vms", phase: "failed", version: nil, restarts: 5, reason: "crashed",
    health: "degraded", healthReason: "slow", capabilities: ["desktops", "power"], processID: 77,
    folder: "/usr/lib/x", user: "_vms", protocol: nil)
  private static let desktop = DesktopView(
    plugin: "vms", id: "a b", name: "A", kind: "vm", state: "running", template: false,
    network: true, stale: false, station: nil, boundTo: 4, boundKey: "pci-0000:00:14.0/1.4",
    user: "ada", client: "10.0.0.9", address: "vnc://127.0.0.1:5901", health: "failed",
    healthReason: "no disk", labels: ["exam"])
  private static let host = HostView(
    version: "1", overflows: 4, devices: 9,
    displays: [
      DisplayView(
        place: "pci-1/VGA-1", kernelName: "card0-VGA-1", label: "Card", status: "unknown",
        owner: nil)
    ], clockDifference: -5, administrators: ["sudo", "lab"],
    configuration: ConfigurationView(
      file: "/etc/a.conf", readAt: time, isFromCopy: true, trouble: "/etc/a.conf:3: no; yes",
      troubleSince: time, waiting: ["Bus.address"]))
  private static let licensing = LicensingView(
    mode: "per-user", licenses: 9, licensesUsed: 8, licensesReserved: 1, stationsShort: 2,
    peopleOver: 3,
    sources: [
      SourceView(name: "local", state: "reachable", why: nil),
      SourceView(name: "pool", state: "denied", why: "the door is shut"),
    ], hostGraceStarted: time, hostGraceEnds: time, hostGraceEnded: nil, hostID: "ab",
    site: "North",
    people: [
      PersonView(name: "ada", stations: ["host"], pack: "p.1", leaseExpires: time),
      PersonView(name: "bo", stations: [], pack: nil, leaseExpires: nil),
    ], peopleUnknown: "logind is away",
    reservations: [
      ReservationView(label: "desk", kind: "physical", least: 1, most: nil, held: 1),
      ReservationView(label: "exam", kind: "desktop", least: 0, most: 4, held: 0),
    ],
    revocations: [
      RevocationView(holder: "user/bo", pack: "p.1", revokedAt: time, until: time)
    ], ledgerTroubles: ["It was damaged."], backupFolder: "/var/x")
  private static let views: [any WireView] = [
    station, candidate, pack, notice, plugin, desktop, host, licensing,
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

  @Test func whatMethodsAnswerReadsBackAsItWasSent() {
    let line = StateLine(number: 3, key: "k", name: "Zoë", before: "a", after: "b")
    #expect(StateLine.value([line]).asList?.compactMap(StateLine.init) == [line])
    let lines = [
      PluginLogLine(time: Self.time, level: 3, text: "No disk"),
      PluginLogLine(time: Self.time, level: 7, text: ""),
    ]
    #expect(PluginLogLine.value(lines).asList?.compactMap(PluginLogLine.init) == lines)
    let backup = BackupView(file: "f", at: nil, rows: 7, problem: "torn")
    #expect(BackupView(backup.value) == backup)
    let counts = UsageLine.Counts(granted: 1, renewed: 2, released: 3, revoked: 4)
    let rows = [
      UsageLine(
        period: "2026-11", from: Self.time, to: nil, isPartial: true, group: "exam", name: "3 Zoë",
        peak: 4, peakAt: Self.time, averageThousandths: 1500, counts: counts, denials: nil,
        graceMinutes: 0, unlicensedMinutes: nil, overMinutes: 5, statesFrom: Self.time,
        licenses: nil),
      UsageLine(
        period: "all", from: nil, to: Self.time, isPartial: false, group: nil, name: nil, peak: 0,
        peakAt: nil, averageThousandths: 0, counts: counts, denials: 1, graceMinutes: nil,
        unlicensedMinutes: 2, overMinutes: nil, statesFrom: nil, licenses: 9),
    ]
    let usage = UsageAnswer(
      rows: rows, from: Self.time, to: nil, historyBegins: Self.time, statesKnownFrom: nil,
      unreadable: 2, outOfOrder: 3, omitted: 4)
    #expect(UsageAnswer(usage.values) == usage)
    #expect(usage.values.map(\.signature) == UsageAnswer.arguments.map(\.signature))
    for trend in [nil, -5] as [Int?] {
      let forecast = ForecastAnswer(
        answer: "runs-out", date: Self.time, because: "pack-ends", pack: nil, words: "W",
        licenses: nil, trendThousandths: trend, days: 7, daysAtLimit: 1)
      #expect(ForecastAnswer(forecast.values) == forecast)
      #expect(forecast.values.map(\.signature) == ForecastAnswer.arguments.map(\.signature))
    }
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

import AgentInterface
import StationModel
import Testing

@testable import stationctl

/// Desktops and plugins as people name and see them.
@Suite struct DesktopTests {
  private static func desktop(
    _ plugin: String, _ id: String, station: Int? = nil, template: Bool = false,
    stale: Bool = false
  ) -> DesktopView {
    DesktopView(
      plugin: plugin, id: id, name: "Desk\u{1B} \(id)", kind: "vm", state: "running",
      template: template, network: false, stale: stale, station: station, boundTo: nil,
      boundKey: nil, user: template ? nil : "ada", client: "10.0.0.9", address: nil,
      health: "ready", healthReason: nil, labels: [])
  }

  private static let desktops = [
    desktop("rdp", "1"), desktop("vms", "1", station: 7), desktop("vms", "lab", station: 1),
  ]

  @Test(arguments: [
    ("vms/1", "vms/1"), ("lab", "vms/lab"), ("7", "vms/1"), ("desktop:rdp/1", "rdp/1"),
  ]) func aDesktopIsNamedAsPluginAndIdOrItsIdOrItsStation(name: String, found: String) throws {
    #expect(try DesktopTarget(argument: name)?.find(in: Self.desktops).word == found)
  }

  @Test(arguments: [
    ("1", "There are 2 desktops 1.", "Say which: rdp/1, vms/1"),
    ("9", "There is no desktop 9.", "There are: rdp/1, vms/1, vms/lab"),
  ]) func aWrongNameSaysWhatThereIs(name: String, message: String, step: String) throws {
    let failure = #expect(throws: Failure.self) {
      try DesktopTarget(argument: name)?.find(in: Self.desktops)
    }
    #expect(failure?.message == message && failure?.nextStep == step)
  }

  @Test func ofManyNamesFiveAreSaid() {
    let many = (1...9).map { Self.desktop("vms", "d\($0)") }
    let failure = #expect(throws: Failure.self) {
      try DesktopTarget(argument: "x")?.find(in: many)
    }
    #expect(
      failure?.nextStep
        == "There are: vms/d1, vms/d2, vms/d3, vms/d4, vms/d5 and 4 more. "
        + "All of them: stationctl desktop list")
    let none = #expect(throws: Failure.self) { try DesktopTarget(argument: "x")?.find(in: []) }
    #expect(none?.nextStep.contains("stationctl plugin list") == true)
  }

  @Test func theTableShowsWhoIsOnItAndWhatIsStale() {
    let lines = desktopTable([
      Self.desktop("vms", "a", station: 7, stale: true), Self.desktop("vms", "t", template: true),
    ])
    #expect(
      lines == [
        "DESKTOP  NAME    KIND         STATE            HEALTH  USER               STATION  SHOWN AT",
        "vms/a    Desk a  vm           running (stale)  ready   ada from 10.0.0.9  7        -",
        "vms/t    Desk t  vm template  running          ready   -                  -        -",
      ])
    #expect(desktopTable([]) == [])
  }

  @Test func aLineOfAPluginsLogHasItsLevelIfItIsAbove() {
    func line(_ level: Int) -> String {
      logText(
        PluginLogLine(
          time: WireTime(Timestamp(milliseconds: 0)), level: level, text: "a\u{1B}[31m b"))
    }
    #expect(line(3) == "1970-01-01T00:00:00.000Z error: a[31m b")
    #expect(line(6) == "1970-01-01T00:00:00.000Z a[31m b")
    #expect(line(99) == "1970-01-01T00:00:00.000Z a[31m b")
  }

  @Test func aWrongPluginSaysWhatThereIs() {
    let plugin = PluginView(
      name: "vms", phase: "refused", version: nil, restarts: 0, reason: "not ours",
      health: "starting", healthReason: "x", capabilities: [], processID: nil, folder: "/p",
      user: nil, protocol: nil)
    let failure = #expect(throws: Failure.self) {
      try PluginTarget("vm").find(in: [plugin])
    }
    #expect(failure?.message == "There is no plugin vm." && failure?.nextStep == "There is: vms")
    // What does not run has no health.
    #expect(healthText(plugin) == "-")
  }
}

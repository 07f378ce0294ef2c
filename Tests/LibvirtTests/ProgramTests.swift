import EventLoop
import PluginHost
import PluginProtocol
import PluginRig
import RigKit
import StationModel
import Testing

@testable import libvirt

/// The shipped program, on a made-up hypervisor that a file describes (`test:///path.xml`).
struct ProgramTests {
  @Test func itShowsAClassroomAsItIs() async throws {
    let plugin = try await classroom()
    let desktops = try #require(await plugin.desktops)
    #expect(desktops.map(\.name) == ["Crashed", "Golden image", "Paused", "Window desk"])
    let window = desktops[3]
    #expect(window.id == "00000000-0000-4000-8000-000000000001")
    #expect(window.kind == "vm" && window.state == .running && window.health == .ready)
    #expect(window.station?.text == "pci-0000:00:14.0/1.4" && window.user == "ada")
    #expect(window.address?.url == "vnc://desks.example.org:5901")
    #expect(window.labels == ["exam", "room-3"])
    #expect(desktops[1].isTemplate && desktops[1].state == .stopped)
    #expect(desktops[2].health.state == .degraded)
    #expect(desktops[2].address?.url == "spice+unix:///run/desks/paused.sock")
    #expect(desktops[0].state == .failed && desktops[0].address == nil)
    #expect(await plugin.end() == 0)
  }

  @Test func operationsAreDoneAndTheNextSnapshotShowsThem() async throws {
    let plugin = try await classroom()
    let (window, golden) = (
      "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
    )
    try await plugin.perform(.stop(force: false), window)
    try await plugin.desktop("Window desk", "is off") {
      $0.state == .stopped && $0.address == nil && $0.user == nil
    }
    try await plugin.perform(.start, window)
    try await plugin.desktop("Window desk", "runs") { $0.state == .running }
    try await plugin.perform(.assign(to: .five), window)
    try await plugin.desktop("Window desk", "is at the door") {
      $0.station?.text == AssignedStation.five.key && $0.labels == ["exam", "room-3"]
    }
    try await plugin.perform(.unassign, window)
    try await plugin.desktop("Window desk", "is free") { $0.station == nil }
    try await plugin.perform(.assign(to: .four), golden)
    try await plugin.desktop("Golden image, station 4", "is assigned") {
      $0.station?.text == AssignedStation.four.key && $0.labels == ["room-3"] && !$0.isTemplate
    }
    let refusal = await #expect(throws: PluginError.self) {
      try await plugin.perform(.start, golden)
    }
    #expect(refusal?.code == .notSupported)
    let unknown = await #expect(throws: PluginError.self) {
      try await plugin.perform(.start, "no-such")
    }
    #expect(unknown?.code == .noSuchDesktop)
    #expect(await plugin.end() == 0)
  }

  @Test func afterAStartItLetsGoOfWhatIsNotKept() async throws {
    let plugin = try await classroom(keep: ["00000000-0000-4000-8000-000000000003"])
    try await plugin.desktop("Window desk", "is free") {
      $0.station == nil && $0.state == .running
    }
    try await plugin.desktop("Paused", "is bound") { $0.station?.text == "pci-1/1" }
  }

  @Test(.timeLimit(.minutes(1))) func underTheHostABadFileIsAFailureWithItsSentence() async throws {
    let desk = try Desk(loop: try Loop())
    defer { desk.stopBus() }
    let plugin = try PluginFolder("libvirt", on: desk, configuration: #"{"choose": "all"}"#)
    var patience = Patience()
    patience.backOff = [.milliseconds(1)]
    patience.failureLimit = 2
    let host = PluginHost(
      folders: [plugin.root], stateFolder: plugin.state, agentVersion: "1", patience: patience)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await host.run() }
      var lines: [String] = []
      for await event in host.events {
        if case .log(_, _, let line) = event { lines.append(line) }
        if case .status(let status) = event, case .failed = status.phase { break }
      }
      group.cancelAll()
      #expect(
        lines.contains {
          $0 == plugin.configuration + #": choose is neither "tag" nor {"names": ["PATTERN", …]}"#
        }, "\(lines)")
    }
  }

  private func classroom(keep: [String]? = nil) async throws -> SpokenPlugin {
    let plugin = try await SpokenPlugin(
      #"{"uri": "test://FOLDER/classroom.xml", "graphics-host": "desks.example.org"}"#, keep: keep,
      files: ["classroom.xml": Self.classroom])
    try await plugin.until("a list") { $0.desktops != nil }
    return plugin
  }

  /// Four desktops and a domain that is none.
  private static let classroom = """
    <node>
      \(domain(1, "window", "Window desk", "user='ada'", 1,
        inside: "<s:station key='pci-0000:00:14.0/1.4'/><s:label>room-3</s:label><s:label>exam</s:label>",
        "<graphics type='vnc' port='5901' autoport='no' listen='0.0.0.0'/>"))
      \(domain(2, "golden", "Golden image", "template='yes'", 5, inside: "<s:label>room-3</s:label>",
        "<graphics type='vnc' port='5999' listen='0.0.0.0'/><interface type='network'><source network='default'/></interface>"))
      \(domain(3, "paused", "Paused", "", 3, inside: "<s:station key='pci-1/1'/>",
        "<graphics type='spice'><listen type='socket' socket='/run/desks/paused.sock'/></graphics>"))
      \(domain(4, "crashed", "Crashed", "", 6))
      <domain type='test'><name>mail</name><memory>8192</memory><os><type>hvm</type></os></domain>
    </node>
    """

  private static func domain(
    _ number: Int, _ name: String, _ title: String, _ attributes: String, _ state: Int,
    inside: String = "", _ devices: String = ""
  ) -> String {
    """
    <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
      <name>\(name)</name><uuid>00000000-0000-4000-8000-00000000000\(number)</uuid>
      <title>\(title)</title>
      <metadata><s:desktop xmlns:s='urn:stationmaster:desktop:1' \(attributes)>\(inside)</s:desktop></metadata>
      <memory>8192</memory><os><type>hvm</type></os><devices>\(devices)</devices>
      <test:runstate>\(state)</test:runstate>
    </domain>
    """
  }
}

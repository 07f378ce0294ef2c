import Glibc
import PluginProtocol
import StationModel
import Testing

@testable import libvirt

/// The shipped program with real virtual machines, emulated and without a disk, where QEMU and
/// libvirt's driver for it are installed. One after the other: two daemons would give out the same
/// ports.
@Suite(.serialized, .enabled(if: Libvirtd.hasQemu, "libvirtd with QEMU is not installed"))
struct QemuTests {
  @Test func aRealMachineIsStartedReachedPausedAndSwitchedOff() async throws {
    let daemon = try await Libvirtd()
    let uri = daemon.uri("qemu", "/session")
    let admin = try Administrator(uri: uri)
    let id = try define("desk-1", "<listen type='address' address='127.0.0.1'/>", admin)
    let plugin = try await SpokenPlugin(#"{"uri": "\#(uri)"}"#)
    try await plugin.desktop("desk-1", "is off") {
      $0.state == .stopped && $0.address == nil
    }
    try await plugin.perform(.start, id)
    let desktop = try await plugin.desktop("desk-1", "runs") { $0.state == .running }
    guard case .network("127.0.0.1", let port) = desktop.address?.place else {
      Issue.record("it has no address: \(desktop)")
      return
    }
    #expect(greeting(port: port) == "RFB 003.00")
    try await plugin.perform(.assign(to: .four), id)
    try await plugin.desktop("desk-1", "is assigned") {
      $0.station?.text == AssignedStation.four.key
    }
    try admin.suspend(id)
    try await plugin.desktop("desk-1", "is paused") { $0.health.state == .degraded }
    try await plugin.perform(.start, id)
    try await plugin.desktop("desk-1", "goes on") { $0.health == .ready }
    // No system is in it that would hear the button.
    try await plugin.perform(.stop(force: false), id)
    try await plugin.perform(.stop(force: true), id)
    try await plugin.desktop("desk-1", "is off and assigned") {
      $0.state == .stopped && $0.address == nil && $0.station != nil
    }
    await daemon.stop()
  }

  @Test func theDaemonMayCrashUnderAMachineThatRuns() async throws {
    let daemon = try await Libvirtd()
    let uri = daemon.uri("qemu", "/session")
    let admin = try Administrator(uri: uri)
    let id = try define("desk-2", "<listen type='socket'/>", admin)
    let plugin = try await SpokenPlugin(#"{"uri": "\#(uri)"}"#)
    try await plugin.perform(.assign(to: .four), id)
    try await plugin.perform(.start, id)
    try await plugin.desktop("desk-2", "is reached by a socket") {
      $0.address?.url.hasPrefix("vnc+unix:///") == true
    }
    await daemon.stop()
    try await plugin.until("failed") { $0.health.state == .failed && $0.desktops == nil }
    try await daemon.start()
    try await plugin.desktop("desk-2", "still runs and is still assigned") {
      $0.state == .running && $0.station?.text == AssignedStation.four.key && $0.id == id
    }
    try await plugin.perform(.stop(force: true), id)
    try await plugin.desktop("desk-2", "is off") { $0.state == .stopped }
    await daemon.stop()
  }

  @Test func aCopyOfATemplateRunsBesideAnother() async throws {
    let daemon = try await Libvirtd()
    let uri = daemon.uri("qemu", "/session")
    let admin = try Administrator(uri: uri)
    let id = try define(
      "golden", "<listen type='address' address='127.0.0.1'/>", admin, tag: "template='yes'")
    let plugin = try await SpokenPlugin(#"{"uri": "\#(uri)"}"#)
    for station in [AssignedStation.four, .five] {
      try await plugin.perform(.assign(to: station), id)
      let name = "golden-station-\(station.number)"
      let copy = try await plugin.desktop(name, "is assigned") {
        $0.station?.text == station.key
      }
      try await plugin.perform(.start, copy.id)
      try await plugin.desktop(name, "runs") { $0.address != nil }
    }
    let desktops = try #require(await plugin.desktops)
    #expect(Set(desktops.compactMap { $0.address?.url }).count == 2)
    for desktop in desktops where !desktop.isTemplate {
      try await plugin.perform(.stop(force: true), desktop.id)
      try await plugin.desktop(desktop.name, "is off") { $0.state == .stopped }
    }
    await daemon.stop()
  }

  @Test(.enabled(if: access("/usr/bin/qemu-img", X_OK) == 0, "qemu-img is not installed"))
  func aCopyWritesToALayerOfItsOwn() async throws {
    let daemon = try await Libvirtd()
    let uri = daemon.uri("qemu", "/session")
    let admin = try Administrator(uri: uri)
    let images = daemon.folder + "/home"
    try admin.makePool("images", folder: images)
    try admin.makeVolume("golden.img", pool: "images")
    let listen = "<listen type='address' address='127.0.0.1'/>"
    let id = try define(
      "golden", listen, admin, tag: "template='yes'",
      devices: """
        <disk type='file'><driver name='qemu' type='raw'/><source file='\(images)/golden.img'/>
        <target dev='vda' bus='virtio'/></disk>
        """)
    let plugin = try await SpokenPlugin(#"{"uri": "\#(uri)"}"#)
    try await plugin.perform(.assign(to: .four), id)
    let copy = try await plugin.desktop("golden-station-4", "is assigned")
    try await plugin.perform(.start, copy.id)
    try await plugin.desktop("golden-station-4", "runs") { $0.state == .running }
    let xml = try XMLText(try admin.domain(copy.id).xml())
    #expect(
      xml.first("//disk/source")?["file"]?.hasPrefix(images + "/golden-station-4-vda-") == true)
    #expect(xml.first("//disk/backingStore/source")?["file"] == images + "/golden.img")
    try await plugin.perform(.stop(force: true), copy.id)
    try await plugin.desktop("golden-station-4", "is off") { $0.state == .stopped }
    await daemon.stop()
  }

  @Test func whatCannotStartSaysWhy() async throws {
    let daemon = try await Libvirtd()
    let uri = daemon.uri("qemu", "/session")
    let admin = try Administrator(uri: uri)
    let id = try define(
      "broken", "<listen type='address' address='127.0.0.1'/>", admin,
      devices: "<disk type='file'><source file='/nowhere/a.img'/><target dev='hda'/></disk>")
    let plugin = try await SpokenPlugin(#"{"uri": "\#(uri)"}"#)
    try await plugin.desktop("broken", "is off")
    let refusal = await #expect(throws: PluginError.self) {
      try await plugin.perform(.start, id)
    }
    #expect(refusal?.message.contains("/nowhere/a.img") == true, "\(String(describing: refusal))")
    try await plugin.desktop("broken", "has failed") { $0.state == .failed }
    await daemon.stop()
  }

  private func define(
    _ name: String, _ listen: String, _ admin: Administrator, tag: String = "",
    devices: String = ""
  ) throws -> String {
    let domain = try admin.connection.define(
      """
      <domain type='qemu'><name>\(name)</name>
        <metadata><s:desktop xmlns:s='\(Domain.Metadata.namespace)' \(tag)/></metadata>
        <memory unit='MiB'>16</memory>
        <os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/></features>
        <devices>
          <emulator>/usr/bin/qemu-system-x86_64</emulator>
          <graphics type='vnc'>\(listen)</graphics><memballoon model='none'/>\(devices)
        </devices>
      </domain>
      """)
    return domain.uuid
  }

  /// The first ten bytes that a server says.
  private func greeting(port: Int) -> String {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { return "nobody listens" }
    var buffer = [UInt8](repeating: 0, count: 10)
    let count = recv(socket, &buffer, 10, Int32(MSG_WAITALL))
    return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
  }
}

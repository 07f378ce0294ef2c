import Glibc
import StationModel
import Testing

@testable import USB

@Suite("The kernel's own way to switch a port")
struct DisableFileTests {
  /// A folder that looks like a hub in sysfs, with the file of its port 3.
  private func withHub(
    _ name: String, interface: String, _ body: (DevicePath, String) async throws -> Void
  ) async throws {
    var template = Array("/tmp/stationmaster-usb-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw USBError(.failed, "no folder in /tmp") }
    let top = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    var made = [top]
    func folder(_ name: String) {
      made.append((made.last ?? top) + "/" + name)
      mkdir(made.last ?? top, 0o755)
    }
    folder(name)
    let hub = DevicePath(made[1])
    folder(interface)
    folder("\(name)-port3")
    let file = made[3] + "/disable"
    defer {
      unlink(file)
      for folder in made.reversed() { rmdir(folder) }
    }
    set(file, "0\n")
    try await body(hub, file)
  }

  private func cycle(_ ports: [HubPort]) -> PortPowerCycle {
    PortPowerCycle(ports) { port throws(USBError) in try openPort(port) }
  }

  private func set(_ path: String, _ text: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    _ = write(file, text, text.utf8.count)
    close(file)
  }

  private func first(_ path: String) -> UInt8? {
    let file = open(path, O_RDONLY)
    defer { close(file) }
    var byte: UInt8 = 0
    return read(file, &byte, 1) == 1 ? byte : nil
  }

  @Test(arguments: [
    ("1-1.4", "1-1.4:1.0"), ("usb2", "2-0:1.0"), ("1-1", "1-1:2.0"),
  ])
  func itIsFoundAndTakenBeforeTheHubsOwnWay(name: String, interface: String) async throws {
    try await withHub(name, interface: interface) { hub, file in
      let port = HubPort(hub: hub, node: nil, port: 3)
      #expect(DisableFile.path(of: port) == file)
      let disable = try #require(DisableFile(port))
      #expect(try disable.hasPower())
      try disable.takeAway()
      #expect(first(file) == UInt8(ascii: "1"))
      #expect(try !disable.hasPower())
      try disable.give()
      #expect(first(file) == UInt8(ascii: "0"))
      #expect(try await cycle([port]).run(milliseconds: 0) == [.kernel])
    }
  }

  @Test func aPortWithoutTheFileNeedsTheHubsNode() async throws {
    try await withHub("1-1", interface: "1-1:1.0") { hub, _ in
      let port = HubPort(hub: hub, node: nil, port: 4)
      #expect(DisableFile(port) == nil)
      await #expect(throws: USBError(.missing, "the hub 1-1 has no device node")) {
        _ = try await cycle([port]).run(milliseconds: 0)
      }
    }
  }
}

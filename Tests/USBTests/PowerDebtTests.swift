import Glibc
import StationModel
import Testing

@testable import USB

@Suite("Power that is owed to ports")
struct PowerDebtTests {
  private static let hub = DevicePath("/sys/devices/pci0000:00/0000:00:14.0/usb1")
  private static let debt = PowerDebt(
    station: StationKey("pci-0000:00:14.0/2"),
    ports: [
      HubPort(hub: hub, node: "/dev/bus/usb/001/001", port: 2),
      HubPort(hub: DevicePath(hub.text + "/1-1/1-1.4"), node: nil, port: 255),
    ])

  private static let text = """
    power owed 1
    boot b-1
    station pci-0000:00:14.0/2
    port 2 /dev/bus/usb/001/001 /sys/devices/pci0000:00/0000:00:14.0/usb1
    port 255 - /sys/devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1.4
    end

    """

  @Test func itIsReadAsItIsWritten() throws {
    #expect(DebtText(boot: "b-1", debts: [Self.debt]).text == Self.text)
    let read = try #require(DebtText(Self.text))
    #expect(read.boot == "b-1" && read.debts == [Self.debt])
  }

  /// Whoever could write this file must not get the agent to write anywhere else.
  @Test(arguments: [
    ("power owed 1", "power owed 2"), ("boot b-1\n", ""), ("boot b-1", "boot "), ("end\n", ""),
    ("station pci-0000:00:14.0/2\n", ""), ("station", "Station"), ("port 2", "port 0"),
    ("port 2", "port 256"), ("port 2", "port +2"), ("port 2", "port 02"), ("port 2", "port  2"),
    ("port 2", "port 2 2"), ("/001/001", "/001/1"), ("/001/001", "/001/00x"), ("/001/001", "/001"),
    ("/dev/bus/usb", "/dev/bus/../bus/usb"), ("/dev/bus/usb", "/tmp/bus/usb"),
    ("/usb1\n", "/usb\n"), ("/usb1\n", "/usb1/\n"), ("/usb1\n", "/block\n"), ("/usb1\n", "/usbx\n"),
    ("/sys/devices", "/sys/devices/.."), ("/sys/devices/p", "/sys/devices//p"),
    ("/sys/devices", "/etc"), ("/sys/devices", "sys/devices"), ("1-1.4", "1-1."),
    ("1-1.4", "1-1-4"), ("1-1.4", "disable"), ("end\n", "end\nend\n"), ("end\n", "end\n\n"),
    ("end\n", "\nend\n"), ("pci-0000:00:14.0/2", "a\u{1b}[31mb"), ("pci-0000:00:14.0/2", "ä"),
  ])
  func whatIsNotOursIsNotUnderstood(old: String, new: String) {
    guard let range = Self.text.firstRange(of: old) else {
      Issue.record("\(old) is not in the text")
      return
    }
    let text = Self.text[..<range.lowerBound] + new + Self.text[range.upperBound...]
    #expect(DebtText(String(text)) == nil)
  }

  @Test func itHasALimit() {
    let line = "port 2 - /sys/devices/pci0000:00/0000:00:14.0/usb1\n"
    let many = String(repeating: line, count: 2000)
    #expect(DebtText("power owed 1\nboot b\nstation s\n\(many)end\n") == nil)
    let ports = Array(repeating: HubPort(hub: Self.hub, node: nil, port: 2), count: 2000)
    let debt = PowerDebt(station: StationKey("s"), ports: ports)
    #expect(DebtText(boot: "b", debts: [debt]).text == nil)
  }

  // MARK: The file

  private func withFile(_ body: (String) async throws -> Void) async throws {
    var template = Array("/tmp/stationmaster-usb-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw USBError(.failed, "no folder in /tmp") }
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    let path = folder + "/power-owed"
    defer {
      for name in ["", ".new", ".unreadable"] { unlink(path + name) }
      rmdir(folder)
    }
    try await body(path)
  }

  private func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  private func write(_ text: String, _ path: String, mode: mode_t = 0o600) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)
    _ = Glibc.write(file, text, text.utf8.count)
    close(file)
    chmod(path, mode)
  }

  @Test func whatIsOwedIsThereForTheNextLife() async throws {
    try await withFile { path in
      let debts = PowerDebts(path: path, boot: "b-1")
      #expect(debts.load() == .nothing)
      let other = PowerDebt(station: StationKey("other/1"), ports: [Self.debt.ports[0]])
      try debts.owe(Self.debt)
      try debts.owe(other)
      #expect(PowerDebts(path: path, boot: "b-1").load() == .owed([Self.debt, other]))
      debts.settle(Self.debt.station)
      #expect(PowerDebts(path: path, boot: "b-1").load() == .owed([other]))
      debts.settle(other.station)
      #expect(!isThere(path) && !isThere(path + ".new"))
    }
  }

  @Test func aRestartOfTheComputerSettlesAll() async throws {
    try await withFile { path in
      try PowerDebts(path: path, boot: "b-1").owe(Self.debt)
      #expect(PowerDebts(path: path, boot: "b-2").load() == .outdated)
      #expect(!isThere(path))
    }
  }

  @Test func whatIsNotOursIsSetAside() async throws {
    try await withFile { path in
      for (text, mode) in [("nonsense\n", mode_t(0o600)), (Self.text, 0o666), ("", 0o600)] {
        write(text, path, mode: mode)
        guard case .unreadable(_, let aside) = PowerDebts(path: path, boot: "b-1").load() else {
          Issue.record("it was read: \(text)")
          continue
        }
        #expect(aside == path + ".unreadable" && !isThere(path) && isThere(path + ".unreadable"))
      }
      symlink("/dev/zero", path)
      guard case .unreadable = PowerDebts(path: path, boot: "b-1").load() else {
        Issue.record("a link was followed")
        return
      }
    }
  }

  @Test func nothingIsSwitchedThatCannotBeWrittenDown() async {
    let diary = Diary()
    let debts = PowerDebts(path: "/proc/none/power-owed", boot: "b")
    let cycle = PortPowerCycle(Self.debt.ports, of: Self.debt.station, debts: debts) {
      port throws(USBError) in NotedSwitch(name: "\(port.port)", diary: diary)
    }
    await #expect(throws: USBError.self) { _ = try await cycle.run(milliseconds: 0) }
    #expect(diary.lines.isEmpty)
  }

  @Test func aPortThatStaysDarkStaysOwed() async throws {
    try await withFile { path in
      let debts = PowerDebts(path: path, boot: "b-1")
      let good = PortPowerCycle(Self.debt.ports, of: Self.debt.station, debts: debts) {
        port throws(USBError) in
        WatchingSwitch(path: path)
      }
      let ways = try await good.run(milliseconds: 0)
      #expect(ways == [.kernel, .kernel])
      #expect(!isThere(path))
      let bad = PortPowerCycle(Self.debt.ports, of: Self.debt.station, debts: debts) {
        port throws(USBError) in WatchingSwitch(path: path, isDead: port.port == 255)
      }
      await #expect(throws: USBError.self) { _ = try await bad.run(milliseconds: 0) }
      #expect(PowerDebts(path: path, boot: "b-1").load() == .owed([Self.debt]))
    }
  }

  /// What was unplugged meanwhile gets its power when it comes back: nothing is left to do.
  @Test func aHubThatHasGoneIsOwedNothing() async throws {
    try await withFile { path in
      let debts = PowerDebts(path: path, boot: "b-1")
      let gone = PowerDebt(
        station: Self.debt.station,
        ports: [
          HubPort(
            hub: DevicePath("/sys/devices/none/usb1"), node: "/dev/bus/usb/000/000", port: 1)
        ])
      try debts.owe(gone)
      try await debts.repay(gone)
      #expect(!isThere(path))
    }
  }
}

/// Looks whether its debt is in the file while it is dark.
private struct WatchingSwitch: PortSwitch {
  var path: String
  var isDead = false
  var way: PowerWay { .kernel }

  func takeAway() throws(USBError) {
    if access(path, F_OK) != 0 { throw USBError(.failed, "not written down") }
  }
  func give() throws(USBError) {
    if access(path, F_OK) != 0 { throw USBError(.failed, "not written down any more") }
  }
  func hasPower() throws(USBError) -> Bool { !isDead }
}

import AgentInterface
import Rigs
import StationModel
import Testing

@testable import stationctl

@Suite struct DeviceTreeTests {
  private func row(
    _ path: String, below parent: String? = nil, label: String = "",
    alternatives: [AlternativeView] = []
  ) -> DeviceView {
    DeviceView(
      device: path, parent: parent, label: label, station: "host", rule: "5 territory",
      authority: "topology", why: "because", alternatives: alternatives)
  }

  @Test func branchesShowWhatHangsWhere() {
    let lost = AlternativeView(
      station: nil, rule: "6 display", authority: "hardware", why: "weaker")
    let lines = deviceTreeLines([
      row("/sys/usb1"),
      row("/sys/usb1/1-1", below: "/sys/usb1", label: "Hub", alternatives: [lost]),
      row("/sys/usb1/1-1/1-1.1", below: "/sys/usb1/1-1"), row("/sys/usb1/1-2", below: "/sys/usb1"),
    ])
    let tail = " → host [rule 5 territory, topology]: because"
    #expect(
      lines == [
        "usb1" + tail, "├─ 1-1 \"Hub\"" + tail,
        "│  │   not nobody [rule 6 display, hardware]: weaker", "│  └─ 1-1.1" + tail,
        "└─ 1-2" + tail,
      ])
  }

  @Test func noWordOfADeviceReachesTheTerminalAsItIs() {
    var hostile = row("/sys/a\u{1b}[2J", label: "\u{1b}]0;x\u{7}\n\u{202e}evil")
    hostile.why = "\r\n\u{1b}[31m"
    let lines = deviceTreeLines([hostile]) + deviceTable([hostile])
    for line in lines {
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202e })
    }
  }

  @Test func rowsInACircleAreAllShownOnce() {
    let lines = deviceTreeLines([row("/a", below: "/b"), row("/b", below: "/a"), row("/a")])
    #expect(lines.count == 3)
  }

  @Test func aRigIsExplainedAndChecked() throws {
    let text = """
      usb1 480M
        1: hub 05e3:0608 removable ports 4
          1: keyboard "Dell KB216" 413c:2113
          2: mouse
      ps2 keyboard
      card0 pci-0000:00:02.0
        HDMI-A-1 connected
      expect 1 station
      expect station usb1/1 complete
      """
    let report = try RigReport(try RigReport.read(Array(text.utf8)))
    #expect(report.stations.map(\.key) == ["host", "pci-0000:00:14.0/1"])
    #expect(report.failures.count == 1 && report.failures[0].hasPrefix("line 9: "))
    #expect(report.lines(asTree: true).contains { $0.contains("└─ ") })
    #expect(report.lines(asTree: false).contains { $0.contains("Dell KB216") })
  }

  @Test func aRecordingIsToldFromARig() throws {
    let text =
      "# umockdev\nP: /devices/a/usb1\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nA: devpath=0\\n\n"
    #expect(try RigReport.read(Array(text.utf8)).devices.count == 1)
  }
}

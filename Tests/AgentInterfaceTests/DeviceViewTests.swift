import DBus
import StationModel
import Testing

@testable import AgentInterface

@Suite struct DeviceViewTests {
  private let view = DeviceView(
    device: "/sys/devices/usb1/1-1", parent: "/sys/devices/usb1", label: "Hub",
    station: "pci-1/1", rule: "4 anchor", authority: "topology", why: "a keyboard",
    alternatives: [
      AlternativeView(station: nil, rule: "6 display", authority: "hardware", why: "weaker"),
      AlternativeView(station: "host", rule: "5 territory", authority: "topology", why: "farther"),
    ])

  @Test func aDeviceReadsBackAsItWasSent() {
    var top = view
    top.parent = nil
    top.alternatives = []
    for device in [view, top] { #expect(DeviceView(device.value) == device) }
  }

  @Test func theInterfaceDeclaresWhatIsSent() {
    let value = DeviceView.value([view])
    #expect(value.signature == DeviceView.arraySignature)
    #expect(
      HostView.interface.methods.first { $0.name == "Devices" }?.output.map(\.signature) == [
        value.signature
      ])
  }

  @Test func whatIsOfAnotherVersionIsNotMadeUp() {
    guard case .structure(let fields) = view.value else {
      Issue.record("a device is a structure")
      return
    }
    for index in fields.indices {
      var broken = fields
      broken[index] = .double(1)
      #expect(DeviceView(.structure(broken)) == nil)
      broken.remove(at: index)
      #expect(DeviceView(.structure(broken)) == nil)
    }
  }

  @Test func theListHasEveryDeviceBelowTheOneAboveIt() {
    let paths = ["/sys/devices/a", "/sys/devices/a/x:1.0/b", "/sys/devices/c"].map(DevicePath.init)
    let picture = DevicePicture(paths.map { Device(path: $0, label: "L", facts: .sound) })
    let assignments = Dictionary(
      uniqueKeysWithValues: paths.map { path in
        let assignment = Assignment(
          device: path, station: .host, rule: .territory, authority: .topology, why: "why",
          alternatives: [
            Alternative(station: nil, rule: .display, authority: .hardware, why: "weaker")
          ])
        return (path, assignment)
      })
    let list = DeviceView.list(picture, assignments)
    #expect(list.map(\.device) == paths.map(\.text))
    #expect(list.map(\.parent) == [nil, paths[0].text, nil])
    #expect(list.allSatisfy { $0.alternatives.map(\.rule) == ["6 display"] })
  }
}

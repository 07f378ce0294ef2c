import AgentInterface
import StationModel
import Testing
import Topology
import USB

@testable import Agent

@Suite("What was seen of a power cycle")
struct PowerTests {
  private func hub(_ node: String?) -> Device {
    Device(
      path: DevicePath("/sys/devices/usb1/1-1"), label: "Hub", node: node,
      facts: .usb(USBFacts(isHub: true, route: [1])))
  }

  private func seen(_ looks: Device?...) -> Sighting {
    var sighting = Sighting.present(node: "/dev/bus/usb/001/002")
    for look in looks { sighting.see(look) }
    return sighting
  }

  @Test func aHubThatWentAndCameIsBack() {
    let old = hub("/dev/bus/usb/001/002")
    let new = hub("/dev/bus/usb/001/009")
    #expect(seen() == .present(node: "/dev/bus/usb/001/002"))
    #expect(seen(old, old) == .present(node: "/dev/bus/usb/001/002"))
    #expect(seen(nil) == .gone)
    #expect(seen(nil, new) == .back)
    // Between two looks: only its node tells.
    #expect(seen(new) == .back)
    #expect(seen(new, nil) == .gone)
    #expect(seen(nil, old) == .back)
    // Something else in its port.
    let mouse = Device(
      path: old.path, label: "Mouse", facts: .usb(USBFacts(isHub: false, route: [1])))
    #expect(seen(nil, mouse) == .gone && seen(mouse, mouse) == .gone)
    #expect(seen(nil, mouse, nil, new) == .back)
  }

  private func plan(isMissing: Bool, devices: Int) -> PowerPlan {
    PowerPlan(
      station: StationKey("pci-0000:00:14.0/2"), anchor: DevicePath("/sys/devices/usb1/1-2"),
      isMissing: isMissing,
      ports: [
        PowerPort(
          hub: DevicePath("/sys/devices/usb1"), node: nil, hubLabel: "Switch", port: 2,
          switching: .perPort)
      ],
      devices: (0..<devices).map { DevicePath("/sys/devices/usb1/1-2/1-2.\($0)") }, doubts: [])
  }

  @Test func aPlanSaysThatTheStationIsNotThere() {
    let label = { (path: DevicePath) in "device \(path.name)" }
    let there = plan(isMissing: false, devices: 1).words("Station 3 (Left)", label: label)
    #expect(
      there == """
        Station 3 (Left) would lose its power for 2 seconds: port 2 of the hub usb1 (Switch). \
        1 USB device would go away and come back.
        """)
    let gone = plan(isMissing: true, devices: 0).words("Station 3 (Left)", label: label)
    #expect(
      gone == """
        Station 3 (Left) is not there and is looked for: the port that it was plugged into would \
        lose its power for 2 seconds: port 2 of the hub usb1 (Switch). \
        Nothing is plugged in there now.
        """)
    let taken = plan(isMissing: true, devices: 8).words("Station 3 (Left)", label: label)
    #expect(
      taken.hasSuffix(
        "8 USB devices: device 1-2.0, device 1-2.1, device 1-2.2, device 1-2.3, device 1-2.4, device 1-2.5, …."
      ))
  }

  @Test func mountsAreReadAsTheKernelWritesThem() {
    let text = """
      25 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
      26 25 0:23 / /sys rw - sysfs sysfs rw
      40 25 8:17 / /media/exam\\040papers rw shared:2 master:1 - vfat /dev/sdb1 rw
      41 25 0:45 / /media/data rw - btrfs /dev/sdc rw
      42 25 0:46 / /mnt rw - nfs server:/export rw
      broken line
      """
    #expect(
      DiskUse.mounts(text) == [
        DiskUse(device: "8:2", place: "/"), DiskUse(device: "8:17", place: "/media/exam papers"),
        DiskUse(device: "/dev/sdc", place: "/media/data"),
      ])
    let swaps = """
      Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority
      /dev/sdb2                               partition\t8388604\t\t0\t\t-2
      /swapfile                               file\t\t8388604\t\t0\t\t-3
      """
    #expect(DiskUse.swaps(swaps) == [DiskUse(device: "/dev/sdb2", place: "swap")])
    #expect(DiskUse.mounts("") == [] && DiskUse.swaps("") == [])
  }

  @Test func onlyWhatWasSeenIsSaid() {
    for outcome in PowerView.Outcome.allCases {
      let text = outcome.words("Station 3 (Left)", [.hub])
      #expect(text.hasPrefix("Station 3 (Left) ") && !text.contains("\n"))
      let gone = outcome.wordsOfMissing("Station 3 (Left)")
      #expect(gone.hasPrefix("Station 3 (Left) was not t") && !gone.contains("\n"))
    }
    #expect(PowerView.Outcome.returned.words("X", [.kernel]).contains("cannot be seen"))
    #expect(!PowerView.Outcome.returned.words("X", [.hub, .hub]).contains("cannot be seen"))
  }
}

import RigFolder
import Rigs
import StationModel
import Testing
import Topology

@Suite struct RigFileTests {
  private func usb(_ rig: RigFile, _ name: String) -> USBFacts? {
    guard case .usb(let facts)? = rig.devices.first(where: { $0.path.name == name })?.facts else {
      return nil
    }
    return facts
  }

  @Test func aHubHasTheFactsThatSysfsWouldGive() throws {
    let rig = try RigFile(
      text: """
        usb1 480M
          4: hub "VIA Hub" 2109:2813 removable hotplug serial 77 peer 2-2.3 ports 4 compound power \
        ganged container 5cf3ee30-d507-4925-b001-802d79434c30
            2: keyboard
        usb2 5000M
          2: hub
            3: hub
        """)
    let hub = try #require(usb(rig, "1-4"))
    #expect(
      hub
        == USBFacts(
          isHub: true, route: [4], bus: 1, megabits: 480, vendor: 0x2109, product: 0x2813,
          serial: "77", removable: .removable, interfaces: [0x09_0000], socket: .hotplug,
          peer: DevicePath("/sys/devices/pci0000:00/0000:00:14.0/usb2/2-2/2-2.3"),
          containerID: ContainerID("5cf3ee30d5074925b001802d79434c30"),
          hub: HubFacts(ports: 4, isCompound: true, power: .ganged)))
    let half = try #require(usb(rig, "2-2.3"))
    #expect(half.peer?.name == "1-4" && half.megabits == 5000)
    let input = try #require(
      rig.devices.first { if case .input = $0.facts { true } else { false } })
    #expect(input.facts == .input(InputFacts(roles: [.keyboard, .keys], busType: 3)))
    #expect(input.path.text.contains("/1-4/1-4.2/1-4.2:1.0/"))
    #expect(rig.devices.first { $0.path.name == "1-4.2" }?.idPath == "pci-0000:00:14.0-usb-0:4.2")
  }

  @Test func aSeatIsHandedDown() throws {
    let rig = try RigFile(
      text: """
        usb1
          1: hub seat seat-2
            1: display
              card1
                VGA-1 connected "U2415" DEL:a0b1 serial X1
        """)
    let below = rig.devices.filter { !$0.path.name.hasPrefix("usb") }
    #expect(below.count == 4 && below.allSatisfy { $0.seat == "seat-2" })
    let monitor = Monitor(make: "DEL", product: 0xa0b1, model: "U2415", serial: "X1")
    #expect(
      below.last?.facts
        == .connector(ConnectorFacts(name: "VGA-1", status: .connected, monitor: monitor)))
  }

  @Test(arguments: [
    ("  usb1", 1), ("usb1\nusb1", 2), ("usb1\n  1: toaster", 2), ("usb1\n  0: mouse", 2),
    ("usb1\n  1: mouse\n    1: mouse", 3), ("usb1\n  1: mouse\n  1: keyboard", 3),
    ("usb1\n\t1: mouse", 2), ("usb1\n  1: mouse \"x", 2), ("usb1 fast", 1),
    ("usb1\n  1: hub container 00", 2), ("usb1\n  1: hub peer 9-1", 2), ("usb1\n  1: hub ports", 2),
    ("usb1\n  1: hub ports 99999999999999999999", 2), ("card0", 1), ("card0 nowhere", 1),
    ("card0 pci-../..", 1), ("card0 pci-1\n  DP-1 lit", 2), ("expect", 1), ("expect 2", 1),
    ("expect station usb1/1 happy", 1), ("expect host: spoon", 1), ("with 1-1", 1),
    ("bind usb1/1", 1), ("expect device 1-1 on host by", 1), ("nonsense", 1), ("ps2 storage", 1),
  ]) func aMistakeIsNamedByItsLine(text: String, line: Int) {
    #expect {
      try RigFile(text: text)
    } throws: { error in
      (error as? RigError)?.line == line
    }
  }

  @Test func anExpectationThatDoesNotHoldIsReported() throws {
    let wrong = [
      "expect 2 stations", "expect 1 proposal", "expect station usb1/2", "expect proposal usb1/1",
      "expect station usb1/1 complete", "expect station usb1/1: keyboard",
      "expect station usb1/1: keyboard, mouse, display", "expect no usb1/1",
      "expect device 1-1.1 on host", "expect device 1-1.1 on usb1/1 by 6",
      "expect device 1-7 on host", "expect host: keyboard, keyboard",
      "expect station usb1/1: keyboard, mouse, camera",
    ]
    let rig = """
      ps2 keyboard
      usb1
        1: hub removable
          1: keyboard
          2: mouse
      expect 1 station
      expect station usb1/1 incomplete: keyboard, mouse

      """
    for line in wrong {
      let rig = try RigFile(text: rig + line)
      let failures = try rig.stages.flatMap { try $0.check(rig.devices) }
      #expect(!failures.isEmpty && failures.allSatisfy { $0.line == 8 }, "\(line): \(failures)")
    }
  }

  /// A thousand moments with a thousand bindings each took half a minute.
  @Test func aStoryIsBounded() throws {
    let computer = "ps2 keyboard\ncard0 pci-0000:00:02.0\n  DP-1 connected\n"
    let moment = "expect 0 stations\nbind a card0\n"
    let longest = try RigFile(text: computer + String(repeating: moment, count: 255))
    #expect(longest.stages.count == 256)
    for (name, text, line) in [
      ("moments", String(repeating: moment, count: 256), 515),
      ("bindings", String(repeating: "bind a card0\n", count: 257), 260),
      ("known", String(repeating: "known usb1/1\n", count: 257), 260),
    ] {
      #expect {
        try RigFile(text: computer + text)
      } throws: { error in
        guard let error = error as? RigError else { return false }
        return error.line == line && error.message.contains("256") && error.message.contains(name)
      }
    }
  }

  /// What a binding calls its display is found by any name, and a wrong one is told by its line.
  @Test func displaysAreFoundByEachOfTheirNames() throws {
    let rig =
      "usb1\n  1: hub removable\n    1: keyboard\nps2 keyboard\ncard0 pci-1\n  DP-1 connected\n"
    for (name, place) in [
      ("card0-DP-1", DisplayPlace(card: "pci-1", connector: "DP-1")),
      ("card0", DisplayPlace(card: "pci-1")),
      ("pci-1/DP-1", DisplayPlace(card: "pci-1", connector: "DP-1")),
    ] {
      let file = try RigFile(text: rig + "bind usb1/1 \(name)\n")
      let guidance = try file.stages[0].guidance(in: file.stages[0].picture(of: file.devices))
      #expect(guidance.bindings == [StationKey("pci-0000:00:14.0/1"): place])
    }
    let wrong = try RigFile(text: rig + "bind usb1/1 card7\n")
    #expect(throws: RigError(line: 7, "there is no display card7")) {
      try wrong.stages[0].check(wrong.devices)
    }
  }

  /// Half a file, or one with a byte of something else in it, is read or refused, and sorted.
  @Test(arguments: Rig.names(ending: ".rig")) func brokenFilesAreSurvived(name: String) throws {
    let bytes = Array(try Rig.text(of: Rig.folder + "/" + name + ".rig").utf8)
    for (step, junk) in ["\"", "\u{0}", "9", "#", "\n", " ", ":", "-", ".", "\u{ff}"].enumerated() {
      for index in stride(from: step, to: bytes.count, by: 29) {
        var broken = bytes
        broken.replaceSubrange(index...index, with: Array(junk.utf8))
        for text in [broken, Array(bytes[..<index])] {
          guard let rig = try? RigFile(bytes: text) else { continue }
          for stage in rig.stages { _ = try? stage.check(rig.devices) }
        }
      }
    }
  }
}

import DeviceFacts
import StationModel
import Testing

/// What an EDID says of a monitor, and what it says in vain.
@Suite struct MonitorTests {
  @Test func aGoodBlockIsReadWhole() {
    let monitor = Monitor(edid: EDID().bytes)
    #expect(
      monitor
        == Monitor(
          make: "DEL", product: 0xa07a, model: "DELL U2412M", serial: "YMYH12345678",
          size: Monitor.Size(width: 518, height: 324)))
    #expect(monitor?.label == "DELL U2412M")
    #expect(monitor?.inches == 24)
    var named = monitor
    named?.makeName = "Dell Inc."
    #expect(named?.label == "DELL U2412M")
    named?.model = nil
    #expect(named?.label == "Dell Inc. a07a")
  }

  @Test func whatComesAfterTheBaseBlockDoesNotMatter() {
    #expect(Monitor(edid: EDID().bytes + [1, 2, 3]) == Monitor(edid: EDID().bytes))
  }

  @Test func noEDIDIsNoMonitor() {
    #expect(Monitor(edid: []) == nil)
    #expect(Monitor(edid: Array(EDID().bytes.dropLast())) == nil)
    #expect(Monitor(edid: [UInt8](repeating: 0, count: 128)) == nil)
    #expect(Monitor(edid: [UInt8](repeating: 0xff, count: 256)) == nil)
    // Not one wrong bit: the checksum is all there is to tell a bad cable by.
    for place in 0..<128 {
      var bytes = EDID().bytes
      bytes[place] ^= 0x10
      #expect(Monitor(edid: bytes) == nil, "byte \(place)")
    }
    #expect(Monitor(edid: EDID { $0[18] = 2 }.bytes) == nil)
  }

  @Test(arguments: [[0, 0], [0x80 | 0x10, 0xac], [0x7f, 0xff], [0x10, 0xa0]] as [[UInt8]])
  func aMakerIsThreeLettersOrThereIsNoMonitor(make: [UInt8]) {
    #expect(Monitor(edid: EDID { $0.replaceSubrange(8..<10, with: make) }.bytes) == nil)
  }

  @Test(
    arguments: [
      (0, nil), (0x0101_0101, nil), (.max, nil), (1, "1"), (0x8000_0000, "2147483648"),
    ] as [(UInt32, String?)])
  func theNumberIsTheSerialWhereNoTextIs(number: UInt32, serial: String?) {
    for text in ["", "   ", "0000000"] {
      let edid = EDID {
        $0.replaceSubrange(12..<16, with: (0..<4).map { UInt8(number >> ($0 * 8) & 0xff) })
        $0.replaceSubrange(77..<90, with: EDID.text(text))
      }
      #expect(Monitor(edid: edid.bytes)?.serial == serial)
    }
  }

  @Test func sizesThatCannotBeAreUnknown() {
    func size(_ change: @escaping (inout [UInt8]) -> Void) -> Monitor.Size? {
      Monitor(edid: EDID(change).bytes)?.size
    }
    #expect(size { $0[21] = 0 } == nil)
    #expect(size { $0[22] = 0 } == nil)
    #expect(size { ($0[21], $0[22]) = (0, 0) } == nil)
    // 16:9, not 16 × 9 cm.
    #expect(size { ($0[21], $0[22]) = (16, 9) } == nil)
    let coarse = Monitor.Size(width: 520, height: 320)
    // A timing of nonsense: what the whole says holds.
    #expect(size { ($0[66], $0[67], $0[68]) = (0, 0, 0) } == coarse)
    #expect(size { ($0[66], $0[67], $0[68]) = (0xff, 0xff, 0xff) } == coarse)
    #expect(size { ($0[54], $0[55]) = (0, 0) } == coarse)
  }

  @Test(
    arguments: [
      ("\u{1B}[31mEvil", "[31mEvil"), ("A\u{7F}B", "AB"), ("  two   words ", "two words"),
      ("\u{7}\u{8}", nil), ("", nil), ("1234567890123", "1234567890123"),
    ] as [(String, String?)])
  func namesAreFitForATerminal(text: String, model: String?) {
    let edid = EDID { $0.replaceSubrange(95..<108, with: EDID.text(text)) }
    #expect(Monitor(edid: edid.bytes)?.model == model)
  }

  @Test func bytesBeyondASCIIAreLeftOut() {
    // U+202E in UTF-8 would turn the rest of a line around.
    let trick: [UInt8] = [0x41, 0xe2, 0x80, 0xae, 0x42, 0xff, 0x0a, 0x43, 0, 0, 0, 0, 0]
    let edid = EDID { $0.replaceSubrange(95..<108, with: trick) }
    #expect(Monitor(edid: edid.bytes)?.model == "AB")
  }

  /// Any block that adds up is read without a trap, and nothing of it is empty or zero.
  @Test func nonsenseIsUnknownAndNeverZero() {
    var state: UInt64 = 1
    for _ in 0..<3_000 {
      let edid = EDID { bytes in
        for place in 10..<127 where place != 18 {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let byte = UInt8(state >> 56)
          bytes[place] = state >> 40 & 3 == 0 ? byte & 0x03 : byte
        }
      }
      guard let monitor = Monitor(edid: edid.bytes) else {
        Issue.record("a good header and checksum were not enough")
        return
      }
      #expect(monitor.model?.isEmpty != true && monitor.serial?.isEmpty != true)
      #expect(monitor.serial != "0")
      if let size = monitor.size { #expect(size.width > 0 && size.height > 0) }
      #expect(monitor.inches != 0 && (monitor.size != nil || monitor.inches == nil))
      let isPlain = (monitor.label + (monitor.serial ?? "")).utf8
        .allSatisfy { (0x20...0x7e).contains($0) }
      #expect(isPlain)
    }
  }

  // MARK: Of a socket

  @Test func aSocketHasTheMonitorThatItsEDIDNames() {
    let edid = EDID().bytes
    let socket = Socket(status: "connected", edid: edid)
    guard case .connector(let facts)? = Device(socket, makerName: { $0 + "!" })?.facts else {
      Issue.record("no socket")
      return
    }
    #expect(facts.monitor?.makeName == "DEL!")
    #expect(facts.monitor?.model == "DELL U2412M")
    let cases: [(String, [UInt8]?)] = [
      ("connected", nil), ("connected", []), ("connected", Array(edid.prefix(50))),
      ("disconnected", edid),
    ]
    for (status, bytes) in cases {
      let device = Device(Socket(status: status, edid: bytes))
      let plain = ConnectorFacts(
        name: "HDMI-A-1", status: ConnectorFacts.Status(rawValue: status) ?? .unknown)
      #expect(device?.facts == .connector(plain))
    }
  }

  @Test(
    arguments: [
      ("DEL", "Dell Inc."), ("RHT", "Red Hat"), ("XXX", nil), ("DE", nil), ("", nil),
      ("BAD", "a[31mb"), ("NIL", nil), ("DELX", nil),
    ] as [(String, String?)])
  func makersHaveNamesWhereTheListKnowsThem(make: String, name: String?) {
    let list = MakerNames(
      Array(
        "AAA\tA Ltd\nDEL\tDell Inc.\r\nno tab\n\nBAD\ta\u{1B}[31m\u{202E}b\nNIL\t \nRHT\tRed Hat"
          .utf8))
    #expect(list.name(of: make) == name)
    #expect(MakerNames([]).name(of: make) == nil)
  }
}

/// A monitor's base block, changed and then summed up again.
struct EDID {
  var bytes: [UInt8]

  init(_ change: (inout [UInt8]) -> Void = { _ in }) {
    bytes = [UInt8](repeating: 0, count: 128)
    bytes.replaceSubrange(0..<8, with: [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0])
    // DEL, product, serial number, week and year, version 1.3, digital, 52 × 32 cm.
    bytes.replaceSubrange(
      8..<23,
      with: [0x10, 0xac, 0x7a, 0xa0, 0x4c, 0x45, 0x30, 0x30, 14, 22, 1, 3, 0x80, 52, 32])
    // A timing of 518 × 324 mm, the serial number, the name.
    bytes.replaceSubrange(54..<56, with: [0x28, 0x3c])
    bytes.replaceSubrange(66..<69, with: [0x06, 0x44, 0x21])
    bytes.replaceSubrange(72..<90, with: [0, 0, 0, 0xff, 0] + Self.text("YMYH12345678"))
    bytes.replaceSubrange(90..<108, with: [0, 0, 0, 0xfc, 0] + Self.text("DELL U2412M"))
    bytes.replaceSubrange(108..<126, with: [0, 0, 0, 0xfd] + [UInt8](repeating: 0x20, count: 14))
    change(&bytes)
    bytes[127] = 0 &- bytes[..<127].reduce(0, &+)
  }

  static func text(_ text: String) -> [UInt8] {
    let line = Array(text.utf8.prefix(13))
    guard line.count < 13 else { return line }
    return line + [0x0a] + [UInt8](repeating: 0x20, count: 12 - line.count)
  }
}

private struct Socket: RawDevice {
  var status: String
  var edid: [UInt8]?
  let syspath = "/sys/devices/x/drm/card0/card0-HDMI-A-1"
  let subsystem = "drm"
  let devtype: String? = "drm_connector"

  func property(_ name: String) -> String? { nil }
  func attribute(_ name: String) -> String? { name == "status" ? status + "\n" : nil }
  func bytes(of attribute: String) -> [UInt8]? { attribute == "edid" ? edid : nil }
  func target(of link: String) -> String? { nil }
}

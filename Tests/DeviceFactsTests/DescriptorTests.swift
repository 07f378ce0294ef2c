import DeviceFacts
import StationModel
import Testing

@Suite("Descriptors of hubs")
struct DescriptorTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var facts: HubFacts?

    init(_ what: String, _ bytes: [UInt8], _ facts: HubFacts?) {
      testDescription = what
      self.bytes = bytes
      self.facts = facts
    }
  }

  static let rows: [Row] = [
    Row(
      "four ports, each switched", [9, 0x29, 4, 0x09, 0, 50, 100, 0, 0xFF],
      HubFacts(ports: 4, isCompound: false, power: .perPort)),
    Row(
      "ganged", [9, 0x29, 4, 0x00, 0, 50, 100, 0, 0xFF],
      HubFacts(ports: 4, isCompound: false, power: .ganged)),
    Row(
      "switches nothing", [9, 0x29, 4, 0x02, 0, 50, 100, 0, 0xFF],
      HubFacts(ports: 4, isCompound: false, power: .none)),
    Row(
      "switches nothing, as a USB3 hub may say it", [9, 0x29, 4, 0x03, 0, 50, 100, 0, 0xFF],
      HubFacts(ports: 4, isCompound: false, power: .none)),
    Row(
      "a keyboard with a hub: port 3 is soldered", [9, 0x29, 3, 0x04, 0, 50, 100, 0x08, 0xFF],
      HubFacts(ports: 3, isCompound: true, power: .ganged, fixedPorts: [3])),
    Row(
      "nine ports need two bytes of bits", [11, 0x29, 9, 0x01, 0, 50, 100, 0x02, 0x02, 0xFF, 0xFF],
      HubFacts(ports: 9, isCompound: false, power: .perPort, fixedPorts: [1, 9])),
    Row(
      "the bit that is reserved is no port", [9, 0x29, 2, 0x01, 0, 50, 100, 0xF9, 0xFF],
      HubFacts(ports: 2, isCompound: false, power: .perPort)),
    Row(
      "without the mask", [8, 0x29, 4, 0x01, 0, 50, 100, 0],
      HubFacts(ports: 4, isCompound: false, power: .perPort)),
    Row(
      "USB3", [12, 0x2A, 4, 0x0D, 0, 50, 0, 4, 0, 0, 0x10, 0],
      HubFacts(ports: 4, isCompound: true, power: .perPort, fixedPorts: [4])),
    Row(
      "what follows is not read", [9, 0x29, 1, 0x01, 0, 50, 100, 0, 0xFF, 1, 2, 3],
      HubFacts(ports: 1, isCompound: false, power: .perPort)),
    Row("USB3 with too many ports", [12, 0x2A, 16, 0x09, 0, 50, 0, 4, 0, 0, 0, 0], nil),
    Row("USB3, cut off", [11, 0x2A, 4, 0x09, 0, 50, 0, 4, 0, 0, 0], nil),
    Row("longer than what is there", [9, 0x29, 4, 0x09, 0, 50, 100, 0], nil),
    Row("shorter than its ports", [8, 0x29, 9, 0x09, 0, 50, 100, 0], nil),
    Row("no ports", [9, 0x29, 0, 0x09, 0, 50, 100, 0, 0xFF], nil),
    Row("another sort", [9, 0x21, 4, 0x09, 0, 50, 100, 0, 0xFF], nil),
    Row("length 2", [2, 0x29, 4, 0x09], nil),
    Row("nothing", [], nil),
  ]

  @Test("A hub descriptor", arguments: rows)
  func hub(_ row: Row) { #expect(HubFacts(hubDescriptor: row.bytes) == row.facts) }

  static let id = [UInt8](1...16)
  static let container: [UInt8] = [20, 0x10, 4, 0] + id
  static let usb2: [UInt8] = [7, 0x10, 2, 6, 0, 0, 0]

  static func store(_ parts: [[UInt8]], total: Int? = nil) -> [UInt8] {
    let length = total ?? 5 + parts.joined().count
    return [5, 0x0F, UInt8(length & 255), UInt8(length >> 8), UInt8(parts.count)]
      + parts.joined()
  }

  @Test("A ContainerID is found after another capability, and if the last one is cut off")
  func finds() {
    let expected = ContainerID("0102030405060708090a0b0c0d0e0f10")
    #expect(expected != nil)
    for store in [
      Self.store([Self.container]), Self.store([Self.usb2, Self.container]),
      Self.store([Self.container, Self.container]),
      Self.store([Self.container, [10, 0x10, 3]], total: 35),
    ] { #expect(ContainerID(binaryObjectStore: store) == expected) }
  }

  @Test(
    "No ContainerID is made up",
    arguments: [
      [], [5, 0x0F], store([]), store([usb2]), store([container], total: 24),
      store([[0, 0x10, 4], container]), store([[1], container]),
      store([container, [20, 0x10, 4, 0] + [UInt8](repeating: 9, count: 16)]),
      store([[19, 0x10, 4, 0] + id.dropLast()]), store([[20, 0x11, 4, 0] + id]),
      [5, 0x02, 25, 0, 1] + container, [9, 0x0F, 25, 0, 1] + container,
    ])
  func none(_ bytes: [UInt8]) { #expect(ContainerID(binaryObjectStore: bytes) == nil) }

  @Test("Bytes of any sort are read without harm, and every port is one of the hub's")
  func anyBytes() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      var bytes = (0..<Int.random(in: 0...48, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      _ = ContainerID(binaryObjectStore: bytes)
      if bytes.count > 5 {
        bytes.replaceSubrange(0..<3, with: [5, 0x0F, UInt8(bytes.count)])
        _ = ContainerID(binaryObjectStore: bytes)
        bytes.replaceSubrange(0..<2, with: [UInt8(bytes.count), Bool.random() ? 0x29 : 0x2A])
      }
      guard let hub = HubFacts(hubDescriptor: bytes) else { continue }
      #expect(hub.fixedPorts.allSatisfy { (1...hub.ports).contains($0) })
    }
  }
}

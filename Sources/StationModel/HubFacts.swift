/// What a hub says of itself in its hub descriptor (USB 2.0, 11.23.2.1; USB 3.2, 10.15.2.1).
public struct HubFacts: Sendable, Hashable {
  /// Sockets and soldered ports together.
  public var ports: Int
  /// The hub is soldered together with a device into one thing: a keyboard with a hub, a dock.
  public var isCompound: Bool
  public var power: PowerSwitching
  /// The ports on which something is soldered (`DeviceRemovable`).
  public var fixedPorts: Set<Int>

  /// Can the hub take the power of its ports away?
  public enum PowerSwitching: String, Sendable, CaseIterable {
    /// All ports at once.
    case ganged
    case perPort = "per-port"
    case none
  }

  public init(ports: Int, isCompound: Bool, power: PowerSwitching, fixedPorts: Set<Int> = []) {
    self.ports = ports
    self.isCompound = isCompound
    self.power = power
    self.fixedPorts = fixedPorts
  }
}

/// The number that all parts of one physical thing share (USB 3.2, 9.6.2.3), as 32 hex digits.
///
/// It is what the maker wrote: zero and hard-coded ones exist, so one number alone proves nothing.
public struct ContainerID: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let text: String

  /// Nil unless there are 16 bytes.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    self.text = String(decoding: text, as: UTF8.self)
  }

  /// Nil unless the text is 32 hex digits; dashes between them are passed over.
  public init?(_ text: String) {
    let digits = text.lowercased().utf8.filter { $0 != UInt8(ascii: "-") }
    let isHex = digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard digits.count == 32, isHex else { return nil }
    self.text = String(decoding: digits, as: UTF8.self)
  }

  public var isZero: Bool { text.utf8.allSatisfy { $0 == UInt8(ascii: "0") } }

  public var description: String { text }

  public static func < (left: ContainerID, right: ContainerID) -> Bool { left.text < right.text }
}

public import StationModel

extension HubFacts {
  /// What a hub descriptor says; nil if it is none, or is cut off.
  ///
  /// 0x29 is that of USB 2.0 (11.23.2.1), 0x2A that of USB 3.2 (10.15.2.1). They begin alike.
  public init?(hubDescriptor bytes: some Collection<UInt8>) {
    // A descriptor says its own length. What follows it is not part of it.
    guard let length = bytes.first, length <= bytes.count else { return nil }
    let bytes = Array(bytes.prefix(Int(length)))
    guard bytes.count >= 3 else { return nil }
    let ports = Int(bytes[2])
    guard ports > 0 else { return nil }
    let removable: ArraySlice<UInt8>
    switch bytes[1] {
    case 0x29:
      // Seven bytes, then one bit for each port and one that is reserved. The bytes of
      // PortPwrCtrlMask that should follow say nothing, and some hubs leave them out.
      let end = 7 + ports / 8 + 1
      guard bytes.count >= end else { return nil }
      removable = bytes[7..<end]
    case 0x2A:
      // Two bytes of bits, after two more words about timing; 15 ports at most.
      guard bytes.count >= 12, ports <= 15 else { return nil }
      removable = bytes[10..<12]
    default: return nil
    }
    let fixed = (1...ports).filter { port in
      removable.dropFirst(port / 8).first.map { $0 & (1 << UInt8(port % 8)) != 0 } ?? false
    }
    let power: PowerSwitching =
      switch bytes[3] & 0b11 {
      case 0b00: .ganged
      case 0b01: .perPort
      // Both of the other two are hubs that switch nothing; USB 2.0 had 1X for those of USB 1.0.
      default: .none
      }
    self.init(
      ports: ports, isCompound: bytes[3] & 0b100 != 0, power: power, fixedPorts: Set(fixed))
  }
}

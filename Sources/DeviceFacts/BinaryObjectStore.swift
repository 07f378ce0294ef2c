public import StationModel

extension ContainerID {
  /// The ContainerID in a Binary Object Store (USB 3.2, 9.6.2); nil if it has none.
  ///
  /// A store that is cut off is read as far as it goes. One that contradicts itself, with two
  /// different ContainerIDs, has none.
  public init?(binaryObjectStore bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count >= 5, bytes[0] == 5, bytes[1] == 0x0F else { return nil }
    let total = Int(bytes[2]) | Int(bytes[3]) << 8
    var rest = bytes.prefix(total).dropFirst(5)
    var found: ContainerID?
    while let length = rest.first.map(Int.init), length >= 3, length <= rest.count {
      let capability = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
      // Device capability, Container ID: three bytes, a reserved one and the sixteen.
      guard capability[1] == 0x10, capability[2] == 4, length >= 20 else { continue }
      guard let id = ContainerID(bytes: capability[4..<20]) else { continue }
      if let found, found != id { return nil }
      found = id
    }
    guard let found else { return nil }
    self = found
  }
}

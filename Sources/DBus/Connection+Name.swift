import CSystemd

extension Connection {
  /// The name that the bus gave this connection, `:1.42`; nil if it is not connected.
  public var uniqueName: String? {
    var name: UnsafePointer<CChar>?
    guard let bus = wire.bus, sd_bus_get_unique_name(bus, &name) >= 0, let name else { return nil }
    return String(cString: name)
  }
}
